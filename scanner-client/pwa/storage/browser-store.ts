/** A scanner's storage in IndexedDB: each act is one transaction, and durable before it resolves. */
import type { EarlierCheck } from '#evisa/knowledge.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { ListedReferral } from '../../offline/referrals-answer.ts'
import {
  CHECKS_KEPT_SECONDS,
  type CryptoKeyPair,
  type Enrolment,
  type LedgerMark,
  type OpenAdmission,
  type ScannerStore,
} from '../../offline/scanner-store.ts'
import type { ClockAnchor } from '../../offline/steady-clock.ts'
import {
  answer,
  beginChain,
  countUnsent,
  dropHandedIn,
  findRecord,
  forgetReceipts,
  headOf,
  keepReceipts,
  openRecords,
  queued,
  record,
  retell,
} from './browser-chain.ts'
import { openScannerDatabase, type Reading, type Writing } from './browser-database.ts'
import { addPage, crossingsOf, dropLedger, dropOverDoubleUses, dropSomeOver, findOverUses } from './browser-ledger.ts'

const LEDGER = ['settings', 'crossings', 'own_chains', 'own_records', 'double_uses'] as const

/** Opens a scanner's storage. Rejects with `StorageFailed` where the browser keeps nothing. */
export async function openBrowserStore(name = 'evisa-scanner'): Promise<ScannerStore> {
  const { read, write, close } = await openScannerDatabase(name)
  const setting = async <T>(on: Reading, key: string): Promise<T | null> =>
    ((await on.objectStore('settings').get(key)) as T | undefined) ?? null
  const put = async (on: Writing, key: string, value: unknown) =>
    void (await on.objectStore('settings').put(value, key))
  const readSetting = <T>(key: string) => read(['settings'], (on) => setting<T>(on, key))
  const markOf = async (on: Reading): Promise<LedgerMark> => {
    const provenEnd = await setting<number>(on, 'ledger-proven-end')
    return {
      after: (await setting<number>(on, 'ledger-after')) ?? 0,
      asOf: await setting<number>(on, 'ledger-as-of'),
      ...(provenEnd !== null && { provenEnd }),
    }
  }
  const deviceOf = async (on: Reading) => (await setting<Enrolment>(on, 'enrolment'))?.device ?? ''
  const forgetLedger = async (on: Writing) => {
    await dropLedger(on)
    await retell(on)
    await put(on, 'ledger-after', 0)
    await put(on, 'ledger-as-of', null)
    await put(on, 'ledger-proven-end', null)
    await put(on, 'told-conflicts', null)
  }
  return {
    enrolment: () => readSetting('enrolment'),
    saveEnrolment: (enrolment, key) =>
      write([...LEDGER, 'artefacts'], async (on) => {
        await on.objectStore('artefacts').clear()
        await forgetLedger(on)
        await put(on, 'time-floor', 0)
        await put(on, 'clock-anchor', null)
        await put(on, 'access-ended', null)
        await put(on, 'device-key', { publicKey: key.publicKey, privateKey: key.privateKey })
        await put(on, 'enrolment', enrolment)
        await beginChain(on, enrolment.device)
      }),
    deviceKey: () => readSetting<CryptoKeyPair>('device-key'),
    accessEnded: () => readSetting('access-ended'),
    setAccessEnded: (detail) => write(['settings'], (on) => put(on, 'access-ended', detail)),
    artefact: (path) => read(['artefacts'], async (on) => (await on.objectStore('artefacts').get(path)) ?? null),
    artefactPaths: () => read(['artefacts'], (on) => on.objectStore('artefacts').getAllKeys()),
    saveRoot: (root) => write(['artefacts'], async (on) => void (await on.objectStore('artefacts').put(root))),
    saveSet: ({ put: changed, drop, timeFloor, clockAnchor, dropLedger: isToDrop }, over) =>
      write([...LEDGER, 'artefacts'], async (on) => {
        const artefacts = on.objectStore('artefacts')
        if (((await artefacts.get(SNAPSHOT_PATH))?.sha256 ?? null) !== over) return false
        for (const one of changed) await artefacts.put(one)
        for (const path of drop) await artefacts.delete(path)
        await put(on, 'time-floor', timeFloor)
        await put(on, 'clock-anchor', clockAnchor)
        if (isToDrop) {
          await forgetReceipts(on)
          await forgetLedger(on)
        }
        return true
      }),
    timeFloor: async () => (await readSetting<number>('time-floor')) ?? 0,
    clockAnchor: () => readSetting<ClockAnchor>('clock-anchor'),
    crossingsOf: (number) => read(['crossings', 'own_chains'], (on) => crossingsOf(on, number)),
    ledgerMark: () => read(['settings'], markOf),
    addLedgerPage: ({ crossings, next, asOf, provenEnd = 0 }) =>
      write([...LEDGER], async (on) => {
        const mark = await markOf(on)
        const doubleUses = await addPage(on, crossings, mark.asOf !== null)
        if (next > mark.after) await put(on, 'ledger-after', next)
        if (provenEnd > (mark.provenEnd ?? 0)) await put(on, 'ledger-proven-end', provenEnd)
        if (asOf === null) return doubleUses
        await put(on, 'ledger-as-of', Math.max(asOf, mark.asOf ?? 0))
        return mark.asOf === null ? findOverUses(on) : doubleUses
      }),
    forgetBefore: async (today) => {
      // It looks at every record: once a day is enough.
      const isDone = await read(['settings'], async (on) => {
        return (await setting(on, 'forgot-before')) === today || (await markOf(on)).asOf === null
      })
      if (isDone) return
      while (await write([...LEDGER], (on) => dropSomeOver(on, today))) {
        // Whoever waits for the storage has a turn between two of them.
      }
      await write([...LEDGER], async (on) => {
        await dropOverDoubleUses(on)
        await dropHandedIn(on)
        await put(on, 'forgot-before', today)
      })
    },
    chainHead: () => read(['settings', 'own_chains'], async (on) => headOf(on, await deviceOf(on))),
    record: (signed, overHead, seen) =>
      write([...LEDGER], async (on) => record(on, signed, overHead, await deviceOf(on), seen)),
    queued: (state, after, limit) => read(['own_records'], (on) => queued(on, state, after, limit)),
    countUnsent: () => read(['own_records'], countUnsent),
    keepReceipts: (receipts) => write([...LEDGER], (on) => keepReceipts(on, receipts)),
    markAnswered: (attempts) =>
      write(['own_records'], (on) =>
        'event' in attempts ? answer(on, 'id', attempts.event) : answer(on, 'visa', attempts.visa),
      ),
    ownRecord: (id) => read(['own_records', 'crossings', 'own_chains'], (on) => findRecord(on, id)),
    openRecords: () => read(['own_records', 'crossings', 'own_chains'], openRecords),
    doubleUses: () => read(['double_uses'], (on) => on.objectStore('double_uses').getAll()),
    markDoubleUsesSeen: () =>
      write(['double_uses'], async (on) => {
        for (const one of await on.objectStore('double_uses').getAll()) {
          if (!one.seen) await on.objectStore('double_uses').put({ ...one, seen: true })
        }
      }),
    toldConflicts: () => readSetting('told-conflicts'),
    keepConflicts: (told) => write(['settings'], (on) => put(on, 'told-conflicts', told)),
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
    openAdmissions: async () => (await readSetting<readonly OpenAdmission[]>('open-admissions')) ?? [],
    keepOpenAdmissions: (open) => write(['settings'], (on) => put(on, 'open-admissions', open)),
    handedOver: async () => (await readSetting<readonly ListedReferral[]>('handed-over')) ?? [],
    keepHandedOver: (referrals) => write(['settings'], (on) => put(on, 'handed-over', referrals)),
    close: async () => close(),
  }
}
