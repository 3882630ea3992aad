/** What the form of a refusal of entry says: the signed record, and who it is about. Pure. */
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { readMrz } from '#evisa/mrz.ts'
import { birthDate } from '#evisa/mrz-dates.ts'
import { unpackEvisa } from '#evisa/packed-evisa.ts'
import { findCheckpoint, type Policy, policyOn } from '#evisa/policy.ts'
import { groundOf, type RefusalGround, writtenReason } from '#evisa/refusal/refusal-ground.ts'
import { formatRefusalNumber, refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { parseVisaClaims, type VisaClaims } from '#evisa/visa-claims.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { writtenDate } from '../../paper/written-date.ts'

export type RefusalEvent = Extract<CrossingEvent, { action: 'refusal' }>

/** A text that is null is written by hand. */
export interface RefusalFacts {
  readonly number: string
  /** The id of the record. */
  readonly record: string
  readonly at: number
  readonly when: string
  readonly checkpoint: string | null
  readonly flight: string | null
  readonly person: RefusedPerson
  readonly visaNumber: string | null
  readonly ground: RefusalGround
  /** What the officer wrote, where the ground is no other one. */
  readonly written: string | null
  readonly badge: string | null
  readonly isSpecimen: boolean
}

export interface RefusedPerson {
  /** Null where neither was there. */
  readonly from: 'passport' | 'evisa' | null
  readonly surname: string | null
  readonly givenNames: string | null
  readonly birthDate: string | null
  readonly nationality: string | null
  readonly passportNumber: string | null
}

export interface RefusedTraveller {
  /** The lines of the passport, as they were read; null where they were not, or are not known any more. */
  readonly mrz: string | null
  /** The e-visa that was proven; null where only the record tells of it. */
  readonly claims: VisaClaims | null
}

/** The ground is that of the record and no other: however often it is printed, a number has one. */
export function refusalFacts(
  event: RefusalEvent,
  { mrz, claims }: RefusedTraveller,
  policy: Policy | null,
  isSpecimen: boolean,
): RefusalFacts {
  const { id, at, checkpoint, flight = null, operator = null, reason, visa_number: visaNumber } = event
  const inForce = policy === null ? null : policyOn(policy, civilDateAt(at))
  const name = inForce === null ? undefined : findCheckpoint(inForce, checkpoint)?.name
  const [day = '', time = ''] = formatInstant(at).split('T')
  return {
    number: formatRefusalNumber(refusalNumber(id)),
    record: id,
    at,
    when: `${writtenDate(day)}, ${time.slice(0, 5)}`,
    checkpoint: name === undefined ? checkpoint : `${name} (${checkpoint})`,
    flight,
    person: passportHolder(mrz ?? recordedLines(event), at) ?? visaHolder(claims ?? shownClaims(event)),
    visaNumber: visaNumber === null ? null : formatVisaNumber(visaNumber),
    ground: groundOf(reason),
    written: writtenReason(reason),
    badge: operator,
    isSpecimen,
  }
}

function passportHolder(mrz: string | null, at: number): RefusedPerson | null {
  const read = readMrz(mrz ?? '')
  if (!read.ok) return null
  const { surname, givenNames, nameTruncated, nationality, number } = read.value
  const born = birthDate(read.value.birthDate, civilDateAt(at))
  // The lines have room for so many letters: that a name may go on is seen.
  const [last, first] = nameTruncated
    ? givenNames === ''
      ? [`${surname}…`, '']
      : [surname, `${givenNames}…`]
    : [surname, givenNames]
  return {
    from: 'passport',
    surname: last,
    givenNames: first || '–',
    birthDate: born === '' ? 'XX XXX XXXX' : writtenDate(born),
    nationality,
    passportNumber: number,
  }
}

function visaHolder(claims: VisaClaims | null): RefusedPerson {
  if (claims === null) {
    return {
      from: null,
      surname: null,
      givenNames: null,
      birthDate: null,
      nationality: null,
      passportNumber: null,
    }
  }
  const { holder, passport } = claims
  return {
    from: 'evisa',
    surname: holder.surname,
    givenNames: holder.given_names || '–',
    birthDate: writtenDate(holder.birth_date),
    nationality: holder.nationality,
    passportNumber: passport.number,
  }
}

/** The lines that stand in a record where no e-visa does. */
function recordedLines(event: RefusalEvent): string | null {
  return 'passport' in event && event.passport !== undefined ? event.passport.join('\n') : null
}

/** The e-visa in a record of this very scanner, which proved it before it wrote it down. */
function shownClaims(event: RefusalEvent): VisaClaims | null {
  const jws = 'evisa' in event && event.evisa !== undefined ? unpackEvisa(event.evisa) : null
  const claims = parseVisaClaims(textOfBase64url(jws?.split('.')[1] ?? ''))
  return claims.ok ? claims.value : null
}
