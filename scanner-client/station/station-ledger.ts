/** The crossings that a station knows of, on SQLite: its copies of the ledger, and what is known of a visa by them. */
import type Database from 'better-sqlite3'
import type { CivilDate } from '#evisa/civil-date.ts'
import { accountEntries, type Crossing, type Standing } from '#evisa/entry-account.ts'
import type { Epoch } from '#evisa/epoch.ts'
import { keptUntil, knownCrossings } from '../offline/known-crossings.ts'
import { damagedLedger, isReadable, readRow, rowOf } from '../offline/ledger-rows.ts'
import { afterPage, isRestored, LEDGER_STATE, type LedgerState, markOf, newCopy } from '../offline/ledger-state.ts'
import type { LedgerMark, LedgerPage } from '../offline/scanner-store.ts'
import { type LedgerCopy, ledgerCopy, type StoredRow } from './ledger-copy.ts'
import type { StationSmall } from './station-small.ts'

const DROPPED_AT_ONCE = 5000

type OwnEvent = Pick<Crossing, 'visa_number' | 'id' | 'device'>

/** The acts on the copies of the ledger. All belong into a transaction that begins with `begin` and ends with `settle`. */
export function stationLedger(database: Database.Database, small: StationSmall) {
  const ownVisas = database.prepare<[], string>('SELECT DISTINCT visa_number FROM own_records').pluck()
  const ownDevices = database.prepare<[], string>('SELECT device FROM own_chains').pluck()
  const waiting = database
    .prepare<[], string>("SELECT id || ' ' || device FROM own_records WHERE state <> 'handed-in'")
    .pluck()
  const copies = database.prepare<[], number>('SELECT DISTINCT copy FROM ledger_chunks ORDER BY copy').pluck()
  const made = new Map<number, LedgerCopy>()

  const copyOf = (number: number): LedgerCopy => {
    const found = made.get(number) ?? ledgerCopy(database, number)
    made.set(number, found)
    return found
  }
  const put = (state: LedgerState) => small.put(LEDGER_STATE, state)
  const beginCopy = (begun: LedgerState) => {
    copyOf(begun.copy).begin()
    put({ ...begun, sum: copyOf(begun.copy).sum() })
  }
  const isUnreadable = () => {
    const kept = small.read(LEDGER_STATE)
    return kept === 'damaged' || (kept === null && ownDevices.get() !== undefined)
  }
  const state = (): LedgerState => {
    const kept = small.read(LEDGER_STATE)
    if (kept !== null && kept !== 'damaged') return kept.value as LedgerState
    return newCopy(copies.all().at(-1) ?? 1, isUnreadable())
  }
  const present = (): LedgerCopy => copyOf(state().copy)
  const isOwn = () => {
    const devices = ownDevices.all()
    return (device: string) => devices.includes(device)
  }
  const settle = () => {
    const { copy } = state()
    for (const [number, one] of made) {
      const sum = one.settle()
      if (sum !== null && number === copy) put({ ...state(), sum })
    }
  }
  const wholeBucket = (copy: number, visaNumber: string, sum: string | null): readonly StoredRow[] => {
    const rows = copyOf(copy).bucket(visaNumber, sum)
    if (rows === 'damaged') throw damagedLedger()
    return rows
  }
  const crossingsIn = (number: string): StoredRow[] => {
    // Within a transaction that writes: what was written so far is counted before it is compared.
    settle()
    const { copy, sum } = state()
    const rows = wholeBucket(copy, number, sum)
    // The last telling counts; what is told of here only is the oldest. The sort keeps the order of arrival.
    return rows.filter((row) => visaOf(row) === number).sort((one, other) => one.told - other.told)
  }
  const knownOf = (rows: readonly StoredRow[]) =>
    knownCrossings(
      rows.map((row) => readRow(row).crossing),
      isOwn(),
    )
  const untoldOf = ({ visa_number, id, device }: OwnEvent): readonly StoredRow[] =>
    present()
      .untold(visa_number)
      .filter((row) => {
        const { crossing } = readRow(row)
        return crossing.id === id && crossing.device === device
      })

  return {
    /** What a transaction that was given up had begun to count. */
    forgetChanges() {
      for (const copy of made.values()) copy.forgetChanges()
    },
    begin() {
      this.forgetChanges()
      if (copies.get() === undefined) beginCopy(newCopy(1, isUnreadable()))
    },
    settle,
    /** Whether it is not known any more how it stands with the copy that is read now, though there was one. */
    isUnreadable,
    mark: (): LedgerMark => markOf(state()),
    ownVisas: (): readonly string[] => ownVisas.all(),
    isOwn,
    crossingsOf: (number: string): readonly Crossing[] => knownOf(crossingsIn(number)),
    standingOf(number: string) {
      return accountEntries(this.crossingsOf(number)).events
    },
    /** How many entries the visa allows, as far as the ledger told; null for any number. */
    allowed(number: string): number | null {
      const entries = crossingsIn(number).flatMap((row) => readRow(row).allowed ?? [])
      return entries.length === 0 ? null : Math.max(...entries)
    },
    /** Adds a page; returns the visas of it that were used here. */
    addPage({ crossings, ...page }: LedgerPage): readonly string[] {
      const own = new Set(ownVisas.all())
      const touched = new Set<string>()
      const copy = present()
      for (const told of crossings) {
        copy.add(rowOf(told, told.until, 1))
        if (!own.has(told.crossing.visa_number)) continue
        touched.add(told.crossing.visa_number)
        for (const row of untoldOf(told.crossing)) copy.remove(row)
      }
      put(afterPage(state(), page))
      return [...touched]
    },
    isComplete: () => present().isIndexed(),
    /** The copy is complete. */
    complete: () => present().index(),
    addOwn(crossing: Crossing) {
      present().add(rowOf({ crossing, allowed: null }, keptUntil(crossing), 0))
    },
    /** Changes it only where the ledger has not told of it, since what the ledger tells is younger than any receipt. */
    setOwnStanding(crossing: Crossing, standing: Standing) {
      for (const row of untoldOf(crossing)) {
        present().remove(row)
        present().add(rowOf({ crossing: { ...crossing, standing }, allowed: null }, row.until, 0))
      }
    },
    /** Forgets the copy that is read now, or all of them, and begins another. */
    drop(which: 'damaged' | 'all') {
      const { copy, epoch } = state()
      for (const number of which === 'all' ? copies.all() : [copy]) copyOf(number).drop()
      beginCopy(newCopy(copy, which === 'damaged', which === 'damaged' ? epoch : null))
    },
    /** Notes the epoch of a set; true where the store was restored, and another copy was begun beside the one of before. */
    enterEpoch(epoch: Epoch | undefined): boolean {
      const known = state()
      if (isRestored(known, epoch)) {
        beginCopy(newCopy(known.copy + 1, false, epoch))
        return true
      }
      if (epoch !== undefined && known.epoch === null) put({ ...known, epoch })
      return false
    },
    wasRestored: () => copies.all().length > 1,
    /** By the copies of before, of which none can be read anew. */
    crossingsBefore(number: string): readonly Crossing[] {
      const { copy } = state()
      const before = copies.all().filter((one) => one !== copy)
      const rows = before.flatMap((one) => wholeBucket(one, number, null))
      return knownOf(rows.filter((row) => visaOf(row) === number))
    },
    /** Forgets what is over on this day, but for what the server may not have. */
    dropOver(today: CivilDate) {
      const unsent = new Set(waiting.all())
      const present = state().copy
      for (const number of copies.all()) {
        const copy = copyOf(number)
        const isKept = (row: StoredRow) => {
          // Of a copy of before nothing can be read anew: it stays, and whoever asks for its e-visa hears that it is damaged.
          if (number !== present && !isReadable(row)) return true
          const { id, device } = readRow(row).crossing
          return unsent.has(`${id} ${device}`)
        }
        for (let after = 0; ; ) {
          const rows = copy.over(after, today, DROPPED_AT_ONCE)
          for (const row of rows) if (!isKept(row)) copy.remove(row)
          const last = rows.at(-1)
          if (last === undefined) break
          after = last.rowid
        }
      }
    },
  }
}

export type StationLedger = ReturnType<typeof stationLedger>

function visaOf(row: StoredRow): string {
  return readRow(row).crossing.visa_number
}
