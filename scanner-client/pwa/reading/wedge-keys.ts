/** A key as it was pressed: what this computer's layout makes of it, and what a US keyboard would. */

/** Readers send the places of US keys, unless somebody set them to this layout: both are kept. */
export interface WedgeKey {
  readonly key: string
  readonly us: string
}

/** As much of a keyboard event as is looked at. */
interface Pressed {
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
  getModifierState(name: string): boolean
}

/** Null for a key that writes nothing. */
export function wedgeKeyOf(pressed: Pressed): WedgeKey | null {
  const { key } = pressed
  const us = usKeyOf(pressed)
  // Only the place is known of a dead key, and of one that an input method took.
  if (key === 'Dead' || key === 'Process' || key === 'Unidentified') return us === null ? null : { key: '\ufffd', us }
  return [...key].length === 1 ? { key, us: us ?? key } : null
}

// What each place writes on a US keyboard, without shift and with it. The key beside the left shift is the European one.
const US_KEYS: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  IntlBackslash: ['\\', '|'],
  Space: [' ', ' '],
}
const SHIFTED_DIGITS = ')!@#$%^&*('

function usKeyOf(pressed: Pressed): string | null {
  const { code, shiftKey } = pressed
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? []
  if (letter !== undefined) return shiftKey !== pressed.getModifierState('CapsLock') ? letter : letter.toLowerCase()
  const [, pad, digit] = /^(Digit|Numpad)([0-9])$/.exec(code) ?? []
  if (digit !== undefined) return shiftKey && pad === 'Digit' ? (SHIFTED_DIGITS[Number(digit)] ?? null) : digit
  return US_KEYS[code]?.[shiftKey ? 1 : 0] ?? null
}

export interface AltCodes {
  /** Whether the key belongs to such a code: it writes nothing by itself. */
  press(pressed: Pick<Pressed, 'key' | 'code'> & { readonly altKey: boolean }, at: number): boolean
  /** What was written when this key was let go, and since when it was typed; null where nothing was. */
  release(key: string): { readonly key: WedgeKey | 'end'; readonly since: number } | null
}

/** Some readers type each character as its number, on the number pad, with Alt held: that works under every layout. */
export function altCodes(): AltCodes {
  let digits = ''
  let since = 0
  return {
    press: ({ key, code, altKey }, at) => {
      if (key === 'Alt') {
        digits = ''
        since = at
        return true
      }
      const [, digit] = /^Numpad([0-9])$/.exec(code) ?? []
      if (!altKey || digit === undefined || digits.length >= 4) return false
      digits += digit
      return true
    },
    release: (key) => {
      if (key !== 'Alt' || digits === '') return null
      const sign = String.fromCharCode(Number(digits) % 256)
      digits = ''
      return { key: /[\r\n\t]/.test(sign) ? 'end' : { key: sign, us: sign }, since }
    },
  }
}
