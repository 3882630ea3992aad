/** Acts in steps, on PostgreSQL: a transaction that waits for each statement, and notes what it did last of all. */
import type { AuditEntry } from '../audit-store.ts'
import { type Runs, type Statement, type Steps, TakenBack } from '../steps.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'

/** Walks steps within a transaction, and gives what is to be noted of them as its last step. */
export async function walkSteps<T>(connection: Pick<Connection, 'rows'>, steps: Steps<T>, on?: Queries) {
  const notes: AuditEntry[] = []
  let at = steps.next()
  while (!at.done) {
    if ('note' in at.value) {
      notes.push(at.value.note)
      at = steps.next([])
    } else at = steps.next(await connection.rows(textOf(at.value), at.value.values, on))
  }
  return { value: at.value, notes }
}

const UNIQUE_VIOLATION = '23505'
const MAX_TRIES = 3

export function postgresSteps(connection: Connection): Runs {
  const once = <T>(work: () => Steps<T>) =>
    connection.transaction(async (on) => {
      const { value, notes } = await walkSteps(connection, work(), on)
      await noteActs(connection, notes, on)
      return value
    })
  const act = async <T>(work: () => Steps<T>, triesLeft = MAX_TRIES - 1): Promise<T> => {
    try {
      return await once(work)
    } catch (error) {
      if (error instanceof TakenBack) return error.answer as T
      // Somebody else wrote the same between the look and the write: the look finds it now, and says so as ever.
      if (triesLeft > 0 && (error as { code?: unknown }).code === UNIQUE_VIOLATION) return act(work, triesLeft - 1)
      throw error
    }
  }
  return {
    act: (work) => act(work),
    read: async (work) => (await walkSteps(connection, work())).value,
  }
}

// Not `FOR UPDATE`: a row that is changed for the second time in one act looks whether those that it refers to are there still, and
// would wait for whoever holds one of them and waits for this row. No act changes a key.
const LOCK = 'FOR NO KEY UPDATE'
const texts = new Map<string, string>()

function textOf({ sql, lock = false }: Statement): string {
  const key = lock ? `${sql} ${LOCK}` : sql
  const text = texts.get(key) ?? numbered(key)
  texts.set(key, text)
  return text
}

/** Each `?` by its number, as PostgreSQL writes it. No statement has one within a text. */
function numbered(sql: string): string {
  let count = 0
  return sql.replaceAll('?', () => {
    count += 1
    return `$${count}`
  })
}
