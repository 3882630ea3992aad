/** The handle that a store keeps to itself: what is set by connection can only be looked at, or tightened, through it. */
import Database from 'better-sqlite3'
import type { Test } from 'tap'

/** Notes every database opened from here on until the test ends. */
export function captureDatabases(t: Test): readonly Database.Database[] {
  const { pragma } = Database.prototype
  const opened: Database.Database[] = []
  Database.prototype.pragma = function (source, options) {
    if (!opened.includes(this)) opened.push(this)
    return pragma.call(this, source, options)
  }
  t.teardown(() => {
    Database.prototype.pragma = pragma
  })
  return opened
}
