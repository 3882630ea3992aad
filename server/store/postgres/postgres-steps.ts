/** Acts in steps, on PostgreSQL: a transaction that waits for each statement, and notes what it did last of all. */
import type { AuditEntry } from '../audit-store.ts'
import { type Runs, type Statement, type Steps, TakenBack } from '../steps.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'

export function postgresSteps(connection: Connection): Runs {
  const texts = new Map<string, string>()
  const textOf = ({ sql, lock = false }: Statement) => {
    const key = lock ? `${sql} FOR UPDATE` : sql
    const text = texts.get(key) ?? numbered(key)
    texts.set(key, text)
    return text
  }
  const walk = async <T>(steps: Steps<T>, on?: Queries) => {
    const notes: AuditEntry[] = []
    let at = steps.next()
    while (!at.done) {
      if ('note' in at.value) {
        notes.push(at.value.note)
        at = steps.next([])
      } else at = await next(steps, at.value, on)
    }
    return { value: at.value, notes }
  }
  // What a statement fails with is thrown where the act waits for it, as on SQLite.
  const next = async <T>(steps: Steps<T>, statement: Statement, on?: Queries) =>
    steps.next(await connection.rows(textOf(statement), statement.values, on))
  return {
    act: async <T>(work: () => Steps<T>) => {
      try {
        return await connection.transaction(async (on) => {
          const { value, notes } = await walk(work(), on)
          await noteActs(connection, notes, on)
          return value
        })
      } catch (error) {
        if (error instanceof TakenBack) return error.answer as T
        throw error
      }
    },
    read: async (work) => (await walk(work())).value,
  }
}

/** Each `?` by its number, as PostgreSQL writes it. No statement has one within a text. */
function numbered(sql: string): string {
  let count = 0
  return sql.replaceAll('?', () => {
    count += 1
    return `$${count}`
  })
}
