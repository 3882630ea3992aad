/**
 * What a reader's keys write on a keyboard that it does not type for. A zone is made of digits, capital letters and the
 * filler, so each of these keys means one of them, shifted or not: a reader under caps lock shifts the wrong ones.
 */

const KEYS = [...'1234567890QWERTYUIOPASDFGHJKLZXCVBNM<']
const QWERTY = 'QWERTYUIOPASDFGHJKLZXCVBNM'
const QWERTZ = 'QWERTZUIOPASDFGHJKLYXCVBNM'
const AZERTY = 'AZERTYUIOPQSDFGHJKLWXCVBN'
const CYRILLIC = 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬБ'

/** What the keys write, in the order of `KEYS`, on one level and on the other. Letters stand here as capitals. */
const LAYOUTS = [
  // Shifted the wrong way round.
  [`1234567890${QWERTY}<`, `!@#$%^&*()${QWERTY},`],
  // A reader for US keys on the keyboards of others.
  [`1234567890${QWERTZ};`, `!"§$%&/()=${QWERTZ},`],
  [`&É"'(-È_ÇÀ${AZERTY},;`, `&É"'(-È_ÇÀ${AZERTY}?.`],
  [`1234567890${CYRILLIC}`, `!"№;%:?*()${CYRILLIC}`],
  [`"ӘІҢҒ,.ҮҰҚ${CYRILLIC}`, `!ӘІҢҒ;:ҮҰҚ${CYRILLIC}`],
  // A reader for the keys of others on a US keyboard: the filler has a key of its own there, and French digits are shifted.
  [`1234567890${QWERTZ}\\`, `!@#$%^&*()${QWERTZ}|`],
  [`!@#$%^&*()${AZERTY};\\`, `!@#$%^&*()${AZERTY}:\\`],
].map((levels) => new Map(levels.flatMap((level) => [...level].map((sign, at) => [sign, KEYS[at] ?? ''] as const))))

/** What these signs were meant as, one text a layout, with U+FFFD for what none of its keys writes. */
export function meantTexts(typed: string): readonly string[] {
  const signs = [...typed.toUpperCase()]
  return LAYOUTS.map((layout) => signs.map((sign) => layout.get(sign) ?? '\ufffd').join(''))
}
