/** What is wrong with a name that is not spelled as the passport's machine readable zone spells it. */
import { mrzSpellings } from '#evisa/transliteration.ts'

/** How it is to be written; with the spelling that the passport most likely has, where its letters tell. */
export function nameFault(name: unknown): string {
  const takes = 'takes the spelling of the machine readable zone of the passport: letters A-Z, one space between parts'
  if (typeof name !== 'string' || name.length > 80) return `${takes}, at most 80 characters`
  const spelled = mrzSpellings(name, 1)
  const [spelling] = spelled.ok ? spelled.value : []
  return spelling === undefined ? takes : `${takes}; perhaps ${spelling}`
}
