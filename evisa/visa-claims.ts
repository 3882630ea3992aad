/** The claims of an e-visa: the payload of the signed credential, under readable names. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { isCivilDate } from './civil-date.ts'
import { fail, ok, type Result } from './result.ts'
import { readStrictJson } from './strict-json.ts'
import { isVisaNumber, VISA_NUMBER_PATTERN } from './visa-number.ts'

export const ISSUING_STATE = 'KAZ'
export const ENTER_BY = 'international-airport'
/** A status list's name is a URN: trust in it comes from its signature, never from where it was fetched. */
export const STATUS_LIST_URN = 'urn:evisa:KAZ:status:'

const closed = { additionalProperties: false } as const
export const CivilDateText = (description: string) =>
  Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', description })
const mrzName = '[A-Z]+( [A-Z]+)*'

export const State = Type.String({ pattern: '^[A-Z]{3}$', description: 'Three letters: ISO 3166-1 or ICAO Doc 9303-3' })
export const Category = Type.String({ pattern: '^[A-Z][1-9][0-9]?(-[1-9])?$', description: 'Visa category, e.g. B12' })
export const Entries = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal('multiple')])
export const PassportNumber = Type.String({ pattern: '^[A-Z0-9]{1,22}$' })
export const Holder = Type.Object(
  {
    surname: Type.String({ pattern: `^${mrzName}$`, maxLength: 80, description: 'As the MRZ spells it, untruncated' }),
    given_names: Type.String({ pattern: `^(${mrzName})?$`, maxLength: 80, description: 'Empty for a single name' }),
    sex: Type.Union([Type.Literal('F'), Type.Literal('M'), Type.Literal('X')]),
    birth_date: Type.String({
      pattern: '^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$',
      description: 'YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more',
    }),
    nationality: State,
  },
  closed,
)
export const Passport = Type.Object(
  { number: PassportNumber, issuer: State, expires: CivilDateText('Last day of the passport') },
  closed,
)

export const VisaClaims = Type.Object(
  {
    iss: Type.Literal(ISSUING_STATE),
    jti: Type.String({ pattern: VISA_NUMBER_PATTERN, description: 'Visa number: the identity of the visa' }),
    iat: Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: 'Time of issue, epoch seconds' }),
    category: Category,
    entries: Entries,
    valid_from: CivilDateText('First day, in Asia/Almaty'),
    valid_until: CivilDateText('Last day, in Asia/Almaty, inclusive'),
    stay_days: Type.Integer({ minimum: 1, maximum: 1023 }),
    enter_by: Type.Literal(ENTER_BY),
    holder: Holder,
    passport: Passport,
    status: Type.Object(
      {
        status_list: Type.Object(
          {
            idx: Type.Integer({ minimum: 0, maximum: 131_071 }),
            uri: Type.String({ pattern: `^${STATUS_LIST_URN}(0|[1-9][0-9]{0,4})$` }),
          },
          closed,
        ),
      },
      closed,
    ),
  },
  { ...closed, $id: 'visa-claims', title: 'Claims of an e-visa of the Republic of Kazakhstan' },
)
export type VisaClaims = Type.Static<typeof VisaClaims>

const visaClaims = Compile(VisaClaims)

/** Reads a payload: it must be strict JSON, fit the schema, and pass what a schema cannot say. */
export function parseVisaClaims(payload: string): Result<VisaClaims, 'credential/claims'> {
  const value = readStrictJson(payload)
  if (!visaClaims.Check(value)) return fail('credential/claims')
  return claimsFault(value) === null ? ok(value) : fail('credential/claims')
}

// Layout 1 of the code counts days from 2000 in 16 bits: an e-visa beyond that cannot be printed.
export const FIRST_DAY = '2000-01-01'
export const LAST_DAY = '2179-06-06'

/** What is wrong with claims of the right shape; null if nothing is. */
export function claimsFault(claims: VisaClaims): string | null {
  if (!isVisaNumber(claims.jti)) return 'the check character of the visa number is wrong'
  for (const date of [claims.valid_from, claims.valid_until, claims.passport.expires]) {
    if (!isCivilDate(date) || date < FIRST_DAY || date > LAST_DAY) return `${date} is not a day of the calendar`
  }
  const birth = claims.holder.birth_date
  if (birth.length === 10 && !isCivilDate(birth)) return `birth date ${birth} is not a day of the calendar`
  if (claims.valid_from > claims.valid_until) return 'valid_from is after valid_until'
  const list = Number(claims.status.status_list.uri.slice(STATUS_LIST_URN.length))
  return list <= 0xffff ? null : 'the number of the status list is over 65535'
}
