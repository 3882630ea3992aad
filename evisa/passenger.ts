/** A passenger of a flight's list, as a carrier's system gives it: tolerant of spellings, strict about what they mean. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { isCivilDate } from './civil-date.ts'
import { fail, ok, type Result } from './result.ts'
import { Holder, PassportNumber, State } from './visa-claims.ts'
import { parseVisaNumber } from './visa-number.ts'

/** `text`, or `visa_number` with `passport_number` and `birth_date`, names the e-visa; without one only exemptions are looked at. */
export const Passenger = Type.Object(
  {
    reference: Type.Optional(Type.String({ maxLength: 40, description: "The carrier's own: seat, sequence, booking" })),
    type: Type.Optional(Type.Union([Type.Literal('passenger'), Type.Literal('crew')])),
    nationality: Type.Optional(State),
    text: Type.Optional(Type.String({ maxLength: 4096, description: 'The text of the QR code, as read' })),
    visa_number: Type.Optional(Type.String({ maxLength: 40, description: 'With or without hyphens' })),
    passport_number: Type.Optional(PassportNumber),
    birth_date: Type.Optional(Holder.properties.birth_date),
    passport_expires: Type.Optional(Type.String({ description: 'Last day of the passport, YYYY-MM-DD' })),
  },
  { additionalProperties: false, $id: 'passenger', title: "A passenger of a flight's list" },
)
export type Passenger = Type.Static<typeof Passenger>
export type PassengerField = keyof Passenger

/** A passenger in its row; or what is wrong with the row. */
export interface ListedPassenger {
  /** As a spreadsheet numbers it; in JSON the place in the list, from 1. */
  readonly row: number
  readonly reference: string | null
  readonly passenger: Result<Passenger, string>
}

const isState = Compile(State)
const isPassportNumber = Compile(PassportNumber)
const isBirthDate = Compile(Holder.properties.birth_date)
const MAX_TEXT = 4096
const REFERENCE = /^[^\u0000-\u001f\u007f]{1,40}$/
// What a spreadsheet makes of a long number, or of a cell that it cannot show.
const SHORTENED = /^(?:\d(?:[.,]\d+)?E\+\d+|\d+[.,]0+)$/i
const ERROR_OF_A_SHEET = /^#(?:#+|N\/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV\/0!)$/i
// As a spreadsheet keeps a text from being taken for a number.
const KEPT_AS_TEXT = /^(?:'|="([^"]*)"$)/
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const TYPES: Readonly<Record<string, Passenger['type']>> = {
  passenger: 'passenger',
  pax: 'passenger',
  fl: 'passenger',
  // A child and an infant have a passport and an e-visa of their own.
  adt: 'passenger',
  adult: 'passenger',
  chd: 'passenger',
  cnn: 'passenger',
  child: 'passenger',
  inf: 'passenger',
  ins: 'passenger',
  infant: 'passenger',
  // Never a single letter: in many lists C is a child.
  crew: 'crew',
  crw: 'crew',
  fm: 'crew',
}

// What a field may be written as, and how it is kept. Fails with what is wrong about it.
const READERS: Readonly<Record<PassengerField, (text: string) => Result<string, string>>> = {
  reference: (text) =>
    REFERENCE.test(text) ? ok(text) : fail('has over 40 characters, or some that cannot be printed'),
  type: (text) => {
    const name = text.toLowerCase()
    const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined
    return type === undefined ? fail(`${quoted(text)} is neither passenger nor crew`) : ok(type)
  },
  nationality: (text) => {
    const state = text.toUpperCase() === 'D' ? 'DEU' : text.toUpperCase()
    return isState.Check(state)
      ? ok(state)
      : fail(`${quoted(text)} is not the three letters of the passport, such as LKA; a name is not taken`)
  },
  text: (text) => (text.length <= MAX_TEXT ? ok(text) : fail('is longer than any code')),
  visa_number: (text) => {
    const number = parseVisaNumber(text)
    return number.ok ? number : fail(`${quoted(text)}: ${number.error}`)
  },
  passport_number: (text) => {
    if (SHORTENED.test(text)) return fail(`${quoted(text)} was shortened by a spreadsheet: take it from the passport`)
    const number = text.toUpperCase().replaceAll(/[\s-]/g, '')
    return isPassportNumber.Check(number) ? ok(number) : fail(`${quoted(text)} is not letters and digits`)
  },
  birth_date: (text) => (isBirthDate.Check(text) && text.length < 10 ? ok(text) : readDate(text)),
  passport_expires: (text) => readDate(text),
}

/** The fields that a list may have, in the order in which they are documented. */
export const PASSENGER_FIELDS = Object.keys(READERS) as readonly PassengerField[]

/** Reads one passenger. The error names the first member that is wrong, and what it takes. */
export function readPassenger(value: unknown): Result<Passenger, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail('a passenger is an object')
  const read: Record<string, string> = {}
  for (const [field, given] of Object.entries(value)) {
    const reader = Object.hasOwn(READERS, field) ? READERS[field as PassengerField] : undefined
    if (reader === undefined) return fail(`${quoted(field)} is no member of a passenger`)
    if (given === null || given === undefined || given === '') continue
    if (typeof given !== 'string') return fail(`${field} is no text`)
    const text = given.trim().replace(KEPT_AS_TEXT, '$1').trim()
    if (ERROR_OF_A_SHEET.test(text)) return fail(`${field} ${quoted(text)} is what a spreadsheet could not show`)
    const found = text === '' ? null : reader(text)
    if (found?.ok === false) return fail(`${field} ${found.error}`)
    if (found !== null) read[field] = found.value
  }
  const passenger = read as Passenger
  const { text, visa_number, passport_number, birth_date } = passenger
  if (text === undefined && visa_number !== undefined && (passport_number === undefined || birth_date === undefined))
    return fail('a look-up by visa_number needs passport_number and birth_date too')
  return ok(passenger)
}

/**
 * The rows that say the same as an earlier one: the row of that one by theirs. Codes that are spelled in two ways are
 * told to be one e-visa only once they were read: see `answerRow`.
 */
export function findDuplicates(list: readonly ListedPassenger[]): ReadonlyMap<number, number> {
  const first = new Map<string, number>()
  const passports = new Map<string, { readonly nationality: string | undefined; readonly row: number }[]>()
  const duplicates = new Map<number, number>()
  for (const { row, passenger } of list) {
    if (!passenger.ok) continue
    const { text, visa_number, passport_number = '', nationality } = passenger.value
    const marks = [
      text === undefined ? null : `text ${text.replace(/^.*[:#]/, '')}`,
      visa_number === undefined ? null : `visa ${visa_number}`,
    ].filter((mark) => mark !== null)
    const same = passports.get(passport_number) ?? []
    const isSame = (one: string | undefined) => one === undefined || nationality === undefined || one === nationality
    const earlier =
      marks.map((mark) => first.get(mark)).find((found) => found !== undefined) ??
      same.find((one) => isSame(one.nationality))?.row
    if (earlier !== undefined) duplicates.set(row, earlier)
    for (const mark of marks) if (!first.has(mark)) first.set(mark, earlier ?? row)
    if (passport_number !== '') passports.set(passport_number, [...same, { nationality, row: earlier ?? row }])
  }
  return duplicates
}

/** A day as `YYYY-MM-DD`, `YYYYMMDD`, `DD.MM.YYYY`, `DDMMMYYYY`; with slashes or hyphens only where the order cannot be mistaken. */
export function readDate(text: string): Result<string, string> {
  const date = spelledDate(text)
  if (/^\d{1,5}(?:[.,]\d+)?$/.test(text))
    return fail(`${quoted(text)} is how a spreadsheet counts days: show it as a date, 1990-03-04`)
  if (date === null) return fail(`${quoted(text)} is no date such as 1990-03-04 or 04.03.1990`)
  if (date === 'either') return fail(`${quoted(text)} may be two days: write it as YYYY-MM-DD`)
  return isCivilDate(date) ? ok(date) : fail(`${quoted(text)} is not a day of the calendar`)
}

function spelledDate(text: string): string | 'either' | null {
  const [, y1, m1, d1] = /^(\d{4})[-./]?(\d{2})[-./]?(\d{2})(?:[T ]00:00(?::00)?)?$/.exec(text) ?? []
  if (y1 !== undefined) return `${y1}-${m1}-${d1}`
  const [, d2 = '', m2 = '', y2] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? []
  if (y2 !== undefined) return `${y2}-${m2.padStart(2, '0')}-${d2.padStart(2, '0')}`
  const [, a = '', b = '', y3] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text) ?? []
  if (y3 !== undefined) {
    if (Number(a) <= 12 && Number(b) <= 12 && Number(a) !== Number(b)) return 'either'
    const [day, month] = Number(a) > 12 ? [a, b] : [b, a]
    return `${y3}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  }
  const [, d4 = '', word = '', y4] = /^(\d{1,2})[ -]?([A-Za-z]{3})[ -]?(\d{4})$/.exec(text) ?? []
  const month = MONTHS.indexOf(word.toUpperCase()) + 1
  return y4 === undefined || month === 0 ? null : `${y4}-${String(month).padStart(2, '0')}-${d4.padStart(2, '0')}`
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 40))
}
