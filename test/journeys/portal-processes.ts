/** Two processes over one database, as the model of the portal plays them: either may end at any statement of any act, and who goes on first a list says. */
import { join } from 'node:path'
import { openDatabase } from '../../platform/open-database.ts'
import { connectPostgres } from '../../server/store/postgres/postgres-connection.ts'
import { postgresSteps } from '../../server/store/postgres/postgres-steps.ts'
import { openPostgresStore } from '../../server/store/postgres/postgres-store.ts'
import { sqliteSteps } from '../../server/store/sqlite/sqlite-steps.ts'
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts'
import { type Runs, rows, type Steps } from '../../server/store/steps.ts'
import type { Store } from '../../server/store/store.ts'
import { storesInSteps } from '../../server/store/stores-in-steps.ts'

const MIGRATIONS = join(import.meta.dirname, '../../server/store/migrations/sqlite')

/** The process is gone: whatever it would have done more is not done, and what it had not committed is taken back. */
export class Killed extends Error {
  override name = 'Killed'
}

export type Which = 0 | 1

/** Who of two goes on at each call of the store: both stop there, so that the list alone says who is first. */
export class Turns {
  readonly #order: readonly boolean[]
  readonly #waiting: readonly [(() => void)[], (() => void)[]] = [[], []]
  readonly #isThere = [true, true]
  #isBusy = false
  #taken = 0

  constructor(order: readonly boolean[]) {
    this.#order = order
  }

  async take<T>(who: Which, call: () => Promise<T>): Promise<T> {
    await new Promise<void>((go) => {
      this.#waiting[who].push(go)
      this.#next()
    })
    try {
      return await call()
    } finally {
      this.#isBusy = false
      this.#next()
    }
  }

  /** Has no more to do. */
  leave(who: Which): void {
    this.#isThere[who] = false
    this.#next()
  }

  #next(): void {
    const [one, other] = this.#waiting
    const isOnItsWay = (who: Which) => this.#isThere[who] && this.#waiting[who].length === 0
    if (this.#isBusy || isOnItsWay(0) || isOnItsWay(1) || one.length + other.length === 0) return
    const isOther = one.length === 0 || (other.length > 0 && this.#order[this.#taken % this.#order.length] === true)
    this.#taken += 1
    this.#isBusy = true
    this.#waiting[isOther ? 1 : 0].shift()?.()
  }
}

/** One process: its store ends after so many calls and statements. */
export class Process {
  readonly store: Store
  readonly #who: Which
  /** How many times more it goes on. */
  life = Number.POSITIVE_INFINITY
  turns: Turns | null = null

  constructor(who: Which, store: Store, runs: Runs) {
    this.#who = who
    this.store = this.#mortal({ ...store, ...storesInSteps(this.#mortalRuns(runs)) })
  }

  #live(): void {
    this.life -= 1
    if (this.life <= 0) throw new Killed()
  }

  /** Ends before any statement of an act, and before its transaction is committed: then nothing of it stays. */
  #mortalRuns({ act, read }: Runs): Runs {
    const live = () => this.#live()
    const mortal = <T>(work: () => Steps<T>) =>
      function* (): Steps<T> {
        const steps = work()
        let at = steps.next()
        while (!at.done) {
          live()
          at = steps.next(yield at.value)
        }
        live()
        return at.value
      }
    return { act: (work) => act(mortal(work)), read: (work) => read(mortal(work)) }
  }

  /** Ends before a call, or once what the call did is on the disk. */
  #mortal(store: Store): Store {
    return new Proxy(store, {
      get: (of, name: keyof Store) => {
        const call = of[name] as (...args: unknown[]) => Promise<unknown>
        return async (...args: unknown[]) => {
          this.#live()
          const { turns } = this
          const answer = await (turns === null
            ? call.apply(of, args)
            : turns.take(this.#who, () => call.apply(of, args)))
          this.#live()
          return answer
        }
      },
    })
  }
}

export interface Processes {
  readonly both: readonly [Process, Process]
  /** Of nobody: it never ends, and is asked what stands there. */
  readonly runs: Runs
  /** Whether their statements may meet within the database: then nobody waits for a turn. */
  readonly isAtOnce: boolean
  /** Empties what the portal keeps: each history begins with nothing. */
  clear(): Promise<void>
  close(): Promise<void>
}

export function sqliteProcesses(file: string): Processes {
  const stores = [openSqliteStore(file), openSqliteStore(file)] as const
  const databases = [0, 1, 2].map(() => openDatabase(file, MIGRATIONS))
  const [one, other, own] = databases.map(sqliteSteps) as [Runs, Runs, Runs]
  return {
    both: [new Process(0, stores[0], one), new Process(1, stores[1], other)],
    ...{ runs: own, isAtOnce: false, clear: () => clear(own) },
    close: async () => {
      for (const store of stores) await store.close()
      for (const database of databases) database.close()
    },
  }
}

export async function postgresProcesses(url: string): Promise<Processes> {
  const stores = [await openPostgresStore(url), await openPostgresStore(url)] as const
  const connections = await Promise.all([0, 1, 2].map(() => connectPostgres(url, { connections: 8 })))
  const [one, other, own] = connections.map(postgresSteps) as [Runs, Runs, Runs]
  return {
    both: [new Process(0, stores[0], one), new Process(1, stores[1], other)],
    ...{ runs: own, isAtOnce: true, clear: () => clear(own) },
    close: async () => {
      for (const store of stores) await store.close()
      for (const { close } of connections) await close()
    },
  }
}

// What refers to others comes before them.
const EMPTIED = [
  'letters',
  'edges',
  'payments',
  'corrections',
  'issuing_outbox',
  'decisions',
  'messages',
  'application_pages',
  'passport_pictures',
  'passport_copies',
  'applications',
  'invitation_messages',
  'invitations',
  'status_changes',
]

function clear({ act }: Runs): Promise<void> {
  return act(function* () {
    for (const table of EMPTIED) yield* rows(`DELETE FROM ${table}`)
  })
}
