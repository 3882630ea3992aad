/** The people as the portal and the pages are told of them. */
import { lastDayFrom, type MadePerson } from './made-people.ts'
import type { NumberStore } from './number-store.ts'

/** A person as `/people.json` has it. */
export interface ToldPerson {
  readonly passport_number: string
  readonly issuer: string
  readonly surname: string
  readonly given_names: string
  readonly nationality: string
  readonly birth_date: string
  readonly mrz: readonly string[]
  /** Null until one is ready; and for whom there is no e-visa. */
  readonly visa_support_number: string | null
  /** The last day of the e-visa that the number leads to. */
  readonly valid_until: string | null
  /** Where the picture of the passport's page is, on the same server. */
  readonly picture: string
}

export function toldPerson(person: MadePerson, store: Pick<NumberStore, 'of'>): ToldPerson {
  const { passport, issuer, surname, givenNames, nationality, birthDate, mrz } = person
  const offered = store.of(passport)
  const isReady = offered !== null && offered.invitation !== null
  return {
    ...{ passport_number: passport, issuer, surname, given_names: givenNames, nationality, birth_date: birthDate, mrz },
    visa_support_number: isReady ? offered.number : null,
    valid_until: isReady ? lastDayFrom(offered.validFrom) : null,
    picture: `/passports/${passport}.jpg`,
  }
}
