/** Sync: hand in what was done here, then fetch what is new. Nothing is forgotten before the server has it. */
import type { CrossingReceipt } from '#evisa/crossing-event.ts'
import type { Inflate } from '#evisa/status-list.ts'
import type { AuthorityClient } from './authority-client.ts'
import { timeFloorOf, type Verified, verifyHeld } from './held-knowledge.ts'
import type { HeldArtefact, ScannerStore } from './scanner-store.ts'

export interface SyncReport {
  readonly handedIn: number
  /** Receipts of visas that were used more often than they allow. */
  readonly overUsed: readonly CrossingReceipt[]
  readonly newArtefacts: number
  readonly newCrossings: number
}

/** The server offers artefacts that do not verify: the old ones are kept. */
export class UntrustedData extends Error {
  override name = 'UntrustedData'
}

const HAND_IN_BATCH = 500
const FIXED_PATHS = ['root/1', 'trust', 'policy'] as const

/**
 * Runs one sync. Throws `Unreachable`, `Rejected` or `UntrustedData`; what was done until then stays done. Records that
 * the server does not take keep nothing from being fetched: it must be learnt all the same what was revoked.
 */
export async function sync(store: ScannerStore, client: AuthorityClient, inflate: Inflate): Promise<SyncReport> {
  const enrolment = await store.enrolment()
  if (enrolment === null) throw new TypeError('enrol this scanner first')
  const isBorder = enrolment.role === 'border'
  let failure: unknown = null
  const { handedIn, overUsed } = isBorder
    ? await handInAll(store, client).catch((error: unknown) => {
        failure = error
        return NOTHING_HANDED_IN
      })
    : NOTHING_HANDED_IN
  const newArtefacts = await refreshArtefacts(store, client, enrolment.rootFingerprint, inflate)
  const newCrossings = isBorder ? await followLedger(store, client) : 0
  if (failure !== null) throw failure
  return { handedIn, overUsed, newArtefacts, newCrossings }
}

const NOTHING_HANDED_IN: Pick<SyncReport, 'handedIn' | 'overUsed'> = { handedIn: 0, overUsed: [] }

async function handInAll(
  store: ScannerStore,
  client: AuthorityClient,
): Promise<Pick<SyncReport, 'handedIn' | 'overUsed'>> {
  const overUsed: CrossingReceipt[] = []
  let handedIn = 0
  for (;;) {
    const batch = await store.unsent(HAND_IN_BATCH)
    if (batch.length === 0) return { handedIn, overUsed }
    const receipts = await client.handIn(batch)
    // Only what the server says that it has is marked; an answer that names nothing of the batch would loop for ever.
    const taken = batch.flatMap(({ id }) => receipts.find((one) => one.id === id && one.result !== 'refused') ?? [])
    if (taken.length === 0) throw new UntrustedData('the server took none of the records that were handed in')
    await store.markHandedIn(taken.map(({ id }) => id))
    handedIn += taken.length
    overUsed.push(...taken.filter(({ over_used }) => over_used))
  }
}

async function refreshArtefacts(
  store: ScannerStore,
  client: AuthorityClient,
  rootFingerprint: string,
  inflate: Inflate,
): Promise<number> {
  const before = await store.artefacts()
  const held = new Map(before.map((artefact) => [artefact.path, artefact]))
  let fresh = 0
  const set: HeldArtefact[] = []
  const refresh = async (path: string): Promise<boolean> => {
    const answer = await client.artefact(path, held.get(path)?.etag)
    if (answer === 'missing') return false
    const newest = answer === 'unchanged' ? held.get(path) : answer
    if (newest !== undefined) set.push(newest)
    if (answer !== 'unchanged') fresh++
    return true
  }
  const verify = async (): Promise<Verified> => {
    const verified = await verifyHeld(set, rootFingerprint, inflate)
    if (!verified.ok) throw new UntrustedData(`${verified.error.path}: ${verified.error.fault}`)
    return verified.value
  }
  for (const path of FIXED_PATHS) await refresh(path)
  // Before any list is asked for: a network's sign-in page answers every question, and so the lists would never end.
  if (fresh > 0 || set.length < FIXED_PATHS.length) await verify()
  for (let list = 0; await refresh(`status/${list}`); list++);
  if (fresh === 0) return 0
  const verified = await verify()
  const old = await verifyHeld(before, rootFingerprint, inflate)
  const older = old.ok ? olderPath(old.value, verified) : null
  if (older !== null) throw new UntrustedData(`${older}: older than what is held`)
  await store.saveArtefacts(set, timeFloorOf(verified))
  return fresh
}

/** The first artefact that went back, or null: a replayed one would hide a stolen key or a revoked visa. */
function olderPath(before: Verified, after: Verified): string | null {
  for (const name of ['trust', 'policy'] as const) {
    const [one, other] = [before[name], after[name]]
    if (one !== null && (other === null || other.version < one.version)) return name
  }
  for (const [uri, { iat }] of before.statusLists) {
    if ((after.statusLists.get(uri)?.iat ?? 0) < iat) return uri
  }
  return null
}

async function followLedger(store: ScannerStore, client: AuthorityClient): Promise<number> {
  let count = 0
  for (;;) {
    const { after } = await store.ledgerMark()
    const page = await client.feed(after)
    if (page.next < after || (page.next === after && !page.complete))
      throw new UntrustedData('the ledger does not go on')
    await store.addLedgerPage(page.events, page.next, page.complete ? page.as_of : null)
    count += page.events.length
    if (page.complete) return count
  }
}
