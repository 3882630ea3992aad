/**
 * The pages on which an application is asked for: one table of what each field takes. Nothing is asked that the passport
 * or the invitation says, but for what is compared with them.
 */

import Type from 'typebox'
import { type CivilDate, isCivilDate } from '#evisa/civil-date.ts'
import { latinDigits } from '#evisa/latin-digits.ts'
import { ok } from '#evisa/result.ts'
import { readSupportNumber } from '#evisa/support-number.ts'
import { readBirth, readDay } from './typed-day.ts'
import { readLines, readName, readNumber, readState, type TypedLines } from './typed-passport.ts'
import { faultOf, readLine, readText, type Typed } from './typed-text.ts'

/** What a form sends for one field, as it was typed. */
export type TypedValue = string | boolean | number

/** A field whose absence is a fault, or one that stands for `absent` then. */
export interface Field<T> {
  readonly read: (typed: string) => Typed<T>
  readonly required: boolean
  readonly absent: T | null
}

const required = <T>(read: (typed: string) => Typed<T>): Field<T> => ({ read, required: true, absent: null })
const optional = <T>(read: (typed: string) => Typed<T>, absent: T): Field<T> => ({ read, required: false, absent })

export const PAGES = {
  trip: { purpose: required(readPurpose), expected_entry: required(readDay), expected_exit: required(readDay) },
  invitation: { visa_support_number: required(readSupport) },
  passport: {
    number: required(readNumber),
    issuer: required(readState),
    expires: required(readDay),
    surname: required(readName),
    given_names: optional(readName, ''),
    sex: required(readSex),
    birth_date: required(readBirth),
    nationality: required(readState),
    mrz: optional<TypedLines | null>(readLines, null),
  },
  contact: { phone: required(readPhone), place_of_stay: required(readPlace) },
  background: {
    refused_before: required(readYesOrNo),
    overstayed: required(readYesOrNo),
    convicted: required(readYesOrNo),
    explanation: optional((typed) => readText(typed, 2000), ''),
  },
  declaration: {
    is_true: required(readYes),
    not_refunded: required(readYes),
    terms_revision: required(readRevision),
    terms_from: required(readFirstDay),
  },
} as const

export type PageName = keyof typeof PAGES
export const PAGE_NAMES = Object.keys(PAGES) as readonly PageName[]
export type FieldsOf<P extends PageName> = (typeof PAGES)[P]
/** What the answers of a page say once each of them could be read. */
export type Said<P extends PageName> = {
  readonly [F in keyof FieldsOf<P>]: FieldsOf<P>[F] extends Field<infer T> ? T : never
}

export function isPage(name: string): name is PageName {
  return Object.hasOwn(PAGES, name)
}

/** What is kept of a field at most: beyond that nothing could be shown again either. */
export const MAX_TYPED = 4000

const TypedField = Type.Union([Type.String({ maxLength: MAX_TYPED }), Type.Boolean(), Type.Integer()])

/** The answers of a page as they are sent: any of its fields, and no other. */
export function typedSchema(page: PageName) {
  const fields = Object.keys(PAGES[page]).map((field) => [field, Type.Optional(TypedField)] as const)
  return Type.Object(Object.fromEntries(fields), { additionalProperties: false })
}

function readPurpose(typed: string): Typed<string> {
  const purpose = typed
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  return /^[a-z][a-z-]{1,39}$/.test(purpose)
    ? ok(purpose)
    : faultOf('purpose', 'takes one of the purposes of the terms, such as tourism')
}

function readSupport(typed: string): Typed<string> {
  const number = readSupportNumber(typed)
  return number.ok ? number : faultOf('support-number', number.error)
}

function readSex(typed: string): Typed<'F' | 'M' | 'X'> {
  const sex = typed.trim().toUpperCase()
  if (sex === '<') return ok('X')
  return sex === 'F' || sex === 'M' || sex === 'X' ? ok(sex) : faultOf('sex', 'takes F, M or X, as the passport has it')
}

const YES = new Set(['true', 'yes', 'on', '1'])
const NO = new Set(['false', 'no', '0'])

function readYesOrNo(typed: string): Typed<boolean> {
  const said = typed.trim().toLowerCase()
  return YES.has(said) || NO.has(said) ? ok(YES.has(said)) : faultOf('yes-or-no', 'takes yes or no')
}

function readYes(typed: string): Typed<true> {
  return YES.has(typed.trim().toLowerCase())
    ? ok(true)
    : faultOf('agreed', 'has to be agreed to before an application is submitted')
}

function readRevision(typed: string): Typed<number> {
  return /^\d{1,9}$/.test(typed.trim())
    ? ok(Number(typed))
    : faultOf('terms', 'takes the revision of the terms that were read')
}

function readFirstDay(typed: string): Typed<CivilDate> {
  return isCivilDate(typed.trim())
    ? ok(typed.trim())
    : faultOf('terms', 'takes the first day of the terms that were read, as YYYY-MM-DD')
}

function readPhone(typed: string): Typed<string> {
  const phone = latinDigits(typed.normalize('NFKC'))
    .replace(/[\s.\u00a0]+/g, ' ')
    .replace(/\p{Pd}/gu, '-')
    .trim()
  const isPhone = /^[+]?[0-9 ()-]{5,30}$/.test(phone) && phone.replace(/\D/g, '').length >= 5
  return isPhone ? ok(phone) : faultOf('phone', 'takes a telephone number, such as +94 77 123 4567')
}

function readPlace(typed: string): Typed<string> {
  const place = readLine(typed, 200)
  if (place.ok && !/\p{L}/u.test(place.value))
    return faultOf('place', 'takes an address or the name of a hotel, in words')
  return place
}
