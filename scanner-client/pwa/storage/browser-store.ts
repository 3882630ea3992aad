/** A scanner's storage in IndexedDB: each act is one transaction, and durable before it resolves. */
import { addDays, startOfDay } from '#evisa/civil-date.ts'
import type { EarlierCheck } from '#evisa/knowledge.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { ToldConflicts } from '../../offline/conflicts-answer.ts'
import { markOf } from '../../offline/ledger-state.ts'
import type { LostStatuses } from '../../offline/lost-statuses.ts'
import type { ListedReferral } from '../../offline/referrals-answer.ts'
import {
  ACCESS_UNKNOWN,
  CHECKS_KEPT_SECONDS,
  type CryptoKeyPair,
  damagedEnrolment,
  type Enrolment,
  KEPT_DAYS,
  type OpenAdmission,
  type ScannerStore,
  type Witnesses,
} from '../../offline/scanner-store.ts'
import { isOfBefore } from '../../offline/sets-of-before.ts'
import type { ClockAnchor } from '../../offline/steady-clock.ts'
import { NONE_WAITING, WAITING } from '../../offline/waiting-records.ts'
import { carryOver } from './browser-carry-over.ts'
import {
  answer,
  beginChain,
  checkRecords,
  countUnsent,
  dropHandedIn,
  dropOldest,
  findRecord,
  forgetReceipts,
  handInAgain,
  headOf,
  keepReceipts,
  keptRecords,
  openRecords,
  queued,
  record,
  retell,
} from './browser-chain.ts'
import { openScannerDatabase, type Reading } from './browser-database.ts'
import { dropOverDoubleUses, findAllAnew } from './browser-double-uses.ts'
import {
  addPage,
  beginTurn,
  crossingsBefore,
  crossingsOf,
  dropLedger,
  dropSomeOver,
  enterEpoch,
  isUnreadable,
  ledgerState,
  ownVisas,
  settleTurn,
  type Turn,
} from './browser-ledger.ts'
import { copiesHeld } from './browser-ledger-copy.ts'
import { putSmall, readSmall } from './browser-small.ts'

const LEDGER = ['small', 'ledger', 'ledger_chunks', 'own_chains', 'own_records', 'double_uses'] as const
const KNOWN = ['small', 'ledger', 'ledger_chunks', 'own_chains', 'own_records'] as const

/** Opens a scanner's storage. Rejects with `StorageFailed` where the browser keeps nothing. */
export async function openBrowserStore(name = 'evisa-scanner'): Promise<ScannerStore> {
  const { read, write, close } = await openScannerDatabase(name)
  /** What no verdict rests on: where it is damaged it is gone. */
  const setting = async <T>(on: Reading, key: string, otherwise: T): Promise<T> => {
    const kept = await readSmall(on, key)
    return kept === null || kept === 'damaged' ? otherwise : ((kept.value as T | null) ?? otherwise)
  }
  const readSetting = <T>(key: string, otherwise: T) => read(['small'], (on) => setting(on, key, otherwise))
  const keep = (key: string, value: unknown) => write(['small'], (on) => putSmall(on, key, value))
  const hasChains = async (on: Reading) => (await on.objectStore('own_chains').count()) > 0
  /** What this scanner must not be without once it was enrolled. */
  const enrolmentOf = async (on: Reading): Promise<Enrolment | null> => {
    const kept = await readSmall(on, 'enrolment')
    if (kept === 'damaged' || (kept === null && (await hasChains(on)))) throw damagedEnrolment()
    return kept === null ? null : (kept.value as Enrolment)
  }
  const deviceOf = async (on: Reading) => (await enrolmentOf(on))?.device ?? ''
  const forgetLedger = async (turn: Turn, which: 'damaged' | 'all') => {
    await dropLedger(turn, which)
    await beginAgain(turn)
  }
  const beginAgain = async (turn: Turn) => {
    await turn.on.objectStore('double_uses').clear()
    await retell(turn)
    await putSmall(turn.on, 'told-conflicts', null)
  }
  /** One transaction on the ledger: what is counted and summed goes with it. */
  const writeLedger = <T>(work: (turn: Turn) => Promise<T>, more: readonly ('settings' | 'artefacts')[] = []) =>
    write([...LEDGER, ...more], async (on) => {
      const isDamaged = await isUnreadable(on)
      const turn = await beginTurn(on)
      if (isDamaged) await forgetLedger(turn, 'damaged')
      const result = await work(turn)
      await settleTurn(turn)
      return result
    })
  await carryOver({ read, write }, () => writeLedger((turn) => forgetLedger(turn, 'all')))
  return {
    enrolment: () => read(['small', 'own_chains'], enrolmentOf),
    saveEnrolment: (enrolment, key) =>
      writeLedger(
        async (turn) => {
          const { on } = turn
          await on.objectStore('artefacts').clear()
          await forgetLedger(turn, 'all')
          await putSmall(on, 'time-floor', 0)
          await putSmall(on, 'clock-anchor', null)
          await putSmall(on, 'access-ended', null)
          await putSmall(on, 'lost-statuses', {})
          if ((await readSmall(on, WAITING)) === null) await putSmall(on, WAITING, NONE_WAITING)
          await putSmall(on, 'witnesses', { delivered: [], toldAt: null })
          // Of a key that cannot be read out there is no sum: one that is damaged signs nothing that a server takes.
          if (key !== null) {
            const { publicKey, privateKey } = key
            await on.objectStore('settings').put({ publicKey, privateKey }, 'device-key')
          }
          await putSmall(on, 'enrolment', enrolment)
          await beginChain(on, enrolment.device)
        },
        ['settings', 'artefacts'],
      ),
    deviceKey: () =>
      read(['settings'], async (on) => {
        const key = await on.objectStore('settings').get('device-key')
        return (key as CryptoKeyPair | undefined) ?? null
      }),
    accessEnded: () =>
      read(['small', 'own_chains'], async (on) => {
        const kept = await readSmall(on, 'access-ended')
        if (kept === 'damaged' || (kept === null && (await hasChains(on)))) return ACCESS_UNKNOWN
        return kept === null ? null : (kept.value as string | null)
      }),
    setAccessEnded: (detail) => keep('access-ended', detail),
    artefact: (path) => read(['artefacts'], async (on) => (await on.objectStore('artefacts').get(path)) ?? null),
    artefactPaths: () => read(['artefacts'], (on) => on.objectStore('artefacts').getAllKeys()),
    saveRoot: (root) => write(['artefacts'], async (on) => void (await on.objectStore('artefacts').put(root))),
    saveSet: ({ put: changed, drop, timeFloor, clockAnchor, dropLedger: isToDrop, ...change }, over) =>
      writeLedger(
        async (turn) => {
          const artefacts = turn.on.objectStore('artefacts')
          if (((await artefacts.get(SNAPSHOT_PATH))?.sha256 ?? null) !== over) return false
          for (const one of changed) await artefacts.put(one)
          for (const path of drop) await artefacts.delete(path)
          await putSmall(turn.on, 'time-floor', timeFloor)
          await putSmall(turn.on, 'clock-anchor', clockAnchor)
          if (isToDrop) {
            await forgetReceipts(turn.on)
            await forgetLedger(turn, 'all')
          }
          if (change.lostStatuses !== undefined) await putSmall(turn.on, 'lost-statuses', change.lostStatuses)
          if (await enterEpoch(turn, change.epoch)) {
            await handInAgain(turn.on)
            await beginAgain(turn)
          }
          return true
        },
        ['artefacts'],
      ),
    timeFloor: () => readSetting('time-floor', 0),
    clockAnchor: () => readSetting<ClockAnchor | null>('clock-anchor', null),
    crossingsOf: (number) => read([...KNOWN], (on) => crossingsOf(on, number)),
    crossingsBefore: (number) => read([...KNOWN], (on) => crossingsBefore(on, number)),
    wasRestored: () => read(['ledger_chunks'], async (on) => (await copiesHeld(on)).length > 1),
    lostStatuses: () =>
      read(['small', 'artefacts'], async (on) => {
        const kept = await readSmall(on, 'lost-statuses')
        const paths = await on.objectStore('artefacts').getAllKeys()
        if (kept === 'damaged' || (kept === null && paths.some(isOfBefore))) return 'damaged'
        return (kept?.value as LostStatuses | undefined) ?? {}
      }),
    witnesses: () => readSetting<Witnesses>('witnesses', { delivered: [], toldAt: null }),
    keepWitnesses: (witnesses) => keep('witnesses', witnesses),
    dropDamagedLedger: () => writeLedger((turn) => forgetLedger(turn, 'damaged')),
    ledgerMark: () => read(['small', 'ledger_chunks', 'own_chains'], async (on) => markOf(await ledgerState(on))),
    addLedgerPage: (page) =>
      writeLedger(async (turn) => {
        const { asOf } = turn.state
        const touched = await addPage(turn, page)
        await settleTurn(turn)
        if (asOf !== null) return findAllAnew(turn.on, touched)
        return page.asOf === null ? [] : findAllAnew(turn.on, await ownVisas(turn.on))
      }),
    forgetBefore: async (today) => {
      // It looks at every record: once a day is enough.
      const isDone = await read(['small', 'ledger_chunks', 'own_chains'], async (on) => {
        return (await setting(on, 'forgot-before', '')) === today || (await ledgerState(on)).asOf === null
      })
      if (isDone) return
      while (await writeLedger((turn) => dropSomeOver(turn, today))) {
        // Whoever waits for the storage has a turn between two of them.
      }
      await writeLedger(async ({ on }) => {
        await dropOverDoubleUses(on)
        await dropHandedIn(on, startOfDay(addDays(today, -KEPT_DAYS)))
        await putSmall(on, 'forgot-before', today)
      })
    },
    chainHead: () => read(['small', 'own_chains'], async (on) => headOf(on, await deviceOf(on))),
    record: (signed, overHead, seen) =>
      writeLedger(async (turn) => record(turn, signed, overHead, await deviceOf(turn.on), seen)),
    queued: (state, after, limit) => read(['own_records'], (on) => queued(on, state, after, limit)),
    checkRecords: () => write(['small', 'own_records'], checkRecords),
    keptRecords: () =>
      read(['small', 'own_records'], async (on) => ({
        ...(await keptRecords(on)),
        dropped: await setting(on, 'dropped-for-room', 0),
      })),
    dropOldestHandedIn: () =>
      write(['small', 'own_records'], async (on) => {
        const dropped = await dropOldest(on)
        if (dropped > 0) await putSmall(on, 'dropped-for-room', (await setting(on, 'dropped-for-room', 0)) + dropped)
        return dropped
      }),
    countUnsent: () => read(['own_records'], countUnsent),
    keepReceipts: (receipts) => writeLedger((turn) => keepReceipts(turn, receipts)),
    markAnswered: (attempts) =>
      write(['own_records'], (on) =>
        'event' in attempts ? answer(on, 'id', attempts.event) : answer(on, 'visa', attempts.visa),
      ),
    ownRecord: (id) => read([...KNOWN], (on) => findRecord(on, id)),
    openRecords: () => read([...KNOWN], openRecords),
    doubleUses: () => read(['double_uses'], (on) => on.objectStore('double_uses').getAll()),
    markDoubleUsesSeen: () =>
      write(['double_uses'], async (on) => {
        for (const one of await on.objectStore('double_uses').getAll()) {
          if (!one.seen) await on.objectStore('double_uses').put({ ...one, seen: true })
        }
      }),
    toldConflicts: () => readSetting<ToldConflicts | null>('told-conflicts', null),
    keepConflicts: (told) => keep('told-conflicts', told),
    rememberCheck: (visa_number, { flight, at }) =>
      write(['checks'], async (on) => {
        const checks = on.objectStore('checks')
        const over = IDBKeyRange.upperBound(at - CHECKS_KEPT_SECONDS, true)
        for (const key of await checks.index('at').getAllKeys(over)) await checks.delete(key)
        if ((await checks.get([visa_number, flight])) === undefined) await checks.add({ visa_number, flight, at })
      }),
    checksOf: (number) =>
      read(['checks'], async (on) => {
        const found = await on.objectStore('checks').getAll(IDBKeyRange.bound([number], [number, []]))
        return found.map(({ flight, at }): EarlierCheck => ({ flight, at }))
      }),
    openAdmissions: () => readSetting<readonly OpenAdmission[]>('open-admissions', []),
    keepOpenAdmissions: (open) => keep('open-admissions', open),
    handedOver: () => readSetting<readonly ListedReferral[]>('handed-over', []),
    keepHandedOver: (referrals) => keep('handed-over', referrals),
    close: async () => close(),
  }
}
