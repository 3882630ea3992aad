/** A station's storage on SQLite: each act is on the disk before it returns. */
import { join } from 'node:path'
import type { CivilDate } from '#evisa/civil-date.ts'
import type { Crossing } from '#evisa/entry-account.ts'
import type { ChainHead, SignedCrossing } from '#evisa/event-chain.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { emptyLog, openDatabase } from '../../platform/open-database.ts'
import type { ToldConflicts } from '../offline/conflicts-answer.ts'
import type { ListedReferral } from '../offline/referrals-answer.ts'
import {
  CHECKS_KEPT_SECONDS,
  type CryptoKeyPair,
  type Enrolment,
  type HeldArtefact,
  type LedgerMark,
  type LedgerPage,
  type OpenAdmission,
  type ScannerStore,
  type SetChange,
  StorageFailed,
} from '../offline/scanner-store.ts'
import type { ClockAnchor } from '../offline/steady-clock.ts'
import { stationChain } from './station-chain.ts'
import { type KeptKey, keepKey, readKey } from './station-key.ts'
import { stationLedger } from './station-ledger.ts'

const MIGRATIONS = join(import.meta.dirname, 'migrations')

export function openStationStore(file: string): ScannerStore {
  const database = openDatabase(file, MIGRATIONS)
  const getSetting = database.prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?')
  const putSetting = database.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const artefact = database.prepare<[string], HeldArtefact>('SELECT path, sha256, body FROM artefacts WHERE path = ?')
  const sha256Of = database.prepare<[string], { sha256: string }>('SELECT sha256 FROM artefacts WHERE path = ?')
  const paths = database.prepare<[], string>('SELECT path FROM artefacts ORDER BY path').pluck()
  const dropArtefacts = database.prepare('DELETE FROM artefacts')
  const dropArtefact = database.prepare('DELETE FROM artefacts WHERE path = ?')
  const putArtefact = database.prepare(
    `INSERT INTO artefacts (path, sha256, body) VALUES (@path, @sha256, @body)
     ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, body = excluded.body`,
  )
  const dropChecks = database.prepare('DELETE FROM checks WHERE at < ?')
  const addCheck = database.prepare('INSERT OR IGNORE INTO checks (visa_number, flight, at) VALUES (?, ?, ?)')
  const checks = database.prepare<[string], { flight: string; at: number }>(
    'SELECT flight, at FROM checks WHERE visa_number = ?',
  )

  const setting = (name: string): unknown => JSON.parse(getSetting.get(name)?.value ?? 'null')
  const put = (name: string, value: unknown) => putSetting.run(name, JSON.stringify(value))
  const ledger = stationLedger(database)
  const chain = stationChain(database, ledger)
  const forgetLedger = () => {
    ledger.drop()
    chain.retell()
    put('ledger-after', 0)
    put('ledger-as-of', null)
    put('ledger-proven-end', null)
    put('told-conflicts', null)
  }
  const enrolment = () => setting('enrolment') as Enrolment | null
  const ledgerMark = (): LedgerMark => {
    const provenEnd = setting('ledger-proven-end') as number | null
    return {
      after: (setting('ledger-after') as number | null) ?? 0,
      asOf: setting('ledger-as-of') as number | null,
      ...(provenEnd !== null && { provenEnd }),
    }
  }
  const saveSet = database.transaction(
    ({ put: changed, drop, timeFloor, clockAnchor, dropLedger }: SetChange, over: string | null) => {
      if ((sha256Of.get(SNAPSHOT_PATH)?.sha256 ?? null) !== over) return false
      for (const one of changed) putArtefact.run(one)
      for (const path of drop) dropArtefact.run(path)
      put('time-floor', timeFloor)
      put('clock-anchor', clockAnchor)
      if (dropLedger) {
        chain.forgetReceipts()
        forgetLedger()
      }
      return true
    },
  )
  const addPage = database.transaction(({ crossings, next, asOf, provenEnd = 0 }: LedgerPage) => {
    const doubleUses = ledger.addPage(crossings)
    const mark = ledgerMark()
    if (next > mark.after) put('ledger-after', next)
    if (provenEnd > (mark.provenEnd ?? 0)) put('ledger-proven-end', provenEnd)
    if (asOf === null) return doubleUses
    put('ledger-as-of', Math.max(asOf, mark.asOf ?? 0))
    return [...doubleUses, ...ledger.complete()]
  })
  const forgetBefore = database.transaction((today: CivilDate) => {
    // It looks at every crossing that is known: once a day is enough.
    if (setting('forgot-before') === today || ledgerMark().asOf === null) return false
    ledger.dropOver(today)
    chain.dropOver()
    put('forgot-before', today)
    return true
  })
  const enrolAnew = database.transaction((enrolment: Enrolment, key: KeptKey) => {
    dropArtefacts.run()
    forgetLedger()
    put('time-floor', 0)
    put('clock-anchor', null)
    put('access-ended', null)
    put('device-key', key)
    put('enrolment', enrolment)
    chain.begin(enrolment.device)
  })
  const record = database.transaction((signed: SignedCrossing, over: ChainHead, seen?: readonly Crossing[]) =>
    chain.record(signed, over, enrolment()?.device ?? '', seen),
  )
  const keepReceipts = database.transaction(chain.keepReceipts)
  const keyCache = new Map<string, Promise<CryptoKeyPair>>()
  const deviceKey = async () => {
    const kept = setting('device-key') as KeptKey | null
    if (kept === null) return null
    const key = keyCache.get(kept.publicKey) ?? readKey(kept)
    keyCache.set(kept.publicKey, key)
    return await key
  }

  return withStorageFaults({
    enrolment: async () => enrolment(),
    saveEnrolment: async (enrolment, key) => enrolAnew.immediate(enrolment, await keepKey(key)),
    deviceKey,
    accessEnded: async () => setting('access-ended') as string | null,
    setAccessEnded: async (detail) => void put('access-ended', detail),
    artefact: async (path) => artefact.get(path) ?? null,
    artefactPaths: async () => paths.all(),
    saveRoot: async (root) => void putArtefact.run(root),
    saveSet: async (change, overSnapshot) => saveSet.immediate(change, overSnapshot),
    timeFloor: async () => (setting('time-floor') as number | null) ?? 0,
    clockAnchor: async () => setting('clock-anchor') as ClockAnchor | null,
    crossingsOf: async (number) => ledger.crossingsOf(number),
    ledgerMark: async () => ledgerMark(),
    addLedgerPage: async (page) => addPage.immediate(page),
    forgetBefore: async (today) => {
      if (forgetBefore.immediate(today)) emptyLog(database)
    },
    chainHead: async () => chain.head(enrolment()?.device ?? ''),
    record: async (signed, overHead, seen) => record.immediate(signed, overHead, seen),
    queued: async (state, after, limit) => chain.queued(state, after, limit),
    countUnsent: async () => chain.countUnsent(),
    keepReceipts: async (receipts) => keepReceipts.immediate(receipts),
    markAnswered: async (attempts) => chain.markAnswered(attempts),
    ownRecord: async (id) => chain.find(id),
    openRecords: async () => chain.open(),
    doubleUses: async () => ledger.doubleUses(),
    markDoubleUsesSeen: async () => ledger.seeDoubleUses(),
    toldConflicts: async () => setting('told-conflicts') as ToldConflicts | null,
    keepConflicts: async (told) => void put('told-conflicts', told),
    rememberCheck: async (number, { flight, at }) => {
      dropChecks.run(at - CHECKS_KEPT_SECONDS)
      addCheck.run(number, flight, at)
    },
    checksOf: async (number) => checks.all(number),
    openAdmissions: async () => (setting('open-admissions') as readonly OpenAdmission[] | null) ?? [],
    keepOpenAdmissions: async (open) => void put('open-admissions', open),
    handedOver: async () => (setting('handed-over') as readonly ListedReferral[] | null) ?? [],
    keepHandedOver: async (referrals) => void put('handed-over', referrals),
    close: async () => void database.close(),
  })
}

/** Makes every fault of the disk a `StorageFailed`. */
function withStorageFaults(store: ScannerStore): ScannerStore {
  const guarded = Object.entries(store).map(([name, act]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await act(...given)
      } catch (error) {
        const { code = '' } = error as { code?: string }
        if (!/^SQLITE_(FULL|IOERR|READONLY)/.test(code)) throw error
        const fault = code === 'SQLITE_FULL' ? 'full' : 'failing'
        throw new StorageFailed(fault, 'the disk is full or failing', { cause: error })
      }
    },
  ])
  return Object.fromEntries(guarded)
}
