/** Sync: fetch what says whom to believe, hand in what was done here, fetch what others did, and say how it stands. */
import { type ArtefactSet, maxCharactersOf, type VerifyPlatform, wireOfSet } from '#evisa/artefact-set.ts'
import { civilDateAt } from '#evisa/civil-date.ts'
import { ROSTER_PATH } from '#evisa/roster.ts'
import { BORDER_SET, SECOND_WIRE, SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { AccessEnded, type AuthorityClient, Rejected, Unreachable } from './authority-client.ts'
import { bearWitness } from './bear-witness.ts'
import type { DoubleUse } from './double-use.ts'
import { type HandedIn, handInAll } from './hand-in.ts'
import { heldSet, isBehind } from './held-knowledge.ts'
import { askTime } from './proven-time.ts'
import { type Enrolment, isLedgerDamaged, type ScannerStore, StorageFailed } from './scanner-store.ts'
import type { SteadyReading } from './steady-clock.ts'
import { takeFeedPage } from './take-feed-page.ts'
import { takeSet, UntrustedData } from './take-set.ts'
import { hearConflicts } from './told-conflicts.ts'

export interface SyncReport extends HandedIn {
  readonly newArtefacts: number
  readonly newCrossings: number
  /** Visas of entries made here of which it came to light that they were used more often than they allow. */
  readonly overUsed: readonly DoubleUse[]
}

/** What a sync needs of its platform, and when it is. */
export interface SyncContext {
  readonly verify: VerifyPlatform
  readonly now: () => number
  readonly steady: () => SteadyReading
}

/** Whatever keeps data from getting fresher; all else is a bug. */
export function isExpected(error: unknown): error is Error {
  return [Unreachable, Rejected, UntrustedData, StorageFailed].some((kind) => error instanceof kind)
}

/**
 * Runs one sync: the artefacts first, since only they say which receipts are genuine. Throws `AccessEnded`,
 * `Unreachable`, `Rejected`, `UntrustedData` or `StorageFailed`; a part that fails keeps no other from running, and what
 * was done stays done. `isBrief` for one that a traveller waits for: a border scanner then leaves out its report, and
 * what the authority has to look at.
 */
export async function sync(
  store: ScannerStore,
  client: AuthorityClient,
  context: SyncContext,
  isBrief = false,
): Promise<SyncReport> {
  const enrolment = await store.enrolment()
  if (enrolment === null) throw new TypeError('enrol this scanner first')
  const isBorder = enrolment.role === 'border'
  const failures: Error[] = []
  const run = async <T>(part: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await part()
    } catch (error) {
      if (!isExpected(error)) throw error
      failures.push(error)
      return otherwise
    }
  }
  const newArtefacts = await run(() => refreshArtefacts(store, client, enrolment, context), 0)
  let goesBack = false
  const handed = { handedIn: 0, rejected: 0 }
  const ledger = { newCrossings: 0, overUsed: [] as DoubleUse[] }
  if (isBorder) {
    const trusted = async () => {
      const set = await heldSet(store, context.verify)
      if (set === null) throw new UntrustedData('what is held does not verify: sync again')
      return set
    }
    if (!isBrief) await run(() => store.checkRecords(), 0)
    const handIn = async () => handInAll(store, client, enrolment.device, await trusted())
    Object.assign(handed, await run(handIn, handed))
    await run(async () => followLedger(store, client, await trusted(), context, ledger), undefined)
    await run(() => forgetOver(store, context), undefined)
    goesBack = isBehind(await store.ledgerMark())
    if (!isBrief) await run(() => hearConflicts(store, client, context.now()), undefined)
  }
  // A carrier's scanner makes no other call that tells the server who asks, and so whether it still may.
  if (!(isBrief && isBorder)) await run(() => report(store, client, context), undefined)
  if (!isBrief) {
    goesBack ||= failures.some((failure) => failure instanceof UntrustedData && failure.goesBack)
    await run(() => bearWitness(store, enrolment, client, { now: context.now(), goesBack }), undefined)
  }
  await run(() => proveTime(store, client, context, isBrief), undefined)
  const ended = failures.find((failure) => failure instanceof AccessEnded)
  await run(() => noteAccess(store, ended, failures.length === 0), undefined)
  const failure = ended ?? failures[0]
  if (failure !== undefined) throw failure
  return { ...handed, newArtefacts, ...ledger }
}

/** Last of all: where there is no time left for it while a traveller waits, what was fetched is no less fresh. */
async function proveTime(
  store: ScannerStore,
  client: AuthorityClient,
  context: SyncContext,
  isBrief: boolean,
): Promise<void> {
  const trust = (await heldSet(store, context.verify))?.trust
  if (trust === undefined) return
  try {
    const fault = await askTime(store, client, trust, context)
    if (fault !== null) throw new UntrustedData(`time: ${fault}`)
  } catch (error) {
    if (!(isBrief && error instanceof Unreachable)) throw error
  }
}

/** Remembers it, so that a scanner whose access was ended admits nobody just because its network is gone. */
async function noteAccess(store: ScannerStore, ended: Error | undefined, isWell: boolean): Promise<void> {
  const before = await store.accessEnded()
  if (ended !== undefined && before !== ended.message) await store.setAccessEnded(ended.message)
  if (isWell && before !== null) await store.setAccessEnded(null)
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
  const ask = (path: string) => client.artefact(path, maxCharactersOf(SNAPSHOT_PATH), heldHash)
  // The border's names its people too; a server of before has none for it.
  const own = enrolment.role === 'border' ? await ask(`${BORDER_SET}${SNAPSHOT_PATH}`) : 'missing'
  const newest = own === 'missing' ? await ask(`${SECOND_WIRE}${SNAPSHOT_PATH}`) : own
  // A server of before knows the first version of the wire alone.
  const snapshot = newest === 'missing' ? await ask(SNAPSHOT_PATH) : newest
  if (snapshot === 'unchanged') return 0
  const offered = async (path: string, sha256: string | null): Promise<string | null> => {
    if (path === SNAPSHOT_PATH) return snapshot === 'missing' ? null : snapshot.text
    const from = path === ROSTER_PATH ? BORDER_SET : ''
    const found = await client.artefact(
      sha256 === null ? path : `${from}by-hash/${sha256}`,
      maxCharactersOf(path),
      null,
    )
    return typeof found === 'string' ? null : found.text
  }
  return takeSet(store, enrolment, offered, { verify, now: now(), steady: steady() })
}

/** Fetches page by page from where the copy ends; a page that was taken is kept, and told in `found`, whatever follows. */
async function followLedger(
  store: ScannerStore,
  client: AuthorityClient,
  set: ArtefactSet,
  { now }: SyncContext,
  found: { newCrossings: number; overUsed: DoubleUse[] },
): Promise<void> {
  const ask = (after: number) => {
    const text = client.feed(after, wireOfSet(set))
    // Whoever waits for it hears of it: the page before may be refused, and then nobody does.
    text.catch(() => undefined)
    return { after, text }
  }
  let asked = ask((await store.ledgerMark()).after)
  for (;;) {
    const { after, text } = asked
    const page = await takeFeedPage(store, await text, set, now(), (next) => {
      asked = ask(next)
    })
    if (page.after !== after || (page.next === after && !page.complete)) {
      throw new UntrustedData('the ledger does not go on')
    }
    found.newCrossings += page.crossings.length
    found.overUsed.push(...page.overUsed)
    if (page.complete) return
    const { after: held } = await store.ledgerMark()
    // Another program of this scanner took some meanwhile.
    if (asked.after !== held) asked = ask(held)
  }
}

/** Goes by the time that the authority signed: a clock that ran ahead would make it forget for good what still matters. */
async function forgetOver(store: ScannerStore, { verify, now }: SyncContext): Promise<void> {
  const set = await heldSet(store, verify)
  if (set === null) return
  try {
    await store.forgetBefore(civilDateAt(Math.min(set.snapshot.iat, now())))
  } catch (error) {
    if (!isLedgerDamaged(error)) throw error
    await store.dropDamagedLedger()
  }
}

async function report(store: ScannerStore, client: AuthorityClient, { verify }: SyncContext): Promise<void> {
  const { seq } = await store.chainHead()
  const set = await heldSet(store, verify)
  const { asOf } = await store.ledgerMark()
  const unsent = await store.countUnsent()
  await client.report({
    unsent,
    head_seq: seq,
    data_as_of: set?.snapshot.iat ?? null,
    ledger_as_of: asOf,
    ...(set !== null && wireOfSet(set) === 2 && { wire: 2 as const }),
  })
}
