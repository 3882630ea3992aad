/** An application as it was sent, read into what can be judged; or every field that is not of the form it takes, and what it takes. */
import { createHash } from 'node:crypto'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { FieldFault } from '#evisa/field-fault.ts'
import { TRAVELLER_LANGUAGES, TravellerLanguageText } from '#evisa/language.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { Category, Entries, Holder, Passport, VisaClaims } from '#evisa/visa-claims.ts'
import { shapeFaults } from '../../evisa/shape-faults.ts'
import { parseMailAddress } from '../delivery/mail-address.ts'
import { nameFault } from './name-fault.ts'

export const VisaApplication = Type.Object(
  {
    application_reference: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{3,63}$',
        description: 'Your own; the same one again is the same e-visa, not a second one',
      }),
    ),
    visa_support_number: Type.String({
      pattern: '^[A-Z0-9][A-Z0-9/-]{3,31}$',
      description: 'Number of the invitation',
    }),
    category: Category,
    entries: Entries,
    valid_from: VisaClaims.properties.valid_from,
    valid_until: VisaClaims.properties.valid_until,
    stay_days: VisaClaims.properties.stay_days,
    holder: Holder,
    passport: Passport,
    email: Type.Optional(Type.String({ maxLength: 1000, description: 'Where the e-visa is sent once it is issued' })),
    language: Type.Optional(
      TravellerLanguageText('The language that comes first in the e-mail; en where none is said'),
    ),
  },
  { additionalProperties: false, description: 'What an e-visa is asked for with' },
)
export type VisaApplication = Type.Static<typeof VisaApplication>

const application = Compile(VisaApplication)
const DAY = 'takes a day as YYYY-MM-DD'
const STATE = 'takes three letters, such as LKA'
const OBJECT = 'takes an object'

/** What each field takes; the names say it themselves: see `nameFault`. */
const TAKES: Readonly<Record<string, string>> = {
  application_reference: 'takes 4 to 64 letters, digits, and . _ / -',
  visa_support_number: 'takes 4 to 32 capital letters, digits, and / -',
  category: 'takes a category such as B12',
  entries: 'takes 1, 2 or "multiple"',
  valid_from: DAY,
  valid_until: DAY,
  stay_days: 'takes a whole number of days from 1 to 1023',
  holder: OBJECT,
  'holder.sex': 'takes F, M or X',
  'holder.birth_date': 'takes YYYY-MM-DD, or YYYY-MM or YYYY where the passport knows no more, from 1900 on',
  'holder.nationality': STATE,
  passport: OBJECT,
  'passport.number': 'takes letters A-Z and digits as the passport has them, without spaces',
  'passport.issuer': STATE,
  'passport.expires': DAY,
  email: 'takes one e-mail address, such as name@example.com',
  language: `takes ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(TRAVELLER_LANGUAGES)}`,
}

/** The faults name each field once: `required`, `unknown-member`, `mrz-spelling`, or `shape` for all else. */
export function readApplication(value: unknown): Result<VisaApplication, readonly FieldFault[]> {
  if (application.Check(value)) return withAddress(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail([{ field: 'application', rule: 'shape', message: 'is a JSON object' }])
  return fail(
    shapeFaults(application, value).map(({ at, kind, message }): FieldFault => {
      const field = at.join('.')
      if (kind === 'required') return { field, rule: kind, message }
      if (kind === 'unknown-member') return { field, rule: kind, message: 'is no member of an application' }
      if (/^holder\.(surname|given_names)$/.test(field))
        return { field, rule: 'mrz-spelling', message: nameFault(nameIn(value, field)) }
      return { field, rule: 'shape', message: TAKES[field] ?? message }
    }),
  )
}

/** With the e-mail address as it is used. */
function withAddress(read: VisaApplication): Result<VisaApplication, readonly FieldFault[]> {
  if (read.email === undefined) {
    const alone: FieldFault = { field: 'language', rule: 'goes-with-email', message: 'is of an e-mail: give email too' }
    return read.language === undefined ? ok(read) : fail([alone])
  }
  const email = parseMailAddress(read.email)
  return email.ok
    ? ok({ ...read, email: email.value })
    : fail([{ field: 'email', rule: 'mail-address', message: `cannot be used: ${email.error}` }])
}

/** Of an application, whatever the order of its members. */
export function contentHashOf({ application_reference: _, holder, passport, ...terms }: VisaApplication): string {
  const inOrder = (members: object) => Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1))
  const content = [inOrder(terms), inOrder(holder), inOrder(passport)]
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}

function nameIn(application: object, field: string): unknown {
  const { holder } = application as { readonly holder: Readonly<Record<string, unknown>> }
  return holder[field.slice('holder.'.length)]
}
