/** Reads a SQLite file from one end to the other on a thread and a connection of its own, while the store goes on. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { isDamaged } from '../../../platform/open-database.ts'

const MOST = 20

function damageOf(file: string): string[] {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const lines = database.pragma(`quick_check(${MOST})`) as { quick_check: string }[]
    return lines.map(({ quick_check: line }) => line).filter((line) => line !== 'ok')
  } catch (error) {
    // Pages that cannot be read at all end the check itself.
    if (isDamaged(error)) return [(error as Error).message]
    throw error
  } finally {
    database.close()
  }
}

parentPort?.postMessage(damageOf(String(workerData)))
