/** The rows of a ledger with so many entries, each of another e-visa, put there without signing them. */
import type Database from 'better-sqlite3'
import type { Filling } from './filled-store.ts'
import { CROSSING, entryOf, filledVisaAt, LEDGER_END } from './filled-visas.ts'

const AT_ONCE = 20_000
/** A run begins one. */
const MOST_EPOCHS = 100

export function fillingOfLedger(count: number): Filling {
  return {
    name: `ledger-${count}`,
    sources: [import.meta.filename, import.meta.resolve('./filled-visas.ts').slice('file://'.length)],
    fill: (database) => fillLedger(database, count),
    isWorn: (database) =>
      (database.prepare<[], number>('SELECT count(*) FROM epochs').pluck().get() ?? 0) > MOST_EPOCHS,
  }
}

function fillLedger(database: Database.Database, count: number): void {
  const crossing = database.prepare(CROSSING)
  const fill = database.transaction((from: number) => {
    for (let at = from; at < Math.min(count, from + AT_ONCE); at++) crossing.run(entryOf(at, filledVisaAt(at).number))
  })
  for (let at = 0; at < count; at += AT_ONCE) fill(at)
  database.prepare(LEDGER_END).run(count, 'h'.repeat(43))
}
