/** Reading a machine readable zone (ICAO Doc 9303-3, "Machine readable zone"): passports, cards and visa stickers. */
import { plainBirthDate } from './mrz-dates.ts'
import { type FieldName, KINDS, LAYOUTS, type Layout, type MrzFormat, type Span } from './mrz-layouts.ts'
import { fail, ok, type Result } from './result.ts'

export interface PassportReading {
  readonly format: MrzFormat
  /** `P`, `PM`, `I`, ... without fillers; on a visa sticker it begins with `V`. */
  readonly documentCode: string
  /** Three letters; the `D` of Germany as `DEU`. */
  readonly issuer: string
  /** Without fillers; a long number of a card is joined again. */
  readonly number: string
  /** False where a filler stands for the number's check digit, and the number does not go on: it may not be whole. */
  readonly isNumberProven: boolean
  readonly nationality: string
  /** `YYMMDD`, with `<<` for each part that the passport does not know. */
  readonly birthDate: string
  readonly sex: 'F' | 'M' | 'X'
  /** `YYMMDD`; fillers on a document that does not expire. */
  readonly expires: string
  /** A-Z and single spaces. */
  readonly surname: string
  /** Empty for a single-name passport. */
  readonly givenNames: string
  /** The name field is full to its last character, so the name may go on. */
  readonly nameTruncated: boolean
}

const MAX_LENGTH = 200
const FORMATS = Object.values(LAYOUTS)
const FIELD_NAMES = Object.keys(LAYOUTS.TD3.fields) as FieldName[]

/** A layout and its lines run together, in upper case. */
interface Zone {
  readonly layout: Layout
  readonly text: string
}

/**
 * Reads the lines that a passport reader or a person gives: parted by any line break or run together, in any letter
 * case. Nothing is corrected: a digit changed until the check digit fits may be another person's. Fails with
 * `passport/misread` for anything that is no zone with right check digits and possible dates; never throws. Whether it
 * is a passport is for the caller to ask.
 *
 * What is only rare is no misreading: a state that nobody knows, a single name, an unknown date of birth.
 */
export function readMrz(text: string): Result<PassportReading, 'passport/misread'> {
  const zone = text.length <= MAX_LENGTH ? zoneOf(text) : null
  if (zone === null || !isPossible(zone)) return fail('passport/misread')
  const number = provenNumber(zone)
  if (number === null || !isRight(zone, 'birthDate') || !isRight(zone, 'expires') || !isCompositeRight(zone)) {
    return fail('passport/misread')
  }
  const [name, sex] = [cut(zone, 'name'), cut(zone, 'sex')]
  // Whatever follows the first double filler is given names, however many more of those there are.
  const [surname = '', ...givenNames] = name.split('<<')
  return ok({
    format: zone.layout.format,
    documentCode: cut(zone, 'documentCode').replace('<', ''),
    issuer: stateOf(cut(zone, 'issuer')),
    ...number,
    nationality: stateOf(cut(zone, 'nationality')),
    birthDate: plainBirthDate(cut(zone, 'birthDate')),
    sex: sex === 'F' || sex === 'M' ? sex : 'X',
    expires: cut(zone, 'expires'),
    surname: spaced(surname),
    givenNames: spaced(givenNames.join('<')),
    nameTruncated: !name.endsWith('<'),
  })
}

export type CheckedField = 'number' | 'birth-date' | 'expires' | 'composite'

/** The fields of the second line of a passport (44 characters) whose check digit does not fit. */
export function wrongCheckDigits(secondLine: string): readonly CheckedField[] {
  if (!/^[A-Z0-9<]{44}$/.test(secondLine)) throw new RangeError('44 characters of an MRZ are looked at')
  // Any first line will do: the check digits all stand in the second one.
  const zone: Zone = { layout: LAYOUTS.TD3, text: '<'.repeat(44) + secondLine }
  const right: Readonly<Record<CheckedField, boolean>> = {
    number: provenNumber(zone) !== null,
    'birth-date': isRight(zone, 'birthDate'),
    expires: isRight(zone, 'expires'),
    composite: isCompositeRight(zone),
  }
  return (Object.keys(right) as CheckedField[]).filter((field) => !right[field])
}

/** Null if the number, widths or letters of the lines fit no format. */
function zoneOf(text: string): Zone | null {
  const typed = text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const joined = typed.join('')
  // Before the letter case is changed: that would make an S of a long s and two of a sharp one.
  if (!/^[A-Za-z0-9<]+$/.test(joined)) return null
  const whole = joined.toUpperCase()
  const layout = FORMATS.find(({ lines, width, fields: { documentCode } }) => {
    const isForm = whole.length === lines * width && KINDS[documentCode.kind].test(whole.slice(0, documentCode.length))
    return isForm && (typed.length === 1 || typed.every((line) => line.length === width))
  })
  return layout === undefined ? null : { layout, text: whole }
}

function isPossible(zone: Zone): boolean {
  return FIELD_NAMES.every((field) => KINDS[zone.layout.fields[field].kind].test(cut(zone, field)))
}

/** The number, and whether its check digit proves it; null where that is wrong. */
function provenNumber(zone: Zone): { readonly number: string; readonly isNumberProven: boolean } | null {
  const first = cut(zone, 'number')
  const number = first.replaceAll('<', '')
  if (checkDigitOf(zone, 'number') !== '<') return isRight(zone, 'number') ? { number, isNumberProven: true } : null
  const rest = zone.layout.longNumbers && number === first ? restOfNumber(first, cut(zone, 'optional')) : ''
  return { number: number + rest, isNumberProven: rest !== '' }
}

// The rest of a number of over nine characters, its check digit, a filler.
const LONG_NUMBER = /^([A-Z0-9]+)([0-9])</

/**
 * What the optional field holds of a long number (Doc 9303-5, note j; Doc 9303-6, note j); empty where there is none. The
 * book does not say whether the filler before it counts: states have read it both ways.
 */
function restOfNumber(first: string, optional: string): string {
  const [, rest = '', digit] = LONG_NUMBER.exec(optional) ?? []
  return [first, `${first}<`].some((start) => String(weigh(start + rest)) === digit) ? rest : ''
}

function isRight(zone: Zone, field: FieldName): boolean {
  const [text, digit] = [cut(zone, field), checkDigitOf(zone, field)]
  // Of a field without content the digit is 0, or left out as well.
  return digit === String(weigh(text)) || (digit === '<' && /^<+$/.test(text))
}

function checkDigitOf({ layout, text }: Zone, field: FieldName): string | undefined {
  const { line, checkDigit } = layout.fields[field]
  return checkDigit === undefined ? undefined : text[line * layout.width + checkDigit]
}

function isCompositeRight(zone: Zone): boolean {
  const { composite } = zone.layout
  if (composite === null) return true
  const covered = composite.over.map((span) => stretch(zone, span)).join('')
  return stretch(zone, composite.at) === String(weigh(covered))
}

function cut(zone: Zone, field: FieldName): string {
  return stretch(zone, zone.layout.fields[field])
}

function stretch({ layout: { width }, text }: Zone, { line, start, length }: Span): string {
  return text.slice(line * width + start, line * width + start + length)
}

/** The check digit of a text (Doc 9303-3, "Check digits in the MRZ"): weights 7, 3, 1 over digits, A = 10 ..., fillers 0. */
function weigh(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const value = code === FILLER ? 0 : code <= NINE ? code - NINE + 9 : code - LETTER_A + 10
    sum += value * (at % 3 === 0 ? 7 : at % 3 === 1 ? 3 : 1)
  }
  return sum % 10
}

const [FILLER, NINE, LETTER_A] = ['<', '9', 'A'].map((character) => character.charCodeAt(0)) as [number, number, number]

function stateOf(field: string): string {
  const code = field.replaceAll('<', '')
  return code === 'D' ? 'DEU' : code
}

function spaced(name: string): string {
  return name.replace(/<+/g, ' ').trim()
}
