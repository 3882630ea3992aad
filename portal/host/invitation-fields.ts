/** The fields of an invitation's form, and what the API is sent of them. */
import { latinDigits } from '#evisa/latin-digits.ts'
import { readDate } from '#evisa/passenger.ts'
import { dayValues, joinDay } from '../../pages/typed-day.ts'
import type { InvitedContent } from './own-hosts.ts'
import { type InvitedVisa, visaOf, visaValue } from './visa-choices.ts'

type Values = Readonly<Record<string, string>>

/** What was typed, as the API reads it. What cannot be read goes as it is, so that its fault is told. */
export function contentOf(values: Values, visas: readonly InvitedVisa[]): object {
  const { nationality = '', passport_issuer = '', passport_number = '', language = '' } = values
  const number = latinDigits(passport_number)
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
  const stay_days = latinDigits(values.stay_days ?? '')
  return {
    surname: nameOf(values.surname),
    given_names: nameOf(values.given_names),
    ...visaOf(values.visa ?? '', visas),
    ...saying({
      birth_date: typedDay(values, 'birth_date'),
      nationality,
      valid_from: typedDay(values, 'valid_from'),
      valid_until: typedDay(values, 'valid_until'),
      stay_days: /^\d{1,4}$/.test(stay_days) ? Number(stay_days) : stay_days,
      email: values.email ?? '',
      language,
    }),
    passport: saying({ number, issuer: passport_issuer || nationality }),
  }
}

/** An invitation as its form shows it. */
export function valuesOf(content: InvitedContent): Record<string, string> {
  const { surname, given_names, birth_date, nationality, passport, valid_from, valid_until, email, language } = content
  return {
    ...{ surname, given_names, nationality, email, language },
    ...{ passport_number: passport.number, passport_issuer: passport.issuer === nationality ? '' : passport.issuer },
    ...{ visa: visaValue(content), stay_days: String(content.stay_days) },
    ...dayValues('birth_date', birth_date),
    ...dayValues('valid_from', valid_from),
    ...dayValues('valid_until', valid_until),
  }
}

/** A day of three fields as YYYY-MM-DD, of a birth also YYYY-MM or YYYY; as it was typed where it is none, empty where nothing was. */
export function typedDay(values: Values, name: string): string {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) =>
    latinDigits(values[`${name}-${part}`]?.trim() ?? ''),
  )
  if (day === '') return month === '' ? year : `${year}-${month.padStart(2, '0')}`
  const isNamed = /\p{L}/u.test(month)
  const read = readDate(isNamed ? `${day} ${month.slice(0, 3)} ${year}` : `${day}.${month}.${year}`)
  return read.ok ? read.value : joinDay(values, name)
}

const nameOf = (typed = '') => typed.toUpperCase().replace(/\s+/g, ' ')

/** Without what was left empty: that is missing, and not wrong. */
function saying(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''))
}
