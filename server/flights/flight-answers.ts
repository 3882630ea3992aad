/** The answers to a flight's rows, as checking and checking again make them: looked at, signed, counted. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { countOutcomes, type FlightCounts, type PreviousAnswer } from '#evisa/flight-answer.ts'
import { askList } from '#evisa/flight-row.ts'
import type { Reason } from '#evisa/reasons.ts'
import type { LookUpGuard } from '../checks/look-up-guard.ts'
import { type AskedBy, signReceipt } from '../checks/sign-receipt.ts'
import type { Publisher } from '../publishing/publish.ts'
import type { KeySource, SigningKey } from '../signing-keys.ts'
import type { FlightStore, StoredAnswer, StoredFlight, StoredPassenger } from '../store/flight-store.ts'
import type { Store } from '../store/store.ts'
import { type CheckedPassenger, checkPassengers } from './check-passengers.ts'

export interface FlightServices {
  readonly store: Pick<Store, keyof FlightStore | 'findVisa' | 'noteActs'>
  readonly publisher: Pick<Publisher, 'knowledge'>
  readonly keys: KeySource
  readonly guard: LookUpGuard
  readonly now: () => EpochSeconds
  readonly randomBytes: (count: number) => Uint8Array
}

/** What comes of these rows of a flight now, some at a time. All its passengers are given: a row may repeat another. */
export async function* lookAtRows(
  { store, publisher, now }: Pick<FlightServices, 'store' | 'publisher' | 'now'>,
  { plan, owner }: Pick<StoredFlight, 'plan' | 'owner'>,
  passengers: readonly StoredPassenger[],
  rows: ReadonlySet<number>,
  guardOf: (row: number) => LookUpGuard,
): AsyncGenerator<readonly CheckedPassenger[]> {
  const list = passengers.map(({ listed }) => listed)
  const asked = askList(list, plan).filter(({ listed }) => rows.has(listed.row))
  const rowsOfEvisas = new Map<string, number>()
  for (const { listed, answer } of passengers) {
    const visa = answer?.result.visa ?? null
    if (visa !== null && !rows.has(listed.row)) rowsOfEvisas.set(visa.visa_number, listed.row)
  }
  const knowledge = await publisher.knowledge()
  yield* checkPassengers(asked, { knowledge, now: now(), store, guardOf, owner, rowsOfEvisas })
}

/** Signs an answer as it is kept, with what it was before. */
export async function signAnswer(
  { asked, result, place, document }: CheckedPassenger,
  was: StoredAnswer | null,
  by: AskedBy,
  key: SigningKey,
  randomBytes: FlightServices['randomBytes'],
): Promise<StoredAnswer> {
  const receipt = await signReceipt(result, asked.situation, document, by, key, randomBytes)
  const before = was !== null && isOther(was, result) ? was.result : (was?.changedFrom ?? null)
  const changedFrom = before === null ? null : { outcome: before.outcome, reason: before.reason }
  return { result, place, receipt, changedFrom }
}

/** Whether a result is another one than the answer that is kept. */
export function isOther({ result }: StoredAnswer, { outcome, reason }: PreviousAnswer): boolean {
  return result.outcome !== outcome || result.reason !== reason
}

/** How many of a flight have each outcome once these answers are kept. */
export function countAnswers(
  passengers: readonly StoredPassenger[],
  answers: ReadonlyMap<number, StoredAnswer>,
): FlightCounts {
  return countOutcomes(
    passengers.flatMap(({ listed, answer }) => (answers.get(listed.row) ?? answer)?.result.outcome ?? []),
  )
}

// Of a code that proves nothing no such rule is judged.
const MISSED: ReadonlySet<string> = new Set<Reason>(['status/revoked', 'passport/birth-date'])

/** Notes how many numbers of a list were not found, whatever the reason: guessing shows. */
export async function noteMisses(
  { store, now }: Pick<FlightServices, 'store' | 'now'>,
  { id, device }: Pick<StoredFlight, 'id' | 'device'>,
  answers: Iterable<StoredAnswer>,
): Promise<void> {
  const missed = [...answers].filter(({ result: { visa, findings } }) => {
    return visa === null && findings.some(({ reason }) => MISSED.has(reason))
  }).length
  if (missed === 0) return
  await store.noteActs([{ actor: device, at: now(), act: 'look-ups-missed', subject: id, detail: { missed } }])
}
