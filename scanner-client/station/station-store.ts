/** A station's storage on SQLite: each act is on the disk before it returns. */
import { join } from 'node:path'
import { accountEntries, type CrossingEvent } from '#evisa/crossing-event.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { openDatabase } from '../../platform/open-database.ts'
import {
  type Enrolment,
  type HeldArtefact,
  type ScannerStore,
  type SetChange,
  StorageFailed,
} from '../offline/scanner-store.ts'
import type { ClockAnchor } from '../offline/steady-clock.ts'

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
  const byVisa = database.prepare<[string], { event: string }>('SELECT event FROM crossings WHERE visa_number = ?')
  // What the server tells of an event is what counts; of an own one that was unsent it is the proof that it has it.
  const addKnown = database.prepare(
    `INSERT INTO crossings (id, visa_number, event, unsent) VALUES (?, ?, ?, 0)
     ON CONFLICT (id) DO UPDATE SET event = excluded.event, unsent = 0`,
  )
  const addOwn = database.prepare('INSERT INTO crossings (id, visa_number, event, unsent) VALUES (?, ?, ?, 1)')
  const dropKnown = database.prepare('DELETE FROM crossings WHERE unsent = 0')
  const oldestUnsent = database.prepare<[number], { event: string }>(
    'SELECT event FROM crossings WHERE unsent = 1 ORDER BY id LIMIT ?',
  )
  const howManyUnsent = database.prepare<[], { count: number }>(
    'SELECT count(*) AS count FROM crossings WHERE unsent = 1',
  )
  const handedIn = database.prepare('UPDATE crossings SET unsent = 0 WHERE id = ?')
  const addCheck = database.prepare('INSERT OR IGNORE INTO checks (visa_number, flight, at) VALUES (?, ?, ?)')
  const checks = database.prepare<[string], { flight: string; at: number }>(
    'SELECT flight, at FROM checks WHERE visa_number = ?',
  )

  const parse = ({ event }: { event: string }): CrossingEvent => JSON.parse(event)
  const setting = (name: string): unknown => JSON.parse(getSetting.get(name)?.value ?? 'null')
  const put = (name: string, value: unknown) => putSetting.run(name, JSON.stringify(value))
  const forgetLedger = () => {
    dropKnown.run()
    put('ledger-after', 0)
    put('ledger-as-of', null)
  }
  const saveSet = database.transaction(
    ({ put: changed, drop, timeFloor, clockAnchor, dropLedger }: SetChange, over: string | null) => {
      if ((sha256Of.get(SNAPSHOT_PATH)?.sha256 ?? null) !== over) return false
      for (const one of changed) putArtefact.run(one)
      for (const path of drop) dropArtefact.run(path)
      put('time-floor', timeFloor)
      put('clock-anchor', clockAnchor)
      if (dropLedger) forgetLedger()
      return true
    },
  )
  const addPage = database.transaction((events: readonly CrossingEvent[], after: number, asOf: number | null) => {
    for (const event of events) addKnown.run(event.id, event.visa_number, JSON.stringify(event))
    put('ledger-after', after)
    if (asOf !== null) put('ledger-as-of', Math.max(asOf, (setting('ledger-as-of') as number | null) ?? 0))
  })
  const enrolAnew = database.transaction((enrolment: Enrolment) => {
    dropArtefacts.run()
    forgetLedger()
    put('time-floor', 0)
    put('clock-anchor', null)
    put('enrolment', enrolment)
  })
  const recordOwn = database.transaction(
    (event: CrossingEvent, state: 'unsent' | 'handed-in', seen: readonly CrossingEvent[] | undefined) => {
      const standing = accountEntries(byVisa.all(event.visa_number).map(parse)).events
      const isAsSeen = (seen ?? standing).map(({ id }) => id).join() === standing.map(({ id }) => id).join()
      if (!isAsSeen) return false
      if (state === 'handed-in') addKnown.run(event.id, event.visa_number, JSON.stringify(event))
      else addOwn.run(event.id, event.visa_number, JSON.stringify(event))
      return true
    },
  )
  const markAll = database.transaction((ids: readonly string[]) => {
    for (const id of ids) handedIn.run(id)
  })

  return withStorageFaults({
    enrolment: async () => setting('enrolment') as Enrolment | null,
    saveEnrolment: async (enrolment) => enrolAnew.immediate(enrolment),
    artefact: async (path) => artefact.get(path) ?? null,
    artefactPaths: async () => paths.all(),
    saveRoot: async (root) => void putArtefact.run(root),
    saveSet: async (change, overSnapshot) => saveSet.immediate(change, overSnapshot),
    timeFloor: async () => (setting('time-floor') as number | null) ?? 0,
    clockAnchor: async () => setting('clock-anchor') as ClockAnchor | null,
    eventsOf: async (number) => byVisa.all(number).map(parse),
    ledgerMark: async () => ({
      after: (setting('ledger-after') as number | null) ?? 0,
      asOf: setting('ledger-as-of') as number | null,
    }),
    addLedgerPage: async (events, after, asOf) => addPage.immediate(events, after, asOf),
    record: async (event, state, seen) => recordOwn.immediate(event, state, seen),
    unsent: async (limit) => oldestUnsent.all(limit).map(parse),
    countUnsent: async () => howManyUnsent.get()?.count ?? 0,
    markHandedIn: async (ids) => markAll.immediate(ids),
    rememberCheck: async (number, { flight, at }) => void addCheck.run(number, flight, at),
    checksOf: async (number) => checks.all(number),
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
        throw new StorageFailed('the disk is full or failing', { cause: error })
      }
    },
  ])
  return Object.fromEntries(guarded)
}
