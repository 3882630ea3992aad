/**
 * Whether this clock is ahead, which signed data alone never tells, since it may be old, or behind by less than that is
 * old: the authority is asked what time it is, by a question of which nobody can have the answer yet. What was proven
 * holds while this program runs, for minutes.
 */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { CLOCK_TOLERANCE_SECONDS } from '#evisa/knowledge.ts'
import { type TimeFault, verifyTimeAnswer } from '#evisa/time-answer.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import type { AuthorityClient } from './authority-client.ts'
import type { ScannerStore } from './scanner-store.ts'
import type { SteadyReading } from './steady-clock.ts'

interface Clocks {
  readonly now: () => EpochSeconds
  readonly steady: () => SteadyReading
}

/** What both clocks of this device showed at one moment. */
interface BothClocks {
  readonly wall: EpochSeconds
  readonly steady: SteadyReading
}

/** The authority's time, and this device's clocks then. */
interface ProvenTime extends BothClocks {
  readonly time: EpochSeconds
}

const HOLDS_SECONDS = 600
const ASK_AFTER_SECONDS = 300
/** The wall clock tells whole seconds, twice. */
const UNEVEN_SECONDS = 2

const proven = new WeakMap<ScannerStore, ProvenTime>()

/**
 * Asks the authority for the time, unless it told it within five minutes. A server of before knows no such question, and
 * answers nothing. Gives what is wrong with the answer, or null. Throws `Unreachable` or `Rejected`.
 */
export async function askTime(
  store: ScannerStore,
  client: Pick<AuthorityClient, 'time'>,
  trust: TrustList,
  { now, steady }: Clocks,
): Promise<TimeFault | null> {
  if (provenTime(store, now(), steady(), ASK_AFTER_SECONDS) !== null) return null
  const nonce = crypto.randomUUID()
  const asked = { wall: now(), steady: steady() }
  const answer = await client.time(nonce)
  if (answer === null) return null
  const answered = { wall: now(), steady: steady() }
  const time = await verifyTimeAnswer(answer, nonce, trust)
  if (!time.ok) return time.error
  // It was signed at some moment between, on average halfway. Over a sleep, which the steady clock of some machines counts
  // and that of others does not, nobody knows when: half of the way must not make a right clock wrong.
  const took = answered.steady.seconds - asked.steady.seconds
  if (took > CLOCK_TOLERANCE_SECONDS || !areEven(asked, answered)) return null
  proven.set(store, { ...answered, time: time.value + took / 2 })
  return null
}

/**
 * The time that was proven for this scanner, counted on; null where that was too long ago, or the wall clock was set or the
 * machine slept since: then nothing is known of it any more.
 */
export function provenTime(
  store: ScannerStore,
  now: EpochSeconds,
  steady: SteadyReading,
  holds = HOLDS_SECONDS,
): EpochSeconds | null {
  const known = proven.get(store)
  if (known === undefined || !areEven(known, { wall: now, steady })) return null
  const elapsed = steady.seconds - known.steady.seconds
  return elapsed <= holds ? Math.floor(known.time + elapsed) : null
}

/** Whether both clocks went on alike: neither was the wall clock set, nor did the machine sleep or start anew. */
function areEven(before: BothClocks, after: BothClocks): boolean {
  const elapsed = after.steady.seconds - before.steady.seconds
  const isUneven = Math.abs(after.wall - before.wall - elapsed) > UNEVEN_SECONDS
  return before.steady.boot === after.steady.boot && elapsed >= 0 && !isUneven
}
