/** Flights that carriers check: begun, answered as the answers are known, kept, and checked again when something changes. */

import { uuidv7 } from 'uuidv7'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { FlightPlan } from '#evisa/flight.ts'
import {
  answerInWords,
  byUrgency,
  countOutcomes,
  type FlightAnswer,
  type FlightCounts,
  type PreviousAnswer,
} from '#evisa/flight-answer.ts'
import { isListReason } from '#evisa/flight-reasons.ts'
import { askList } from '#evisa/flight-row.ts'
import type { ListedPassenger } from '#evisa/passenger.ts'
import type { KeptReceipt } from '#evisa/receipt-of-check.ts'
import type { Caller } from '../access/caller.ts'
import type { LookUpGuard } from '../checks/look-up-guard.ts'
import { signReceipt } from '../checks/sign-receipt.ts'
import { Problem } from '../http/problem.ts'
import type { Publisher } from '../publishing/publish.ts'
import type { KeySource } from '../signing-keys.ts'
import { keyFor, type SigningKey } from '../signing-keys.ts'
import type { FlightStore, NewFlight, StoredAnswer, StoredFlight, StoredPassenger } from '../store/flight-store.ts'
import type { Store } from '../store/store.ts'
import { type CheckedPassenger, checkPassengers } from './check-passengers.ts'

/** A flight as its carrier sees it; times of day are RFC 3339, others epoch seconds. */
export interface FlightHead extends FlightPlan {
  readonly id: string
  readonly created_at: number
  readonly checked_at: number | null
  readonly revision: number
  readonly passengers: number
  readonly counts: FlightCounts
}

export type ReceiptedFlightAnswer = FlightAnswer & { readonly receipt: KeptReceipt | null }

/** What is told while a flight is checked. It is complete, and kept, once `end` was told. */
export type FlightLine =
  | ({ readonly kind: 'flight'; readonly ignored_columns?: readonly string[] } & FlightHead)
  | ({ readonly kind: 'answer' } & ReceiptedFlightAnswer)
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'end'; readonly revision: number; readonly counts: FlightCounts }

export type Tell = (line: FlightLine) => void

export interface FlightChecks {
  /** Keeps a new flight; or finds the one that was kept under the same mark. Throws the problem `conflict`. */
  begin(
    caller: Caller,
    plan: FlightPlan,
    list: readonly ListedPassenger[],
    idempotency: NewFlight['idempotency'],
  ): Promise<StoredFlight>
  /** Checks all passengers, under another plan if one is given; resolves once the answers are kept. */
  check(flight: StoredFlight, plan: FlightPlan | null, tell: Tell): Promise<StoredFlight>
  /** Tells the answers that are kept. */
  replay(flight: StoredFlight, tell: Tell): Promise<void>
  /** Checks these rows, or all, again, and keeps what changed. True if anything did. */
  recheck(flight: StoredFlight, rows: ReadonlySet<number> | null): Promise<boolean>
}

export interface FlightServices {
  readonly store: Pick<Store, keyof FlightStore | 'findVisa' | 'noteActs'>
  readonly publisher: Pick<Publisher, 'knowledge'>
  readonly keys: KeySource
  readonly guard: LookUpGuard
  readonly now: () => EpochSeconds
  readonly randomBytes: (count: number) => Uint8Array
}

const MAX_TRIES = 5
// A carrier has some hundred landings a day at most.
const MAX_FLIGHTS_KEPT = 2000

export function flightChecks(services: FlightServices): FlightChecks {
  const { store, publisher, keys, guard, now, randomBytes } = services

  const begin: FlightChecks['begin'] = async (caller, plan, list, idempotency) => {
    const at = now()
    if ((await store.countFlights(caller.owner)) >= MAX_FLIGHTS_KEPT)
      throw new Problem(
        'too-many',
        `${MAX_FLIGHTS_KEPT} flights of your carrier are kept: remove some, or wait; they go three days after their arrival.`,
      )
    const carrier = caller.owner === caller.id ? null : caller.owner
    const flight = { id: uuidv7(), owner: caller.owner, device: caller.id, carrier, plan, createdAt: at }
    const added = await store.addFlight({ ...flight, list, idempotency })
    if (added === 'conflict')
      throw new Problem('conflict', 'This Idempotency-Key was used for another list: send a key of its own with each.')
    return theirs(added.id, caller.owner)
  }

  const theirs = async (id: string, owner: string): Promise<StoredFlight> => {
    const flight = await store.findFlight(id, owner)
    if (flight === null) throw new Problem('not-found', 'This flight was removed meanwhile.')
    return flight
  }

  /** What comes of some rows of a flight now, some at a time. */
  const look = async function* (
    { plan, owner }: StoredFlight,
    all: readonly StoredPassenger[],
    some: readonly StoredPassenger[],
    guardOf: (row: number) => LookUpGuard,
  ) {
    const wanted = new Set(some.map(({ listed }) => listed.row))
    const rows = askList(
      all.map(({ listed }) => listed),
      plan,
    ).filter(({ listed }) => wanted.has(listed.row))
    const rest = new Set(all).difference(new Set(some))
    const rowsOfEvisas = new Map(
      [...rest].flatMap(({ listed, answer }) => {
        const visa = answer?.result.visa ?? null
        return visa === null ? [] : [[visa.visa_number, listed.row] as const]
      }),
    )
    const context = { knowledge: await publisher.knowledge(), now: now(), store }
    yield* checkPassengers(rows, { ...context, guardOf, owner, rowsOfEvisas })
  }

  const sign = async (
    { asked, result, place, document }: CheckedPassenger,
    { device, carrier }: StoredFlight,
    { answer: was }: StoredPassenger,
    key: SigningKey,
  ): Promise<StoredAnswer> => {
    const receipt = await signReceipt(result, asked.situation, document, { device, carrier }, key, randomBytes)
    const before = was === null || isSame(was.result, result) ? was?.changedFrom : was.result
    const changedFrom = before == null ? null : { outcome: before.outcome, reason: before.reason }
    return { result, place, receipt, changedFrom }
  }

  /** Keeps answers over whatever revision the flight is at by now. */
  const keep = async (
    flight: StoredFlight,
    plan: FlightPlan,
    answers: ReadonlyMap<number, StoredAnswer>,
  ): Promise<StoredFlight> => {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const { id, owner, revision } = await theirs(flight.id, flight.owner)
      const all = await store.passengersOf(id)
      const outcomes = all.flatMap(({ listed, answer }) => (answers.get(listed.row) ?? answer)?.result.outcome ?? [])
      const news = { plan, checkedAt: now(), counts: countOutcomes(outcomes), answers }
      if (await store.saveAnswers(id, revision, news)) return theirs(id, owner)
    }
    throw new Problem('too-busy', 'This flight is being changed by others: try again.')
  }

  const check: FlightChecks['check'] = async (flight, plan, tell) => {
    const asked = { ...flight, plan: plan ?? flight.plan }
    const passengers = await store.passengersOf(flight.id)
    await noteCheck(asked, passengers)
    tell({ kind: 'flight', ...headOf(asked) })
    const byRow = new Map(passengers.map((one) => [one.listed.row, one]))
    const key = keyFor(await keys(), 'snapshot', now())
    const answers = new Map<number, StoredAnswer>()
    for await (const some of look(asked, passengers, passengers, () => guard)) {
      const signed = await Promise.all(
        some.map((one) => sign(one, asked, byRow.get(one.result.row) as StoredPassenger, key)),
      )
      for (const one of signed) {
        answers.set(one.result.row, one)
        tell({ kind: 'answer', ...inWords(one) })
      }
      tell({ kind: 'progress', done: answers.size, total: passengers.length })
    }
    const kept = await keep(flight, asked.plan, answers)
    await noteMisses(asked, [...answers.values()])
    tell({ kind: 'end', revision: kept.revision, counts: kept.counts })
    return kept
  }

  const recheck: FlightChecks['recheck'] = async (given, rows) => {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const flight = await store.findFlight(given.id, given.owner)
      if (flight === null) return false
      const passengers = await store.passengersOf(flight.id)
      const byRow = new Map(passengers.map((one) => [one.listed.row, one]))
      // What was not looked up because of too many guesses is not given away here.
      const some = passengers.filter(
        ({ listed, answer }) => (rows?.has(listed.row) ?? true) && answer?.result.reason !== 'row/look-up-limit',
      )
      // Nobody asked: what was looked up is looked up again by itself, and is no guess. All else is.
      const known = new Set(passengers.filter(({ answer }) => wasLookedUp(answer)).map(({ listed }) => listed.row))
      const guardOf = (row: number) => (known.has(row) ? NOT_COUNTED : guard)
      const changed = new Map<number, StoredAnswer>()
      for await (const found of look(flight, passengers, some, guardOf)) {
        for (const one of found) {
          const was = byRow.get(one.result.row) as StoredPassenger
          if (was.answer === null || !isSame(was.answer.result, one.result))
            changed.set(one.result.row, await sign(one, flight, was, keyFor(await keys(), 'snapshot', now())))
        }
      }
      await noteMisses(
        flight,
        [...changed.values()].filter(({ result: { row } }) => !known.has(row)),
      )
      if (changed.size === 0) return false
      const outcomes = passengers.flatMap(
        ({ listed, answer }) => changed.get(listed.row)?.result ?? answer?.result ?? [],
      )
      const counts = countOutcomes(outcomes.map(({ outcome }) => outcome))
      // Over the very revision that was looked at: the plan may have become another one meanwhile.
      const news = { plan: flight.plan, checkedAt: now(), counts, answers: changed }
      if (await store.saveAnswers(flight.id, flight.revision, news)) return true
    }
    throw new Problem('too-busy', 'This flight is being changed by others: try again.')
  }

  const noteCheck = async ({ id, device, plan }: StoredFlight, passengers: readonly StoredPassenger[]) => {
    const lookUps = passengers.filter(({ listed: { passenger } }) => passenger.ok && isLookUp(passenger.value)).length
    const detail = { flight: plan.flight, passengers: passengers.length, look_ups: lookUps }
    await store.noteActs([{ actor: device, at: now(), act: 'check-flight', subject: id, detail }])
  }

  // Guessing shows: how many numbers of a list were not found, whatever the reason.
  const noteMisses = async ({ id, device }: StoredFlight, answers: readonly StoredAnswer[]) => {
    const missed = answers.filter(({ result }) => result.reason === 'status/revoked' && result.visa === null).length
    if (missed === 0) return
    await store.noteActs([{ actor: device, at: now(), act: 'look-ups-missed', subject: id, detail: { missed } }])
  }

  return {
    begin,
    check,
    replay: async (flight, tell) => {
      tell({ kind: 'flight', ...headOf(flight) })
      for (const one of await answersOf(store, flight)) tell({ kind: 'answer', ...one })
      tell({ kind: 'end', revision: flight.revision, counts: flight.counts })
    },
    recheck,
  }
}

const NOT_COUNTED: LookUpGuard = { mayLookUp: () => true, noteMiss: () => undefined }

/** Whether an answer tells what a look-up found, so that looking again gives nothing away. */
function wasLookedUp(answer: StoredAnswer | null): boolean {
  return answer !== null && (answer.result.reason === null || !isListReason(answer.result.reason))
}

function isSame(one: PreviousAnswer, other: PreviousAnswer): boolean {
  return one.outcome === other.outcome && one.reason === other.reason
}

/** The kept answers of a flight, exceptions first. */
export async function answersOf(
  store: Pick<FlightStore, 'passengersOf'>,
  { id }: Pick<StoredFlight, 'id'>,
  afterRevision = -1,
): Promise<readonly ReceiptedFlightAnswer[]> {
  const passengers = await store.passengersOf(id)
  return passengers
    .filter(({ revision }) => revision > afterRevision)
    .flatMap(({ answer }) => (answer === null ? [] : inWords(answer)))
    .sort(byUrgency)
}

export function headOf({ id, plan, createdAt, checkedAt, revision, passengers, counts }: StoredFlight): FlightHead {
  return { id, ...plan, created_at: createdAt, checked_at: checkedAt, revision, passengers, counts }
}

function inWords({ result, changedFrom, receipt }: StoredAnswer): ReceiptedFlightAnswer {
  return { ...answerInWords(result, changedFrom), receipt }
}

function isLookUp({ text, visa_number }: { readonly text?: string; readonly visa_number?: string }): boolean {
  return text === undefined && visa_number !== undefined
}
