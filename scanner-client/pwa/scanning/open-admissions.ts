/**
 * What becomes of a green ADMIT that nobody has confirmed yet: it stands in front, then at most one is pending, and whatever
 * is neither recorded nor confirmed ends as unresolved. None leaves without one of these.
 */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { UnresolvedBecause } from '#evisa/crossing-event.ts'

/** What these rules look at of an admission. */
export interface Admission {
  readonly visa_number: string
  readonly decided_at: EpochSeconds
}

export interface Ended<A extends Admission> {
  readonly admission: A
  readonly because: UnresolvedBecause
}

export interface Admissions<A extends Admission> {
  /** Of the traveller in front. */
  readonly front: A | null
  /** Of the traveller before. */
  readonly pending: A | null
  /** To be written down as unresolved. */
  readonly ended: readonly Ended<A>[]
}

export const NO_ADMISSIONS = { front: null, pending: null, ended: [] } as const

/** How long a green verdict waits for the officer. */
export const CONFIRM_WITHIN_SECONDS = 300

/**
 * A verdict is shown; `green` where it is an admission. `isSame`: it is about the traveller in front, whose earlier green
 * is not forgotten where it is none any more. A traveller who comes back is nobody's before.
 */
export function afterShown<A extends Admission>(all: Admissions<A>, green: A | null, isSame: boolean): Admissions<A> {
  const isOf = (one: A | null) => one !== null && one.visa_number === green?.visa_number
  const others = isOf(all.pending) ? { ...all, pending: null } : all
  const before = isSame || isOf(all.front) ? others : setAside(others)
  return { ...before, front: green ?? before.front }
}

/** Nobody is in front any more. The time of one that was pending is over: there is room for one, and it is taken. */
export function setAside<A extends Admission>(all: Admissions<A>): Admissions<A> {
  if (all.front === null) return all
  return { front: null, pending: all.front, ended: [...all.ended, ...endedOf([all.pending], 'timed-out')] }
}

/** The traveller before is in front again, and who was in front waits. */
export function swapped<A extends Admission>({ front, pending, ended }: Admissions<A>): Admissions<A> {
  return { front: pending, pending: front, ended }
}

/** It was recorded what became of it. */
export function settled<A extends Admission>(all: Admissions<A>, which: 'front' | 'pending'): Admissions<A> {
  return { ...all, [which]: null }
}

/** Nobody will confirm it. */
export function walkedAway<A extends Admission>({ front, pending, ended }: Admissions<A>): Admissions<A> {
  return { front, pending: null, ended: [...ended, ...endedOf([pending], 'walked-away')] }
}

/** Nobody who stands here may confirm any of them. */
export function allEnded<A extends Admission>(all: Admissions<A>, because: UnresolvedBecause): Admissions<A> {
  if (all.front === null && all.pending === null) return all
  return { ...NO_ADMISSIONS, ended: [...all.ended, ...endedOf([all.pending, all.front], because)] }
}

/** What waits for too long ends. */
export function timedOut<A extends Admission>(all: Admissions<A>, now: EpochSeconds): Admissions<A> {
  const isOver = (one: A | null) => one !== null && now - one.decided_at >= CONFIRM_WITHIN_SECONDS
  const over = [all.pending, all.front].filter(isOver)
  if (over.length === 0) return all
  return {
    front: isOver(all.front) ? null : all.front,
    pending: isOver(all.pending) ? null : all.pending,
    ended: [...all.ended, ...endedOf(over, 'timed-out')],
  }
}

/** It is written down. */
export function written<A extends Admission>(all: Admissions<A>, one: Ended<A>): Admissions<A> {
  return { ...all, ended: all.ended.filter((other) => other !== one) }
}

/** Every one that there is no record of yet. */
export function unrecorded<A extends Admission>({ front, pending, ended }: Admissions<A>): readonly A[] {
  return [...ended.map(({ admission }) => admission), pending, front].filter((one) => one !== null)
}

function endedOf<A extends Admission>(some: readonly (A | null)[], because: UnresolvedBecause): readonly Ended<A>[] {
  return some.filter((one) => one !== null).map((admission) => ({ admission, because }))
}
