/** A hand-in of crossing events: each is proven by the key of its device, recorded, and answered by a signed receipt. */
import { hash } from 'node:crypto'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { type CrossingReceipt, RECEIPTS_TYP, type ReceiptsDocument } from '#evisa/crossing-receipt.ts'
import type { Epoch } from '#evisa/epoch.ts'
import { type EventFault, proveCrossingEvent, readCrossingEvent } from '#evisa/event-chain.ts'
import { ok, type Result } from '#evisa/result.ts'
import type { SigningKey } from '../signing-keys.ts'
import type { LedgerStore, SignedEvent } from '../store/ledger-store.ts'
import type { PersonStore } from '../store/person-store.ts'
import type { DeviceKey } from './event-keys.ts'
import { type ProveContext, proveEvisas } from './prove-evisas.ts'
import { isUnproven, type PersonContext, provePersons } from './prove-persons.ts'

/** event/device: no such device here, or not one of the border. */
export type HandInFault = EventFault | 'event/device'

export interface HandInContext {
  readonly store: Pick<LedgerStore & PersonStore, 'appendCrossings' | 'ledgerEnd' | 'noteKeyUses'> &
    ProveContext['store'] &
    PersonContext['store']
  readonly knowledge: ProveContext['knowledge']
  readonly keyOf: (device: string) => Promise<DeviceKey | null>
  /** Who could sign at a booth; without it nobody can, and nobody is missed. */
  readonly peopleAt?: PersonContext['peopleAt']
  readonly key: SigningKey
  /** Told on the second version of the wire; null on the first. */
  readonly epoch: Epoch | null
  readonly now: EpochSeconds
}

/**
 * Records all of the events that are true, whoever hands them in, and answers with the signed receipts: once they are
 * durable, and the same ones whenever the same events come again.
 */
export async function takeHandIn(
  events: readonly string[],
  from: string,
  { store, knowledge, keyOf, peopleAt, key, epoch, now }: HandInContext,
): Promise<string> {
  const proven = await Promise.all(events.map((jws) => prove(jws, keyOf)))
  const true_ = proven.flatMap((one) => (one.ok ? [one.value] : []))
  // Before the transaction, which cannot wait. Who was let in offline is a fact; that it was once too often is told of.
  const entries = true_.flatMap(({ event }) => (event.action === 'entry' && event.evisa !== undefined ? [event] : []))
  const proofs = await proveEvisas<CrossingEvent>(entries, { store, knowledge, now })
  const told = true_.map(({ event }) => event)
  const persons = await provePersons(told, { store, peopleAt })
  const judged = true_.map((one) => {
    const person = persons.get(one.event)
    return { ...one, ...proofs.get(one.event), ...(person && isUnproven(person) && { isUnproven: true }) }
  })
  const taken = [...(await store.appendCrossings(judged, from, now))]
  const uses = [...persons.values()].flatMap(({ use }) => use ?? [])
  if (uses.length > 0) await store.noteKeyUses(uses)
  const ledger = epoch === null ? null : await store.ledgerEnd()
  const receipts = proven.map((one) => (one.ok ? (taken.shift() as CrossingReceipt) : rejected(one.error)))
  return key.sign(RECEIPTS_TYP, {
    iat: now,
    device: from,
    receipts,
    ...(epoch !== null && { epoch }),
    ...(ledger !== null && ledger.head !== '' && { ledger }),
  } satisfies ReceiptsDocument)
}

async function prove(
  jws: string,
  keyOf: (device: string) => Promise<DeviceKey | null>,
): Promise<Result<SignedEvent, HandInFault>> {
  const read = readCrossingEvent(jws)
  if (!read.ok) return read
  if (read.value.device === null) return { ok: false, error: 'event/schema' }
  const key = await keyOf(read.value.device)
  if (key === null || key.role !== 'border') return { ok: false, error: 'event/device' }
  const verified = await proveCrossingEvent(read.value, key, (text) => hash('sha256', text, 'base64url'))
  return verified.ok ? ok(verified.value) : verified
}

function rejected(because: HandInFault): CrossingReceipt {
  return { hash: null, result: 'rejected', because, position: null, received_at: null, used_by: null }
}
