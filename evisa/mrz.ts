/** Reading a passport's machine readable zone (ICAO Doc 9303-4, TD3; 9303-5, TD1), on the `mrz` package. */
import { type FieldName, type ParseResult, parse } from 'mrz'
import { fail, ok, type Result } from './result.ts'

export interface PassportReading {
  readonly format: 'TD1' | 'TD3'
  readonly documentCode: string
  /** Three letters; the `D` of Germany as `DEU`. */
  readonly issuer: string
  /** Without fillers; a long number of a TD1 card is joined again. */
  readonly number: string
  readonly nationality: string
  /** `YYMMDD`, with `<` where the passport does not know. */
  readonly birthDate: string
  readonly sex: 'F' | 'M' | 'X'
  /** `YYMMDD`. */
  readonly expires: string
  readonly surname: string
  /** Empty for a single-name passport. */
  readonly givenNames: string
  /** The name field is full to its last character, so the name may go on. */
  readonly nameTruncated: boolean
}

const MAX_LENGTH = 200
const FORMS = [
  { format: 'TD3', lines: 2, width: 44 },
  { format: 'TD1', lines: 3, width: 30 },
] as const
const CHECK_DIGITS: readonly FieldName[] = [
  'documentNumberCheckDigit',
  'birthDateCheckDigit',
  'expirationDateCheckDigit',
  'compositeCheckDigit',
]

/**
 * Reads the lines that a passport reader or a person gives, run together or not, in any letter case. Nothing is
 * corrected: a digit that is guessed right by the check digit may still be another person's. Never throws.
 */
export function readMrz(text: string): Result<PassportReading, 'passport/misread'> {
  const lines = text.length <= MAX_LENGTH ? linesOf(text) : null
  if (lines === null) return fail('passport/misread')
  const parsed = parseLines(lines)
  if (parsed === null || !(parsed.format === 'TD3' || parsed.format === 'TD1')) return fail('passport/misread')
  // Only a wrong check digit is a misreading. A state code or a document code unknown to the package is none.
  const proven = CHECK_DIGITS.every((field) => parsed.details.some((one) => one.field === field && one.valid))
  const [number, expires] = [parsed.documentNumber, cut(lines, parsed.format, 'expires')]
  if (!proven || !number || !/^[0-9]{6}$/.test(expires)) return fail('passport/misread')
  const name = cut(lines, parsed.format, 'name')
  const [surname = '', givenNames = ''] = name.replace(/<+$/, '').split('<<', 2)
  const sex = cut(lines, parsed.format, 'sex')
  return ok({
    format: parsed.format,
    documentCode: cut(lines, parsed.format, 'documentCode').replaceAll('<', ''),
    issuer: stateOf(cut(lines, parsed.format, 'issuer')),
    number: number.replaceAll('<', ''),
    nationality: stateOf(cut(lines, parsed.format, 'nationality')),
    birthDate: cut(lines, parsed.format, 'birthDate'),
    sex: sex === 'F' || sex === 'M' ? sex : 'X',
    expires,
    surname: spaced(surname),
    givenNames: spaced(givenNames),
    nameTruncated: !name.endsWith('<'),
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

// Line, start and end of each field that is taken as it stands.
const FIELDS = {
  TD3: {
    documentCode: [0, 0, 2],
    issuer: [0, 2, 5],
    name: [0, 5, 44],
    nationality: [1, 10, 13],
    birthDate: [1, 13, 19],
    sex: [1, 20, 21],
    expires: [1, 21, 27],
  },
  TD1: {
    documentCode: [0, 0, 2],
    issuer: [0, 2, 5],
    name: [2, 0, 30],
    nationality: [1, 15, 18],
    birthDate: [1, 0, 6],
    sex: [1, 7, 8],
    expires: [1, 8, 14],
  },
} as const

function cut(lines: readonly string[], format: 'TD1' | 'TD3', field: keyof typeof FIELDS.TD3): string {
  const [line, start, end] = FIELDS[format][field]
  return lines[line]?.slice(start, end) ?? ''
}

function linesOf(text: string): string[] | null {
  const typed = text
    .toUpperCase()
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .join('')
  const form = FORMS.find(({ lines, width }) => typed.length === lines * width)
  if (form === undefined || !/^[A-Z0-9<]+$/.test(typed)) return null
  return Array.from({ length: form.lines }, (_, line) => typed.slice(line * form.width, (line + 1) * form.width))
}

function parseLines(lines: readonly string[]): ParseResult | null {
  try {
    return parse([...lines])
  } catch (error) {
    // The package throws for what is no MRZ; anything else would be our own mistake.
    if (error instanceof Error && !(error instanceof TypeError)) return null
    throw error
  }
}

function stateOf(field: string): string {
  const code = field.replaceAll('<', '')
  return code === 'D' ? 'DEU' : code
}

function spaced(name: string): string {
  return name.replace(/<+/g, ' ').trim()
}
