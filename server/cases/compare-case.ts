/** What was typed beside what the passport's lines and the invitation say: every difference, letter by letter. Pure. */
import type { CivilDate } from '#evisa/civil-date.ts'
import { type PassportReading, readMrz } from '#evisa/mrz.ts'
import { birthDate, compareBirthDates, expiryDate } from '#evisa/mrz-dates.ts'
import { compareNames, type NameMatch } from '#evisa/name-match.ts'
import type { ApplicationContent } from '../lifecycles/application-content.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import { type MarkedRun, markLetters } from './mark-letters.ts'

/** One thing that is not said alike. */
export interface Difference {
  readonly field: string
  readonly against: 'passport' | 'invitation'
  readonly typed: string
  readonly found: string
  /** Of a name: whether it may be the same one, by the rules of the passports' lines. */
  readonly match: NameMatch | null
  readonly runs: readonly MarkedRun[]
}

/** The lines of the passport as they were read; null where none were typed, or they are none. */
export interface ReadLines {
  readonly wereTyped: boolean
  readonly reading: PassportReading | null
}

export function readLines({ mrz }: Pick<ApplicationContent, 'mrz'>): ReadLines {
  if (mrz === null) return { wereTyped: false, reading: null }
  const read = readMrz(mrz.join('\n'))
  return { wereTyped: true, reading: read.ok ? read.value : null }
}

export function compareCase(
  content: ApplicationContent,
  invitation: Partial<InvitationContent> | null,
  today: CivilDate,
): readonly Difference[] {
  const { reading } = readLines(content)
  return [
    ...(reading === null ? [] : fromPassport(content, reading, today)),
    ...(invitation === null ? [] : fromInvitation(content, invitation)),
  ]
}

function fromPassport({ holder, passport }: ApplicationContent, read: PassportReading, today: CivilDate): Difference[] {
  const match = compareNames({ surname: holder.surname, givenNames: holder.given_names }, read)
  // A name that was cut to its field, and is what that leaves of it, differs in nothing.
  const isCut = read.nameTruncated && match === 'equal'
  const expires = expiryDate(read.expires, today, passport.expires)
  const isBornSo = compareBirthDates(holder.birth_date, read.birthDate) === 'same'
  return differences('passport', [
    ...(isCut
      ? []
      : [
          ['surname', holder.surname, read.surname, match] as const,
          ['given_names', holder.given_names, read.givenNames, match] as const,
        ]),
    ['sex', holder.sex, read.sex],
    ['birth_date', holder.birth_date, isBornSo ? holder.birth_date : birthDate(read.birthDate, today)],
    ['nationality', holder.nationality, read.nationality],
    ['passport.number', passport.number, read.number],
    ['passport.issuer', passport.issuer, read.issuer],
    // A passport that does not expire was given some last day: the lines have none.
    ['passport.expires', passport.expires, expires === '' ? passport.expires : expires],
  ])
}

function fromInvitation(content: ApplicationContent, invited: Partial<InvitationContent>): Difference[] {
  const { holder, passport } = content
  const { surname = holder.surname, given_names: givenNames = holder.given_names } = invited
  const name = { surname, givenNames, nameTruncated: false }
  const match = compareNames({ surname: holder.surname, givenNames: holder.given_names }, name)
  return differences('invitation', [
    ['surname', holder.surname, surname, match],
    ['given_names', holder.given_names, givenNames, match],
    ['birth_date', holder.birth_date, invited.birth_date],
    ['nationality', holder.nationality, invited.nationality],
    ['passport.number', passport.number, invited.passport?.number],
    ['passport.issuer', passport.issuer, invited.passport?.issuer],
    ...(['purpose', 'category', 'entries', 'valid_from', 'valid_until', 'stay_days'] as const).map(
      (field) => [field, String(content[field]), textOf(invited[field])] as const,
    ),
  ])
}

type Compared = readonly [field: string, typed: string, found: string | undefined, match?: NameMatch]

function differences(against: Difference['against'], compared: readonly Compared[]): Difference[] {
  return compared.flatMap(([field, typed, found, match]) =>
    found === undefined || found === typed
      ? []
      : [{ field, against, typed, found, match: match ?? null, runs: markLetters(typed, found) }],
  )
}

function textOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}
