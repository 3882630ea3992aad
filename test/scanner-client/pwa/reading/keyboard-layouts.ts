/** Keyboards as they are sold, and readers that type on them. */

export interface PressedKey {
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
  readonly capsLock: boolean
}

// The places of the keys, row by row; the last row begins with the key beside the left shift.
const CODES = [
  'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
  'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Backslash',
  'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote',
  'IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash',
].flatMap((row) => row.split(' '))

type Layout = readonly [plain: string, shifted: string]

/** What each key writes, in the order of `CODES`. */
export const LAYOUTS = {
  us: [`\`1234567890-=qwertyuiop[]\\asdfghjkl;'\\zxcvbnm,./`, '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"|ZXCVBNM<>?'],
  german: ['^1234567890ß´qwertzuiopü+#asdfghjklöä<yxcvbnm,.-', '°!"§$%&/()=?`QWERTZUIOPÜ*\'ASDFGHJKLÖÄ>YXCVBNM;:_'],
  french: ['²&é"\'(-è_çà)=azertyuiop^$*qsdfghjklmù<wxcvbn,;:!', '~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%>WXCVBN?./§'],
  russian: ['ё1234567890-=йцукенгшщзхъ\\фывапролджэ/ячсмитьбю.', 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭ|ЯЧСМИТЬБЮ,'],
  // Its digits are letters: they are typed on the number pad.
  kazakh: ['("әіңғ,.үұқөһйцукенгшщзхъ\\фывапролджэ/ячсмитьбю№', ')!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭ|ЯЧСМИТЬБЮ?'],
} as const satisfies Record<string, Layout>
export type LayoutName = keyof typeof LAYOUTS

const DEAD = /[^´`¨]/

/** The keys that a reader set to one layout presses for a text, as a computer set to another one tells of them. */
export function typedBy(text: string, reader: LayoutName, computer: LayoutName, capsLock = false): PressedKey[] {
  return [...text].map((letter) => {
    if (letter === ' ') return { key: ' ', code: 'Space', shiftKey: false, capsLock }
    if (letter === '\n') return { key: 'Enter', code: 'Enter', shiftKey: false, capsLock }
    const [plain, shifted] = LAYOUTS[reader].map((row) => [...row].indexOf(letter))
    const shiftKey = plain === -1
    const at = (shiftKey ? shifted : plain) ?? -1
    const code = CODES[at]
    if (code === undefined) throw new RangeError(`a reader set to ${reader} cannot type ${letter}`)
    const level = (shift: boolean) => [...LAYOUTS[computer][shift ? 1 : 0]][at] ?? ''
    const isLetter = level(true) === level(false).toUpperCase() && level(true) !== level(false)
    const key = level(shiftKey !== (capsLock && isLetter))
    const isDead = computer !== 'us' && !DEAD.test(key)
    return { key: isDead ? 'Dead' : key, code, shiftKey, capsLock }
  })
}

/** As much of a keyboard event as is looked at. */
export function asEvent({ capsLock, ...pressed }: PressedKey) {
  return { ...pressed, getModifierState: (name: string) => name === 'CapsLock' && capsLock }
}
