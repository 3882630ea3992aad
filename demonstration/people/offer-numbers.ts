/**
 * Keeps a visa support number ready for each of the people who may have an e-visa: another one once the one before was used, called
 * off or runs out. They come in as those do that were given on paper, by one officer, and are approved by the other.
 */
import { type CivilDate, daysBetween } from '#evisa/civil-date.ts'
import { makeSupportNumber } from '#evisa/support-number.ts'
import { CallFailed } from '../../desk/calls/authority-calls.ts'
import type { Officer, Officers } from '../officers/officers.ts'
import type { Act } from '../officers/work.ts'
import { invitedFrom, lastDayFrom, type MadePerson, VISIT_DAYS } from './made-people.ts'
import type { NumberStore, OfferedNumber } from './number-store.ts'

export interface Offering {
  readonly people: readonly MadePerson[]
  readonly store: NumberStore
  readonly randomBytes: (count: number) => Uint8Array
  /** In Kazakhstan. */
  readonly today: () => CivilDate
}

interface Listed {
  readonly invitations: readonly { readonly invitation: string }[]
  readonly next: string | null
}

interface Eligibility {
  readonly kind: string
  readonly offer?: { readonly category: string }
  readonly passport?: { readonly is_enough: boolean | null }
}

// With fewer days left a trip is hardly worth its fee.
const LEAST_DAYS_LEFT = 14
const MOST_PAGES = 50

export function offerNumbers(offering: Offering): Act {
  const { people, store, today } = offering
  // On which day it was found that a passport gets none: its policy may be another one tomorrow.
  const noneOn = new Map<string, CivilDate>()
  return async ({ officers, attempt }) => {
    const usable = await approvedOnes(officers.bauyrzhan)
    for (const person of people) {
      const { passport } = person
      const kept = store.of(passport)
      const isGood = kept !== null && usable.has(kept.invitation ?? '') && daysLeft(kept, today()) >= LEAST_DAYS_LEFT
      if (isGood || noneOn.get(passport) === today()) continue
      const isOffered = await attempt('offer-number', passport, () => offer(person, kept, officers, offering))
      if (isOffered === false) noneOn.set(passport, today())
    }
  }
}

function daysLeft({ validFrom }: OfferedNumber, today: CivilDate): number {
  return daysBetween(today, lastDayFrom(validFrom)) + 1
}

/** The references of all invitations that can be used now. */
async function approvedOnes({ call }: Officer): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  let after: string | null = ''
  for (let page = 0; after !== null && page < MOST_PAGES; page++) {
    const place = after === '' ? '' : `&after=${encodeURIComponent(after)}`
    const listed: Listed = await call('GET', `/v1/invitations?state=approved${place}`)
    for (const { invitation } of listed.invitations) found.add(invitation)
    after = listed.next
  }
  return found
}

/** Whether there is an e-visa for this passport. */
async function offer(
  person: MadePerson,
  kept: OfferedNumber | null,
  { asel, bauyrzhan }: Officers,
  { store, today, randomBytes }: Offering,
): Promise<boolean> {
  const category = await categoryFor(person, asel)
  if (category === null) {
    if (kept !== null) store.drop(kept.number)
    return false
  }
  // What was begun and cut off is gone on with: told twice it is one invitation.
  const isBegun = kept !== null && kept.invitation === null && kept.validFrom === today()
  const begun = isBegun
    ? kept
    : { passport: person.passport, number: makeSupportNumber(randomBytes), validFrom: today() }
  if (!isBegun) store.begin(begun)
  const { number, validFrom } = begun
  const { invitation, state } = await asel
    .call<{ invitation: string; state: string }>('POST', '/v1/paper-invitations', {
      number,
      content: invitedFrom(person, validFrom, category),
    })
    .catch((error) => {
      // It would be refused each time.
      if (error instanceof CallFailed && error.status === 422) store.drop(number)
      throw error
    })
  if (state === 'review') await bauyrzhan.call('POST', `/v1/invitations/${invitation}/approval`)
  store.approved(number, invitation)
  return true
}

/** That of a tourist's e-visa for this citizen; null where there is none for this passport. */
async function categoryFor({ nationality, expires }: MadePerson, { call }: Officer): Promise<string | null> {
  const asked = new URLSearchParams({
    ...{ citizenship: nationality, purpose: 'tourism', days: String(VISIT_DAYS), entry: 'air', entries: '1' },
    passport_expires: expires,
  })
  const { kind, offer, passport } = await call<Eligibility>('GET', `/v1/eligibility?${asked}`)
  return kind === 'e-visa' && passport?.is_enough !== false ? (offer?.category ?? null) : null
}
