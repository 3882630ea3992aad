/** Whether the e-visa that an event carries is the authority's: asked where the store does not know its number. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { unpackEvisa } from '#evisa/packed-evisa.ts'
import { readCredential } from '#evisa/read-credential.ts'
import type { VisaStore } from '../store/visa-store.ts'

export interface ProveContext {
  readonly store: Pick<VisaStore, 'statusesOfVisas'>
  /** What the server itself trusts. */
  readonly knowledge: () => Promise<Knowledge>
  readonly now: EpochSeconds
}

/** Of those events whose number the store does not know: whether the e-visa that they carry is proven, and is of that number. */
export async function proveEvisas<E extends CrossingEvent>(
  events: readonly E[],
  { store, knowledge, now }: ProveContext,
): Promise<ReadonlyMap<E, boolean>> {
  const numbers = new Set(events.flatMap(({ visa_number: number }) => number ?? []))
  if (numbers.size === 0) return new Map()
  const known = await store.statusesOfVisas([...numbers])
  const unknown = events.filter(({ visa_number: number }) => number !== null && !known.has(number))
  if (unknown.length === 0) return new Map()
  const knows = await knowledge()
  const proven = unknown.map(async (event) => [event, await isProven(event, knows, now)] as const)
  return new Map(await Promise.all(proven))
}

/** An e-visa of another number proves nothing of this one. */
async function isProven(event: CrossingEvent, knowledge: Knowledge, now: EpochSeconds): Promise<boolean> {
  const packed = 'evisa' in event ? event.evisa : undefined
  const jws = packed === undefined ? null : unpackEvisa(packed)
  if (jws === null) return false
  const credential = await readCredential(jws, 'entry', knowledge, now)
  return credential.ok && credential.value.claims.jti === event.visa_number
}
