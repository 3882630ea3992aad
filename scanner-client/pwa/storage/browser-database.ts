/**
 * The scanner's database in IndexedDB: its stores, how they came about, and what its faults mean. It is read by `get`, `getAll`,
 * `getAllKeys` and `count` alone: of cursors, WebKit fails to open some over an empty store, and every sync with them.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { DoubleUse } from '../../offline/double-use.ts'
import type { Chunk, LedgerRow } from '../../offline/ledger-rows.ts'
import { type HeldArtefact, type QueueState, StorageFailed, type StorageFault } from '../../offline/scanner-store.ts'

/** A row of a copy of the ledger. `untold` is its bucket, for an own one that the ledger has not told of. */
export interface KeptRow extends LedgerRow {
  readonly copy: number
  readonly untold?: number
}

/** What was done here. `attention` stands only where somebody has to look at it: only then it is in that index. */
export interface OwnRow {
  readonly place?: number
  readonly device: string
  readonly seq: number
  readonly hash: string
  readonly id: string
  readonly visa_number: string
  readonly action: string
  readonly jws: string
  readonly state: QueueState
  readonly receipt: CrossingReceipt | null
  readonly isAnswered: boolean
  readonly attention?: 1
}

export interface ScannerSchema extends DBSchema {
  settings: { key: string; value: unknown }
  artefacts: { key: string; value: HeldArtefact }
  small: { key: string; value: string }
  ledger: {
    key: number
    value: KeptRow
    indexes: { bucket: [number, number]; untold: number; until: string }
  }
  ledger_chunks: {
    key: [number, number]
    value: { readonly copy: number; readonly chunk: number; readonly numbers: Chunk }
  }
  own_chains: { key: string; value: { readonly device: string; readonly seq: number; readonly hash: string | null } }
  own_records: {
    key: number
    value: OwnRow
    indexes: { id: string; visa: string; state: QueueState; attention: number; chain: [string, number] }
  }
  double_uses: { key: string; value: DoubleUse }
  checks: {
    key: [string, string]
    value: { readonly visa_number: string; readonly flight: string; readonly at: number }
    indexes: { at: number }
  }
}

export type ScannerDatabase = IDBPDatabase<ScannerSchema>
type StoreName = StoreNames<ScannerSchema>
export type Reading = IDBPTransaction<ScannerSchema, StoreName[], 'readonly' | 'readwrite'>
export type Writing = IDBPTransaction<ScannerSchema, StoreName[], 'readwrite'>

/** One step a version, appended and never changed: what is stored outlives the page that stored it. */
const STEPS: readonly ((database: ScannerDatabase) => void)[] = [
  (database) => {
    database.createObjectStore('settings')
    database.createObjectStore('artefacts', { keyPath: 'path' })
    createCrossings(database)
    database.createObjectStore('own_chains', { keyPath: 'device' })
    const records = database.createObjectStore('own_records', { keyPath: 'place', autoIncrement: true })
    records.createIndex('id', 'id', { unique: true })
    // No place in a chain is taken twice, whatever the code above does.
    records.createIndex('chain', ['device', 'seq'], { unique: true })
    records.createIndex('visa', 'visa_number')
    records.createIndex('state', 'state')
    records.createIndex('attention', 'attention')
    database.createObjectStore('double_uses', { keyPath: 'visa_number' })
    database.createObjectStore('checks', { keyPath: ['visa_number', 'flight'] }).createIndex('at', 'at')
  },
  // What decides is covered by sums. The copy of before was not, and is read anew.
  (database) => {
    ;(database as unknown as IDBPDatabase).deleteObjectStore('crossings')
    database.createObjectStore('small')
    const ledger = database.createObjectStore('ledger', { autoIncrement: true })
    ledger.createIndex('bucket', ['copy', 'bucket'])
    ledger.createIndex('untold', 'untold')
    ledger.createIndex('until', 'until')
    database.createObjectStore('ledger_chunks', { keyPath: ['copy', 'chunk'] })
  },
]

function createCrossings(database: ScannerDatabase): void {
  const crossings = (database as unknown as IDBPDatabase).createObjectStore('crossings', { autoIncrement: true })
  crossings.createIndex('visa', 'visa_number')
  crossings.createIndex('until', 'until')
}

export interface Opened {
  /** Reads what belongs together. */
  read<T>(stores: StoreName[], work: (on: Reading) => Promise<T>): Promise<T>
  /** Writes as a whole or not at all; durable once it resolves. */
  write<T>(stores: StoreName[], work: (on: Writing) => Promise<T>): Promise<T>
  close(): void
}

/** Opens the database and brings it up to date. Rejects with `StorageFailed`. */
export async function openScannerDatabase(name: string): Promise<Opened> {
  const database = await asStorageFault(OPENING_FAULTS, () =>
    openDB<ScannerSchema>(name, STEPS.length, {
      upgrade: (database, from) => {
        for (const step of STEPS.slice(from)) step(database)
      },
      // A newer page waits for this one: its data is not for the code that runs here.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    }),
  )
  const run = <T, Mode extends 'readonly' | 'readwrite'>(
    stores: StoreName[],
    mode: Mode,
    work: (on: IDBPTransaction<ScannerSchema, StoreName[], Mode>) => Promise<T>,
  ): Promise<T> =>
    asStorageFault(FAULTS, async () => {
      const on = database.transaction(stores, mode, { durability: 'strict' })
      // Both may reject: the request with what happened to it, the transaction with why it was given up.
      const done = on.done.catch((error: unknown) => {
        throw on.error ?? error
      })
      try {
        const result = await work(on)
        await done
        return result
      } catch (error) {
        try {
          on.abort()
        } catch {
          // It was given up already.
        }
        await done.catch(() => undefined)
        throw on.error ?? error
      }
    })
  return {
    read: (stores, work) => run(stores, 'readonly', work as never),
    write: (stores, work) => run(stores, 'readwrite', work),
    close: () => database.close(),
  }
}

const SAID: Readonly<Record<StorageFault, string>> = {
  full: 'the storage of this browser is full',
  failing: 'the storage of this browser failed',
  closed: 'this page no longer holds the storage, a newer version of it may be open: reload this one',
  none: 'this browser keeps nothing for this page',
  damaged: 'what this browser keeps for this page is damaged',
  'ledger-damaged': 'what this browser keeps of the used entries is damaged',
}

// They are named as in DOMException. What is not here is no fault of the storage but one of ours.
const FAULTS: Readonly<Record<string, StorageFault>> = {
  QuotaExceededError: 'full',
  UnknownError: 'failing',
  AbortError: 'failing',
  NotReadableError: 'failing',
  InvalidStateError: 'closed',
}
// In a private window, or where the site may store nothing, opening says what later means something else.
const OPENING_FAULTS: Readonly<Record<string, StorageFault>> = {
  ...FAULTS,
  VersionError: 'closed',
  InvalidStateError: 'none',
  SecurityError: 'none',
}

async function asStorageFault<T>(faults: Readonly<Record<string, StorageFault>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const fault = error instanceof DOMException ? faults[error.name] : undefined
    if (fault === undefined) throw error
    // What the browser says of it is what whoever looks into it has to go by.
    throw new StorageFailed(fault, `${SAID[fault]} (${(error as DOMException).message})`, { cause: error })
  }
}
