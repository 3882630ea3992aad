/** What the model of the ledger does beyond crossings: referrals, what nobody confirmed, and numbers that nobody knows. */
import { deepEqual } from 'node:assert/strict'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { accountEntries } from '#evisa/entry-account.ts'
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import { handInNow } from '../../scanner-client/offline/hand-in-now.ts'
import { recordOwn } from '../../scanner-client/offline/own-chain.ts'
import type { Platform } from '../../scanner-client/offline/scanner.ts'
import type { LedgerRecord } from '../../server/store/ledger-store.ts'
import type { Store } from '../../server/store/store.ts'
import { entryOf, exitOf, referralOf, secondLineOf, unprovenReferral, unresolvedOf, voidOf } from '../made-device.ts'

export const SECOND_LINE_DOINGS = [
  ...['refer', 'refer-unproven', 'take', 'hand-back', 'close', 'leave', 'unresolve', 'strange', 'lost', 'undo'],
] as const

export interface SecondLineStep {
  readonly doing: string
  readonly number: string
  /** A number that the store does not know, and its e-visa as events carry it. */
  readonly strange: { readonly number: string; readonly evisa: string }
  /** The ids of those who were sent to second line so far. */
  readonly referrals: string[]
  readonly now: number
}

/** Records it on a station, and hands it in as the network lets it. */
export async function actAtSecondLine(step: SecondLineStep, platform: Platform): Promise<void> {
  const last = (await platform.store.ownRecord('last'))?.event
  const event = eventOf(step, platform, last)
  if (event === null) return
  if (event.action === 'referral') step.referrals.push(event.id)
  const signed = await recordOwn(platform.store, event)
  if (signed === 'crossings-moved') throw new Error('it rests on nothing')
  await handInNow(signed, platform)
}

function eventOf(
  { doing, number, strange, referrals, now: at }: SecondLineStep,
  { client }: Platform,
  last: CrossingEvent | undefined,
): NewCrossingEvent | null {
  const referral = referrals.at(-1)
  const basis = client === null ? 'offline' : 'online'
  const did = { take: 'taken', 'hand-back': 'handed-back', close: 'closed' } as const
  switch (doing) {
    case 'refer':
      return referralOf(number, { at })
    case 'refer-unproven':
      return unprovenReferral({ at })
    case 'leave':
      return exitOf(number, { at, ...(referral !== undefined && { referral }) })
    case 'unresolve':
      return unresolvedOf(number, { at, decided_at: at - 1 })
    case 'strange':
      return entryOf(strange.number, { at, basis })
    case 'lost':
      return entryOf(strange.number, { at, basis, evisa: strange.evisa })
    case 'undo':
      return last?.visa_number == null ? null : voidOf(last.visa_number, last.id, { at })
    default:
      return referral === undefined ? null : secondLineOf(number, referral, { at, did: did[doing as keyof typeof did] })
  }
}

/** What became of each referral in these records, told from all of them at once, is what the store says. */
export async function assertReferrals(store: Store, records: readonly LedgerRecord[]): Promise<void> {
  const numbers = new Set(records.flatMap(({ event }) => event.visa_number ?? []))
  const voided = new Set<string>()
  for (const number of numbers) {
    for (const id of accountEntries(await store.crossingsOf(number)).voided) voided.add(id)
  }
  const standing = records.filter(({ event, standing: now }) => /counts|accepted/.test(now) && !voided.has(event.id))
  const expected = standing.flatMap(({ event }) =>
    event.action === 'referral' ? [[event.id, stateOf(event, standing)].join(' ')] : [],
  )
  const ids = new Set(records.map(({ event }) => event.id))
  const kept = (await store.referrals({ isOpen: false, limit: 1_000_000 })).filter(({ event }) => ids.has(event.id))
  deepEqual(
    kept.map(({ event, state }) => [event.id, state].join(' ')).toSorted(),
    expected.toSorted(),
    'what became of a referral is what its events say',
  )
}

function stateOf({ id, visa_number: own }: CrossingEvent, standing: readonly LedgerRecord[]): string {
  const acts = standing
    .map(({ event }) => event)
    .filter((event) => 'referral' in event && event.referral === id)
    .filter(({ visa_number: number }) => number === own || number === null || own === null)
    .toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
  const dids = acts.map((event) => (event.action === 'second-line' ? event.did : 'closed'))
  return dids.includes('closed') ? 'closed' : (dids.at(-1) ?? 'open')
}
