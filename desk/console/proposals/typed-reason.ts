/** Why something is proposed, as it was typed. Pure. */

/** As the API takes it. */
const LETTERS = { least: 3, most: 200 } as const

/** Null where it is too short or too long. */
export function readReason(typed = ''): string | null {
  const reason = typed.replaceAll('\r\n', '\n').trim()
  const letters = [...reason].length
  return letters >= LETTERS.least && letters <= LETTERS.most ? reason : null
}
