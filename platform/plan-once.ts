/** Statements that SQLite plans once, and not each time they are run. */
import type Database from 'better-sqlite3'

/**
 * Lets `prepare` put the sign that changes nothing before each value: `id = +?`. SQLite (since 3.54) looks at a value that is compared with a
 * column while it chooses among plans, and plans anew once that is bound anew; better-sqlite3 clears what was bound after every run, so that a
 * statement with a join or an order is planned at each of them, which takes longer than most take to run. Behind a sign no value is looked
 * at. A `?` has to stand for a value everywhere, not in a text.
 */
export function planOnce(database: Database.Database): void {
  const prepare: Database.Database['prepare'] = database.prepare.bind(database)
  database.prepare = ((sql: string) => prepare(sql.replaceAll('?', '+?'))) as typeof prepare
}
