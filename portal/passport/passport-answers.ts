/** The answers of the page about the passport: as its lines say them, as a form sends them, and as a form shows them. */
import type { CivilDate } from '#evisa/civil-date.ts'
import type { PassportReading } from '#evisa/mrz.ts'
import { birthDate, expiryDate } from '#evisa/mrz-dates.ts'
import { findState } from '#evisa/policy/known-states.ts'
import { dayValues, joinDay } from '../../pages/typed-day.ts'
import type { Lines } from './typed-lines.ts'

/** In the order in which a person compares them. */
export const PASSPORT_FIELDS = [
  'surname',
  'given_names',
  'number',
  'nationality',
  'issuer',
  'sex',
  'birth_date',
  'expires',
] as const
export type PassportField = (typeof PASSPORT_FIELDS)[number]

/** As they are kept: whatever was typed. `mrz`: the two lines, empty where they were not typed. */
export type PassportAnswers = Readonly<Record<PassportField | 'mrz', string>>

type Values = Readonly<Record<string, string>>

export function answersOfLines(reading: PassportReading, { first, second }: Lines, today: CivilDate): PassportAnswers {
  const { surname, givenNames, number, nationality, issuer, sex } = reading
  return {
    ...{ surname, given_names: givenNames, number, nationality, issuer, sex },
    birth_date: birthDate(reading.birthDate, today),
    expires: expiryDate(reading.expires, today),
    mrz: `${first}\n${second}`,
  }
}

/** Of a form. */
export function answersTyped(values: Values): PassportAnswers {
  const { surname = '', given_names = '', number = '', nationality = '', issuer = '', sex = '', mrz = '' } = values
  return {
    ...{ surname, given_names, number, nationality, issuer, sex },
    birth_date: joinDay(values, 'birth_date'),
    expires: joinDay(values, 'expires'),
    mrz: mrz.replaceAll('\r\n', '\n'),
  }
}

/** Of what the API keeps, which may be of any kind. */
export function answersKept(kept: Readonly<Record<string, unknown>>): PassportAnswers {
  const text = (field: string) => (kept[field] === undefined || kept[field] === null ? '' : String(kept[field]))
  const fields = Object.fromEntries(PASSPORT_FIELDS.map((field) => [field, text(field)]))
  return { ...(fields as Record<PassportField, string>), mrz: text('mrz') }
}

/** Whether nobody has confirmed anything yet. */
export function areNone(answers: PassportAnswers): boolean {
  return PASSPORT_FIELDS.every((field) => answers[field] === '')
}

/** The values of the form's fields. */
export function valuesOf(answers: PassportAnswers): Record<string, string> {
  const { birth_date, expires, issuer, nationality, sex, ...texts } = answers
  return {
    ...texts,
    issuer: findState(issuer) ?? '',
    nationality: findState(nationality) ?? '',
    sex: sex.toUpperCase().replace('<', 'X'),
    ...dayValues('birth_date', birth_date),
    ...dayValues('expires', expires),
  }
}

export function linesIn({ mrz }: Pick<PassportAnswers, 'mrz'>): Lines {
  const [first = '', second = ''] = mrz.split('\n')
  return { first, second }
}
