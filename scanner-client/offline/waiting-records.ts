/** How many records wait to be handed in, and a sum over which they are: noted beside them, so that none is lost without a word. */
import { sumOf } from './sums.ts'

/** The name of that small thing, and of how many records were found to be lost. */
export const WAITING = 'waiting'
export const LOST = 'lost-records'

export interface Waiting {
  readonly count: number
  readonly a: number
  readonly b: number
}

export interface NamedRecord {
  readonly device: string
  readonly hash: string
}

export const NONE_WAITING: Waiting = { count: 0, a: 0, b: 0 }

/** After a record began to wait, or waits no more. */
export function waitingWith({ count, a, b }: Waiting, { device, hash }: NamedRecord, by: 1 | -1): Waiting {
  const [one, other] = sumOf(hash, sumOf(device))
  return { count: count + by, a: a ^ one, b: b ^ other }
}

export function waitingOf(records: readonly NamedRecord[]): Waiting {
  return records.reduce((waiting, record) => waitingWith(waiting, record, 1), NONE_WAITING)
}

export function isSameWaiting(one: Waiting, other: Waiting): boolean {
  return one.count === other.count && one.a === other.a && one.b === other.b
}
