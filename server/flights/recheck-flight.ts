/** Checks a flight again without being asked by its carrier: what changed is kept, and says what it was before. */
import { parseInstant } from '#evisa/civil-date.ts'
import { isLongPast } from '#evisa/flight.ts'
import { isListReason } from '#evisa/flight-reasons.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { LookUpGuard } from '../checks/look-up-guard.ts'
import { keyFor } from '../signing-keys.ts'
import type { StoredAnswer, StoredFlight, StoredPassenger } from '../store/flight-store.ts'
import { MAX_TRIES } from './check-flight.ts'
import { countAnswers, type FlightServices, isOther, lookAtRows, noteMisses, signAnswer } from './flight-answers.ts'

const LOOKED_AGAIN_MILLISECONDS = 5000
const NOT_COUNTED: LookUpGuard = { take: () => () => undefined }

/** Checks these rows, or all, again, and keeps what changed. True if anything did. */
export async function recheckFlight(
  services: FlightServices,
  { id, owner }: Pick<StoredFlight, 'id' | 'owner'>,
  rows: ReadonlySet<number> | null,
): Promise<Result<boolean, 'flight/busy'>> {
  const { store, now } = services
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const flight = await store.findFlight(id, owner)
    // Who has landed is asked about no more: the last answers stand.
    if (flight === null || isLongPast(parseInstant(flight.plan.arrival), now())) return ok(false)
    const passengers = await store.passengersOf(id)
    const answers = await changedAnswers(services, flight, passengers, rows)
    if (answers.size === 0) return ok(false)
    const counts = countAnswers(passengers, answers)
    // Over the very revision that was looked at: the plan may have become another one meanwhile.
    const news = { plan: flight.plan, checkedAt: now(), counts, answers }
    if (await store.saveAnswers(id, flight.revision, news)) return ok(true)
  }
  return fail('flight/busy')
}

async function changedAnswers(
  services: FlightServices,
  flight: StoredFlight,
  passengers: readonly StoredPassenger[],
  rows: ReadonlySet<number> | null,
): Promise<ReadonlyMap<number, StoredAnswer>> {
  const { keys, guard, now, randomBytes } = services
  const before = new Map(passengers.map(({ listed, answer }) => [listed.row, answer]))
  // What was not looked up because of too many guesses is not given away here.
  const some = [...before].filter(
    ([row, was]) => (rows?.has(row) ?? true) && was?.result.reason !== 'row/look-up-limit',
  )
  // Nobody asked: what was looked up is looked up again by itself, and is no guess. All else is.
  const isGuess = (row: number) => !wasLookedUp(before.get(row) ?? null)
  const guardOf = (row: number) => (isGuess(row) ? guard : NOT_COUNTED)
  const changed = new Map<number, StoredAnswer>()
  for await (const found of lookAtRows(services, flight, passengers, new Set(some.map(([row]) => row)), guardOf)) {
    for (const one of found) {
      const was = before.get(one.result.row) ?? null
      if (was !== null && !isOther(was, one.result)) continue
      const key = keyFor(await keys(), 'snapshot', now())
      changed.set(one.result.row, await signAnswer(one, was, flight, key, randomBytes))
    }
  }
  const guessed = [...changed.values()].filter(({ result }) => isGuess(result.row))
  await noteMisses(services, flight, guessed)
  return changed
}

/** Whether an answer tells what a look-up found, so that looking again gives nothing away. */
function wasLookedUp(answer: StoredAnswer | null): boolean {
  return answer !== null && (answer.result.reason === null || !isListReason(answer.result.reason))
}

/** Looks at a flight again, but not for each of many that ask at about the same time. */
export function onceInAWhile(
  look: (flight: StoredFlight) => Promise<unknown>,
): (flight: StoredFlight) => Promise<void> {
  const looked = new Map<string, Promise<unknown>>()
  return async (flight) => {
    const found = looked.get(flight.id)
    if (found !== undefined) return void (await found)
    const mine = look(flight)
    looked.set(flight.id, mine)
    const forget = () => void looked.delete(flight.id)
    // One that failed is tried again by the next who asks.
    mine.then(() => setTimeout(forget, LOOKED_AGAIN_MILLISECONDS).unref(), forget)
    await mine
  }
}
