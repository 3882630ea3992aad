/** A key as it was pressed: what this computer's layout makes of it, and what a US keyboard would. */

/** Readers send the places of US keys, unless somebody set them to this layout: both are kept. */
export interface WedgeKey {
  readonly key: string
  readonly us: string
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'getModifierState'>

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
