/** Acts in steps, on SQLite: one synchronous transaction, which has the file for itself from its beginning. */
import type Database from 'better-sqlite3'
import { type Runs, type Statement, type Steps, TakenBack } from '../steps.ts'
import { sqliteAuditor } from './sqlite-audit.ts'

/** Walks the steps of an act; to be called within its transaction. */
export function sqliteWalker(database: Database.Database): <T>(steps: Steps<T>) => T {
  const audit = sqliteAuditor(database)
  const prepared = new Map<string, Database.Statement<unknown[], unknown>>()
  const run = ({ sql, values }: Statement): readonly unknown[] => {
    const statement = prepared.get(sql) ?? database.prepare<unknown[], unknown>(sql)
    prepared.set(sql, statement)
    if (statement.reader) return statement.all(...values)
    statement.run(...values)
    return []
  }
  return <T>(steps: Steps<T>): T => {
    let at = steps.next()
    while (!at.done) {
      if ('note' in at.value) {
        audit(at.value.note)
        at = steps.next([])
      } else at = steps.next(run(at.value))
    }
    return at.value
  }
}

export function sqliteSteps(database: Database.Database): Runs {
  const walk = sqliteWalker(database)
  return {
    act: async <T>(work: () => Steps<T>) => {
      try {
        return database.transaction(() => walk(work())).immediate()
      } catch (error) {
        if (error instanceof TakenBack) return error.answer as T
        throw error
      }
    },
    read: async (work) => walk(work()),
  }
}
