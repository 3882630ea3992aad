/** Sync: hand in what was done here, then fetch what is new. Nothing is forgotten before the server has it. */
import { maxCharactersOf, type VerifyPlatform } from '#evisa/artefact-set.ts'
import type { CrossingReceipt } from '#evisa/crossing-event.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { AuthorityClient } from './authority-client.ts'
import { heldSet } from './held-knowledge.ts'
import type { Enrolment, ScannerStore } from './scanner-store.ts'
import type { SteadyReading } from './steady-clock.ts'
import { takeFeedPage } from './take-feed-page.ts'
import { takeSet, UntrustedData } from './take-set.ts'

export interface SyncReport {
  readonly handedIn: number
  /** Receipts of visas that were used more often than they allow. */
  readonly overUsed: readonly CrossingReceipt[]
  readonly newArtefacts: number
  readonly newCrossings: number
}

/** What a sync needs of its platform, and when it is. */
export interface SyncContext {
  readonly verify: VerifyPlatform
  readonly now: () => number
  readonly steady: () => SteadyReading
}

const HAND_IN_BATCH = 500

/**
 * Runs one sync. Throws `Unreachable`, `Rejected` or `UntrustedData`; what was done until then stays done. Records that
 * the server does not take keep nothing from being fetched: it must be learnt all the same what was revoked.
 */
export async function sync(store: ScannerStore, client: AuthorityClient, context: SyncContext): Promise<SyncReport> {
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
  const newArtefacts = await refreshArtefacts(store, client, enrolment, context)
  const newCrossings = isBorder ? await followLedger(store, client, context) : 0
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

/** Where nothing is new this costs one small request. */
async function refreshArtefacts(
  store: ScannerStore,
  client: AuthorityClient,
  enrolment: Enrolment,
  { verify, now, steady }: SyncContext,
): Promise<number> {
  const held = await heldSet(store, verify)
  const heldHash = held === null ? null : ((await store.artefact(SNAPSHOT_PATH))?.sha256 ?? null)
  const snapshot = await client.artefact(SNAPSHOT_PATH, maxCharactersOf(SNAPSHOT_PATH), heldHash)
  if (snapshot === 'unchanged') return 0
  const offered = async (path: string, sha256: string | null): Promise<string | null> => {
    if (path === SNAPSHOT_PATH) return snapshot === 'missing' ? null : snapshot.text
    const found = await client.artefact(sha256 === null ? path : `by-hash/${sha256}`, maxCharactersOf(path), null)
    return typeof found === 'string' ? null : found.text
  }
  return takeSet(store, enrolment, offered, { verify, now: now(), steady: steady() })
}

async function followLedger(
  store: ScannerStore,
  client: AuthorityClient,
  { verify, now }: SyncContext,
): Promise<number> {
  const trust = (await heldSet(store, verify))?.trust
  if (trust === undefined) throw new UntrustedData('what is held does not verify: sync again')
  let count = 0
  for (;;) {
    const { after } = await store.ledgerMark()
    const page = await takeFeedPage(store, await client.feed(after), trust, now())
    if (page.after !== after || (page.next === after && !page.complete)) {
      throw new UntrustedData('the ledger does not go on')
    }
    count += page.events.length
    if (page.complete) return count
  }
}
