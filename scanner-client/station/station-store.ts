/** A station's storage on SQLite: each act is on the disk before it returns. */
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { addDays, type CivilDate, startOfDay } from '#evisa/civil-date.ts'
import type { Crossing } from '#evisa/entry-account.ts'
import type { ChainHead, SignedCrossing } from '#evisa/event-chain.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { emptyLog, isDamaged, openDatabase } from '../../platform/open-database.ts'
import type { ToldConflicts } from '../offline/conflicts-answer.ts'
import type { LostStatuses } from '../offline/lost-statuses.ts'
import type { ListedReferral } from '../offline/referrals-answer.ts'
import {
  ACCESS_UNKNOWN,
  CHECKS_KEPT_SECONDS,
  type CryptoKeyPair,
  damagedEnrolment,
  type Enrolment,
  type HeldArtefact,
  KEPT_DAYS,
  type LedgerPage,
  type OpenAdmission,
  type ScannerStore,
  type SetChange,
  StorageFailed,
  type Witnesses,
} from '../offline/scanner-store.ts'
import { isOfBefore } from '../offline/sets-of-before.ts'
import type { ClockAnchor } from '../offline/steady-clock.ts'
import { NONE_WAITING, WAITING } from '../offline/waiting-records.ts'
import { carryOver } from './carry-over.ts'
import { type HeadMark, readMark, writeMark } from './head-mark.ts'
import { stationChain } from './station-chain.ts'
import { stationDoubleUses } from './station-double-uses.ts'
import { type KeptKey, keepKey, readKey } from './station-key.ts'
import { stationLedger } from './station-ledger.ts'
import { stationSmall } from './station-small.ts'

const MIGRATIONS = join(import.meta.dirname, 'migrations')

export function openStationStore(file: string): ScannerStore {
  const database = openDatabase(file, MIGRATIONS)
  const artefact = database.prepare<[string], HeldArtefact>('SELECT path, sha256, body FROM artefacts WHERE path = ?')
  const sha256Of = database.prepare<[string], { sha256: string }>('SELECT sha256 FROM artefacts WHERE path = ?')
  const paths = database.prepare<[], string>('SELECT path FROM artefacts ORDER BY path').pluck()
  const dropArtefacts = database.prepare('DELETE FROM artefacts')
  const dropArtefact = database.prepare('DELETE FROM artefacts WHERE path = ?')
  const putArtefact = database.prepare(
    `INSERT INTO artefacts (path, sha256, body) VALUES (@path, @sha256, @body)
     ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, body = excluded.body`,
  )
  const hasChains = database.prepare<[], 1>('SELECT 1 FROM own_chains')
  const dropChecks = database.prepare('DELETE FROM checks WHERE at < ?')
  const addCheck = database.prepare('INSERT OR IGNORE INTO checks (visa_number, flight, at) VALUES (?, ?, ?)')
  const checks = database.prepare<[string], { flight: string; at: number }>(
    'SELECT flight, at FROM checks WHERE visa_number = ?',
  )

  const small = stationSmall(database)
  carryOver(database, small)
  const put = small.put
  /** What no verdict rests on: where it is damaged it is gone. */
  const setting = <T>(name: string, otherwise: T): T => {
    const kept = small.read(name)
    return kept === null || kept === 'damaged' ? otherwise : ((kept.value as T | null) ?? otherwise)
  }
  /** What this station must not be without once it was enrolled. */
  const needed = <T>(name: string): T | null => {
    const kept = small.read(name)
    if (kept === 'damaged' || (kept === null && hasChains.get() !== undefined)) throw damagedEnrolment()
    return kept === null ? null : (kept.value as T)
  }
  const ledger = stationLedger(database, small)
  const doubleUses = stationDoubleUses(database, ledger)
  const chain = stationChain(database, small, ledger, doubleUses)
  const forgetLedger = (which: 'damaged' | 'all') => {
    ledger.drop(which)
    beginAgain()
  }
  const beginAgain = () => {
    doubleUses.drop()
    chain.retell()
    put('told-conflicts', null)
  }
  /** One transaction on the ledger: what is counted and summed goes with it. */
  const inOne = <Given extends unknown[], T>(work: (...given: Given) => T) => {
    const run = database.transaction((...given: Given) => {
      ledger.begin()
      if (ledger.isUnreadable()) forgetLedger('damaged')
      const result = work(...given)
      ledger.settle()
      return result
    })
    return (...given: Given): T => run.immediate(...given)
  }
  // Counts, sums and rows are read as they were at one moment, whatever another program writes meanwhile.
  const read = <T>(work: () => T): T =>
    database.transaction(() => {
      ledger.forgetChanges()
      return work()
    })()
  const enrolment = () => needed<Enrolment>('enrolment')
  const saveSet = inOne(
    ({ put: changed, drop, timeFloor, clockAnchor, dropLedger, ...change }: SetChange, over: string | null) => {
      if ((sha256Of.get(SNAPSHOT_PATH)?.sha256 ?? null) !== over) return false
      for (const one of changed) putArtefact.run(one)
      for (const path of drop) dropArtefact.run(path)
      put('time-floor', timeFloor)
      put('clock-anchor', clockAnchor)
      if (dropLedger) {
        chain.forgetReceipts()
        forgetLedger('all')
      }
      if (change.lostStatuses !== undefined) put('lost-statuses', change.lostStatuses)
      if (ledger.enterEpoch(change.epoch)) {
        chain.handInAgain()
        beginAgain()
      }
      return true
    },
  )
  const findAllAnew = (visas: readonly string[]) => visas.flatMap((number) => doubleUses.findAnew(number) ?? [])
  const addPage = inOne((page: LedgerPage) => {
    const isFirst = !ledger.isComplete()
    const touched = ledger.addPage(page)
    if (!isFirst) return findAllAnew(touched)
    if (page.asOf === null) return []
    ledger.complete()
    return findAllAnew(ledger.ownVisas())
  })
  const forgetBefore = inOne((today: CivilDate) => {
    // It looks at every crossing that is known: once a day is enough.
    if (setting('forgot-before', '') === today || ledger.mark().asOf === null) return false
    ledger.dropOver(today)
    doubleUses.dropOver()
    chain.dropOver(startOfDay(addDays(today, -KEPT_DAYS)))
    put('forgot-before', today)
    return true
  })
  const enrolAnew = inOne((enrolment: Enrolment, key: KeptKey | null) => {
    dropArtefacts.run()
    forgetLedger('all')
    put('time-floor', 0)
    put('clock-anchor', null)
    put('access-ended', null)
    put('lost-statuses', {})
    if (small.read(WAITING) === null) put(WAITING, NONE_WAITING)
    put('witnesses', { delivered: [], toldAt: null })
    if (key !== null) put('device-key', key)
    put('enrolment', enrolment)
    chain.begin(enrolment.device)
  })
  const goOn = inOne((mark: HeadMark) => chain.goOnFrom(mark))
  const mark = readMark(file)
  if (mark !== null && chain.head(mark.device).seq < mark.seq) goOn(mark)
  const checkRecords = inOne(() => {
    // Row by row nothing else would notice a page that is none: once a day, since it reads all of the file.
    const day = setting<string | null>('forgot-before', null)
    if (day !== null && setting<string | null>('looked-over', null) !== day) {
      lookOver(database)
      put('looked-over', day)
    }
    return chain.check()
  })
  const record = inOne((signed: SignedCrossing, over: ChainHead, seen?: readonly Crossing[]) =>
    chain.record(signed, over, enrolment()?.device ?? '', seen),
  )
  const keepReceipts = inOne(chain.keepReceipts)
  const dropOldest = inOne(() => {
    const dropped = chain.dropOldest()
    if (dropped > 0) put('dropped-for-room', setting('dropped-for-room', 0) + dropped)
    return dropped
  })
  const dropDamaged = inOne(() => forgetLedger('damaged'))
  const keyCache = new Map<string, Promise<CryptoKeyPair>>()
  const deviceKey = async () => {
    const kept = needed<KeptKey>('device-key')
    if (kept === null) return null
    const key = keyCache.get(kept.publicKey) ?? readKey(kept)
    keyCache.set(kept.publicKey, key)
    return await key
  }

  return withStorageFaults(
    {
      enrolment: async () => enrolment(),
      saveEnrolment: async (enrolment, key) => enrolAnew(enrolment, key && (await keepKey(key))),
      deviceKey,
      accessEnded: async () => {
        const kept = small.read('access-ended')
        if (kept === 'damaged' || (kept === null && hasChains.get() !== undefined)) return ACCESS_UNKNOWN
        return kept === null ? null : (kept.value as string | null)
      },
      setAccessEnded: async (detail) => void put('access-ended', detail),
      artefact: async (path) => artefact.get(path) ?? null,
      artefactPaths: async () => paths.all(),
      saveRoot: async (root) => void putArtefact.run(root),
      saveSet: async (change, overSnapshot) => saveSet(change, overSnapshot),
      timeFloor: async () => setting('time-floor', 0),
      clockAnchor: async () => setting<ClockAnchor | null>('clock-anchor', null),
      crossingsOf: async (number) => read(() => ledger.crossingsOf(number)),
      crossingsBefore: async (number) => read(() => ledger.crossingsBefore(number)),
      wasRestored: async () => ledger.wasRestored(),
      lostStatuses: async () => {
        const kept = small.read('lost-statuses')
        if (kept === 'damaged' || (kept === null && paths.all().some(isOfBefore))) return 'damaged'
        return (kept?.value as LostStatuses | undefined) ?? {}
      },
      witnesses: async () => setting<Witnesses>('witnesses', { delivered: [], toldAt: null }),
      keepWitnesses: async (witnesses) => put('witnesses', witnesses),
      dropDamagedLedger: async () => dropDamaged(),
      ledgerMark: async () => ledger.mark(),
      addLedgerPage: async (page) => addPage(page),
      forgetBefore: async (today) => {
        if (forgetBefore(today)) emptyLog(database)
      },
      chainHead: async () => chain.head(enrolment()?.device ?? ''),
      record: async (signed, overHead, seen) => {
        const outcome = record(signed, overHead, seen)
        const { device, seq } = signed.event
        if (outcome === 'recorded') writeMark(file, { device, seq, hash: signed.hash })
        return outcome
      },
      checkRecords: async () => checkRecords(),
      queued: async (state, after, limit) => chain.queued(state, after, limit),
      keptRecords: async () => ({ ...chain.kept(), dropped: setting('dropped-for-room', 0) }),
      dropOldestHandedIn: async () => dropOldest(),
      countUnsent: async () => chain.countUnsent(),
      keepReceipts: async (receipts) => keepReceipts(receipts),
      markAnswered: async (attempts) => chain.markAnswered(attempts),
      ownRecord: async (id) => read(() => chain.find(id)),
      openRecords: async () => read(() => chain.open()),
      doubleUses: async () => doubleUses.all(),
      markDoubleUsesSeen: async () => doubleUses.seeAll(),
      toldConflicts: async () => setting<ToldConflicts | null>('told-conflicts', null),
      keepConflicts: async (told) => void put('told-conflicts', told),
      rememberCheck: async (number, { flight, at }) => {
        dropChecks.run(at - CHECKS_KEPT_SECONDS)
        addCheck.run(number, flight, at)
      },
      checksOf: async (number) => checks.all(number),
      openAdmissions: async () => setting<readonly OpenAdmission[]>('open-admissions', []),
      keepOpenAdmissions: async (open) => void put('open-admissions', open),
      handedOver: async () => setting<readonly ListedReferral[]>('handed-over', []),
      keepHandedOver: async (referrals) => void put('handed-over', referrals),
      close: async () => void database.close(),
    },
    file,
  )
}

/** What is to be done about a file that contradicts itself. */
export function damagedFileText(file: string, error: Error): string {
  return `${file} is damaged (${error.message}): decide nothing by it; keep the file for the authority, since records may be in it, and enrol this station anew in another folder: --station FOLDER`
}

/** Throws where pages contradict each other: then nothing in the file is to be relied upon. */
function lookOver(database: Database.Database): void {
  const [first] = database.pragma('quick_check(1)') as { readonly quick_check: string }[]
  if (first?.quick_check !== 'ok') throw Object.assign(new Error(first?.quick_check), { code: 'SQLITE_CORRUPT' })
}

/** Makes every fault of the disk a `StorageFailed`. */
function withStorageFaults(store: ScannerStore, file: string): ScannerStore {
  const guarded = Object.entries(store).map(([name, act]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await act(...given)
      } catch (error) {
        const { code = '' } = error as { code?: string }
        if (isDamaged(error))
          throw new StorageFailed('damaged', damagedFileText(file, error as Error), { cause: error })
        if (!/^SQLITE_(FULL|IOERR|READONLY)/.test(code)) throw error
        const fault = code === 'SQLITE_FULL' ? 'full' : 'failing'
        throw new StorageFailed(fault, 'the disk is full or failing', { cause: error })
      }
    },
  ])
  return Object.fromEntries(guarded)
}
