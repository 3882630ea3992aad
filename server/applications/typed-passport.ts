/** What stands in a passport as people type it: names, the number, states, the lines at its foot. */
import { latinDigits } from '#evisa/latin-digits.ts'
import type { CheckedField } from '#evisa/mrz.ts'
import { type PassportReading, readMrz, wrongCheckDigits } from '#evisa/mrz.ts'
import { findState } from '#evisa/policy/known-states.ts'
import { ok } from '#evisa/result.ts'
import { isMrzName, mrzSpellings, NAME_SEPARATORS } from '#evisa/transliteration.ts'
import { faultOf, lookAlikeIn, readLine, type Typed } from './typed-text.ts'

const NAME_CHARACTERS = 80
const NUMBER_CHARACTERS = 22
const SHOWN_SPELLINGS = 3

/**
 * A name in the spelling of the lines of the passport. What is only written otherwise (small letters, hyphens,
 * apostrophes) is read so; where letters have to be spelled anew, the fault says how, for the passport decides.
 */
export function readName(typed: string): Typed<string> {
  const line = readLine(typed, NAME_CHARACTERS)
  if (!line.ok) return line
  const bare = line.value
    .toUpperCase()
    .replace(/['’‘ʼ`´.]/g, '')
    .split(NAME_SEPARATORS)
    .filter(Boolean)
    .join(' ')
  if (isMrzName(bare)) return ok(bare)
  const alike = /[A-Z]/.test(bare) ? lookAlikeIn(bare) : null
  if (alike !== null) return faultOf('look-alike', alike)
  const spelled = mrzSpellings(line.value, SHOWN_SPELLINGS)
  if (!spelled.ok)
    return faultOf(
      'mrz-spelling',
      `has "${spelled.error}" in it: write it in the letters A-Z of the two lines at the foot of the passport`,
    )
  const [spelling] = spelled.value
  if (spelling === undefined)
    return faultOf('mrz-spelling', 'takes the letters A-Z of the two lines at the foot of the passport')
  return faultOf(
    'mrz-spelling',
    `takes the spelling of the two lines at the foot of the passport, most likely ${spelled.value.join(' or ')}`,
  )
}

/** The number, without the spaces and marks that some print in it. */
export function readNumber(typed: string): Typed<string> {
  const line = readLine(typed, 2 * NUMBER_CHARACTERS)
  if (!line.ok) return line
  const number = latinDigits(line.value.normalize('NFKC'))
    .toUpperCase()
    .replace(/[\s/.\p{Pd}<]/gu, '')
  const alike = lookAlikeIn(number)
  if (alike !== null) return faultOf('look-alike', alike)
  if (number.length > NUMBER_CHARACTERS)
    return faultOf('too-long', `takes at most ${NUMBER_CHARACTERS} letters and digits`)
  const stranger = /[^A-Z0-9]/u.exec(number)?.[0]
  if (stranger !== undefined)
    return faultOf(
      'passport-number',
      `has "${stranger}" in it: it takes the letters A-Z and the digits that the passport has`,
    )
  return number === '' ? faultOf('passport-number', 'takes the letters and digits of the passport') : ok(number)
}

/** A state by the three letters of passports, or by its English name. */
export function readState(typed: string): Typed<string> {
  const line = readLine(typed, NAME_CHARACTERS)
  if (!line.ok) return line
  const alike = /^\p{L}{1,3}$/u.test(line.value) ? lookAlikeIn(line.value) : null
  if (alike !== null) return faultOf('look-alike', alike)
  const code = findState(line.value)
  return code === null ? faultOf('state', 'takes the three letters of the passport, such as LKA') : ok(code)
}

/** The lines at the foot of a passport, with what they say. */
export interface TypedLines {
  readonly lines: readonly string[]
  readonly reading: PassportReading
}

const FIELDS: Readonly<Record<CheckedField, string>> = {
  number: 'the passport number',
  'birth-date': 'the birth date',
  expires: 'the last day of the passport',
  composite: 'the line as a whole',
}

export function readLines(typed: string): Typed<TypedLines> {
  const text = typed.slice(0, 400).normalize('NFKC').toUpperCase().replaceAll('«', '<<').replaceAll('‹', '<')
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\s/g, ''))
    .filter((line) => line !== '')
  const alike = lookAlikeIn(lines.join(''))
  if (alike !== null) return faultOf('look-alike', alike)
  const reading = readMrz(lines.join('\n'))
  if (!reading.ok) return faultOf('passport-lines', whyUnread(lines))
  return reading.value.documentCode.startsWith('P')
    ? ok({ lines: linesOf(lines, reading.value), reading: reading.value })
    : faultOf('no-passport', 'are not of a passport: an e-visa is for a passport alone, not for a card or a visa in it')
}

/** Two lines, or three on a card; some paste them as one. */
function linesOf(lines: readonly string[], { format }: PassportReading): readonly string[] {
  const [whole = ''] = lines
  if (lines.length > 1) return lines
  const width = format === 'TD3' ? 44 : format === 'TD2' ? 36 : 30
  return Array.from({ length: whole.length / width }, (_, at) => whole.slice(at * width, (at + 1) * width))
}

function whyUnread(lines: readonly string[]): string {
  const second = lines.length === 1 ? lines[0]?.slice(44) : lines[1]
  const wrong = second !== undefined && /^[A-Z0-9<]{44}$/.test(second) ? wrongCheckDigits(second) : []
  if (wrong.length === 0) return 'are two lines of 44 characters each, letters, digits and <: type all of them'
  return `have a character that was read or typed wrongly: the check digit does not fit for ${wrong.map((field) => FIELDS[field]).join(' and ')}`
}
