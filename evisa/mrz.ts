/** Reading a passport's machine readable zone (ICAO Doc 9303-4, TD3; Doc 9303-5, TD1), on the `mrz` package. */
import { type FieldName, parse } from 'mrz'
import { fail, ok, type Result } from './result.ts'

export interface PassportReading {
  readonly format: 'TD1' | 'TD3'
  /** `P`, `PM`, `I`, ... without fillers. */
  readonly documentCode: string
  /** Three letters; the `D` of Germany as `DEU`. */
  readonly issuer: string
  /** Without fillers; the long number of a TD1 card is joined again. */
  readonly number: string
  readonly nationality: string
  /** `YYMMDD`, with `<` where the passport does not know. */
  readonly birthDate: string
  readonly sex: 'F' | 'M' | 'X'
  /** `YYMMDD`. */
  readonly expires: string
  /** A-Z and single spaces. */
  readonly surname: string
  /** Empty for a single-name passport. */
  readonly givenNames: string
  /** The name field is full to its last character, so the name may go on. */
  readonly nameTruncated: boolean
}

type Field = 'documentCode' | 'issuer' | 'number' | 'name' | 'nationality' | 'birthDate' | 'sex' | 'expires'
type Place = readonly [line: number, start: number, end: number]

const MAX_LENGTH = 200

// Where each field stands. A TD1 number may go on in the optional field, so both are taken together there.
const FORMS: Readonly<Record<'TD1' | 'TD3', { lines: number; width: number; places: Readonly<Record<Field, Place>> }>> =
  {
    TD3: {
      lines: 2,
      width: 44,
      places: {
        documentCode: [0, 0, 2],
        issuer: [0, 2, 5],
        name: [0, 5, 44],
        number: [1, 0, 9],
        nationality: [1, 10, 13],
        birthDate: [1, 13, 19],
        sex: [1, 20, 21],
        expires: [1, 21, 27],
      },
    },
    TD1: {
      lines: 3,
      width: 30,
      places: {
        documentCode: [0, 0, 2],
        issuer: [0, 2, 5],
        number: [0, 5, 30],
        birthDate: [1, 0, 6],
        sex: [1, 7, 8],
        expires: [1, 8, 14],
        nationality: [1, 15, 18],
        name: [2, 0, 30],
      },
    },
  }

// What a field can hold at all: only some fields have a check digit, and that sees neither a filler for a 0 nor 16 for
// 61, so dates must be possible too. Unknown parts of a birth date are fillers, or 00 in some passports. Sex is X by
// mistake in some.
const ALPHABETS: Readonly<Record<Field, RegExp>> = {
  documentCode: /^[A-Z][A-Z<]$/,
  issuer: /^[A-Z]{1,3}<*$/,
  number: /^[A-Z0-9<]+$/,
  name: /^<*[A-Z][A-Z<]*$/,
  nationality: /^[A-Z]{1,3}<*$/,
  birthDate: /^([0-9]{2}|<<)(0[0-9]|1[0-2]|<<)([0-2][0-9]|3[01]|<<)$/,
  sex: /^[FMX<]$/,
  expires: /^[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$/,
}

// What the package must have found right. What else it finds wrong is no misreading: a state or a birth date that it
// does not know, a single name, the check digit of the personal number (which states use for other things).
const PROVEN: readonly FieldName[] = [
  'documentCode',
  'documentNumberCheckDigit',
  'birthDateCheckDigit',
  'expirationDateCheckDigit',
  'compositeCheckDigit',
]

// A TD1 number of over nine characters: a filler for its check digit, then the rest of it, the digit and a filler.
const LONG_NUMBER = /^([A-Z0-9]{9})<([A-Z0-9]+)[0-9]</

/**
 * Reads the lines that a passport reader or a person gives: parted by any line break or run together, in any letter
 * case. Nothing is corrected, though the package could (`autocorrect`): a digit changed until the check digit fits may
 * be another person's. Fails with `passport/misread` for anything that is no TD1 or TD3 with right check digits and
 * possible dates; never throws.
 */
export function readMrz(text: string): Result<PassportReading, 'passport/misread'> {
  const lines = text.length <= MAX_LENGTH ? linesOf(text) : null
  if (lines === null) return fail('passport/misread')
  const { format, details } = parse(lines)
  if (!(format === 'TD3' || format === 'TD1')) return fail('passport/misread')
  const { places } = FORMS[format]
  const cut = (field: Field) => {
    const [line, start, end] = places[field]
    return lines[line]?.slice(start, end) ?? ''
  }
  const proven = PROVEN.every((field) => details.some((found) => found.field === field && found.valid))
  const possible = (Object.keys(places) as Field[]).every((field) => ALPHABETS[field].test(cut(field)))
  const number = numberOf(cut('number'))
  if (!proven || !possible || number === '') return fail('passport/misread')
  const [name, sex] = [cut('name'), cut('sex')]
  // Whatever follows the first double filler is given names, however many more of those there are.
  const [surname = '', ...givenNames] = name.split('<<')
  return ok({
    format,
    documentCode: cut('documentCode').replace('<', ''),
    issuer: stateOf(cut('issuer')),
    number,
    nationality: stateOf(cut('nationality')),
    birthDate: cut('birthDate'),
    sex: sex === 'F' || sex === 'M' ? sex : 'X',
    expires: cut('expires'),
    surname: spaced(surname),
    givenNames: spaced(givenNames.join('<')),
    nameTruncated: !name.endsWith('<'),
  })
}

export type CheckedField = 'number' | 'birth-date' | 'expires' | 'composite'

const CHECK_DIGITS: Readonly<Partial<Record<FieldName, CheckedField>>> = {
  documentNumberCheckDigit: 'number',
  birthDateCheckDigit: 'birth-date',
  expirationDateCheckDigit: 'expires',
  compositeCheckDigit: 'composite',
}
// Any first line will do: the check digits all stand in the second one.
const FIRST_LINE = `P<UTO${'<'.repeat(39)}`

/** The fields of the second line of a passport (44 characters) whose check digit does not fit. */
export function wrongCheckDigits(secondLine: string): readonly CheckedField[] {
  if (!/^[A-Z0-9<]{44}$/.test(secondLine)) throw new RangeError('44 characters of an MRZ are looked at')
  return parse([FIRST_LINE, secondLine]).details.flatMap(({ field, valid }) => {
    const checked = field === null ? undefined : CHECK_DIGITS[field]
    return checked === undefined || valid ? [] : [checked]
  })
}

/** What an MRZ shows of a birth date `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: `YYMMDD`, `<` where unknown. */
export function mrzBirthDate(date: string): string {
  return date.slice(2).replaceAll('-', '').padEnd(6, '<')
}

/** An expiry date `YYMMDD` as `YYYY-MM-DD`: no passport in use expired before 2000 or expires after 2099. */
export function expiryDate(yymmdd: string): string {
  return `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`
}

/** The lines in upper case; null, where `parse` would throw, if their number, widths or letters fit neither form. */
function linesOf(text: string): string[] | null {
  const typed = text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  // Before the letter case is changed: that would make an S of a long s and two of a sharp one.
  if (!typed.every((line) => /^[A-Za-z0-9<]+$/.test(line))) return null
  const whole = typed.join('').toUpperCase()
  const form = Object.values(FORMS).find(({ lines, width }) => whole.length === lines * width)
  if (form === undefined) return null
  const { lines, width } = form
  if (typed.length > 1 && typed.some((line) => line.length !== width)) return null
  return Array.from({ length: lines }, (_, line) => whole.slice(line * width, (line + 1) * width))
}

/**
 * The number without fillers; empty where there is none. A TD1's number stands with its check digit and the optional
 * field, of which the package proves the check digit of a long number only where there is one at all.
 */
function numberOf(field: string): string {
  if (field.length === 9 || field[9] !== '<') return field.slice(0, 9).replaceAll('<', '')
  const [, start = '', rest = ''] = LONG_NUMBER.exec(field) ?? []
  return start + rest
}

function stateOf(field: string): string {
  const code = field.replaceAll('<', '')
  return code === 'D' ? 'DEU' : code
}

function spaced(name: string): string {
  return name.replace(/<+/g, ' ').trim()
}
