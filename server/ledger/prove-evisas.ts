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

/** What the e-visa in an event proves. */
export interface EvisaProof {
  /** That it is the authority's, and of the event's number; null where that could not be checked. */
  readonly isEvisaProven: boolean | null
  /** How many entries a proven one allows; null for any number. */
  readonly provenEntries: number | null
}

const UNPROVEN: EvisaProof = { isEvisaProven: false, provenEntries: null }
const UNCHECKED: EvisaProof = { isEvisaProven: null, provenEntries: null }

/** What the e-visas prove that are carried by those of these events whose number the store does not know. */
export async function proveEvisas<E extends CrossingEvent>(
  events: readonly E[],
  { store, knowledge, now }: ProveContext,
): Promise<ReadonlyMap<E, EvisaProof>> {
  const numbers = new Set(events.flatMap(({ visa_number: number }) => number ?? []))
  if (numbers.size === 0) return new Map()
  const known = await store.statusesOfVisas([...numbers])
  const unknown = events.filter(({ visa_number: number }) => number !== null && !known.has(number))
  if (unknown.length === 0) return new Map()
  // The server's own trouble is nobody's fault: one record must not keep all others of its hand-in from being taken.
  const knows = await knowledge().catch(() => null)
  const proven = unknown.map(async (event) => [event, await proofOf(event, knows, now)] as const)
  return new Map(await Promise.all(proven))
}

/** An e-visa of another number proves nothing of this one. */
async function proofOf(event: CrossingEvent, knowledge: Knowledge | null, now: EpochSeconds): Promise<EvisaProof> {
  const packed = 'evisa' in event ? event.evisa : undefined
  const jws = packed === undefined ? null : unpackEvisa(packed)
  if (jws === null) return UNPROVEN
  if (knowledge === null) return UNCHECKED
  const credential = await readCredential(jws, 'entry', knowledge, now)
  if (!credential.ok || credential.value.claims.jti !== event.visa_number) return UNPROVEN
  const { entries } = credential.value.claims
  return { isEvisaProven: true, provenEntries: entries === 'multiple' ? null : entries }
}
