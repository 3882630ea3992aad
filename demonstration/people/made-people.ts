/** The people of the demonstration, who do not exist; their passports have the right check digits. */
import { addDays, type CivilDate } from '#evisa/civil-date.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import { applicationFor, DEMO_PASSPORTS, type DemoPassport } from '../../fixtures/demo-applications.ts'

export interface MadePerson {
  /** By which they are told apart. */
  readonly passport: string
  readonly issuer: string
  readonly surname: string
  /** Empty where the passport has none. */
  readonly givenNames: string
  readonly nationality: string
  readonly sex: VisaClaims['holder']['sex']
  readonly birthDate: string
  readonly expires: string
  /** The two lines at the foot of the passport's page. */
  readonly mrz: readonly string[]
}

export const MADE_PEOPLE: readonly MadePerson[] = DEMO_PASSPORTS.map(personOf)

export const VISIT_DAYS = 30

/** What an invitation of this person says: as a tourist, for thirty days from this one on. */
export function invitedFrom(person: MadePerson, from: CivilDate, category: string) {
  const { surname, givenNames, birthDate, nationality, passport: number, issuer } = person
  return {
    ...{ surname, given_names: givenNames, birth_date: birthDate, nationality, passport: { number, issuer } },
    ...{ purpose: 'tourism', category, entries: 1, stay_days: VISIT_DAYS },
    ...{ valid_from: from, valid_until: lastDayFrom(from) },
  }
}

/** The last day of a visit that may begin on this one. */
export function lastDayFrom(day: CivilDate): CivilDate {
  return addDays(day, VISIT_DAYS - 1)
}

function personOf(made: DemoPassport): MadePerson {
  // The days of an application are of no matter here: it knows the century of a passport's dates.
  const days = {
    category: 'B12',
    entries: 1,
    valid_from: '2026-01-01',
    valid_until: '2026-01-01',
    stay_days: 1,
  } as const
  const { holder, passport } = applicationFor(made, '', days)
  const { surname, given_names: givenNames, nationality, sex, birth_date: birthDate } = holder
  const { number, issuer, expires } = passport
  return { passport: number, issuer, surname, givenNames, nationality, sex, birthDate, expires, mrz: made.mrz }
}
