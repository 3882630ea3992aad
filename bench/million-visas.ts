/** A store with a million visas, put there without signing them: what is measured is what comes after. */
import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import type { Filling } from './filled-store.ts'

const COUNT = 1_000_000

/** A million e-visas of one key. */
export function fillingOfMillion(kid: string): Filling {
  return {
    name: 'million',
    sources: [import.meta.filename],
    fill: (database) => fillMillion(database, kid),
  }
}

function fillMillion(database: Database.Database, kid: string): void {
  const visa = database.prepare(
    `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list,
       status_index, entries_allowed, entries_used)
     VALUES (?, ?, '', '', '{}', ?, '', ?, ?, ?, 1, ?)`,
  )
  const issued = database.prepare('INSERT INTO issued (kid, payload_hash) VALUES (?, ?)')
  const hashes = Array.from({ length: COUNT }, (_, at) =>
    createHash('sha256').update(String(at)).digest().subarray(0, 16),
  ).sort(Buffer.compare)
  const fill = database.transaction(() => {
    for (let at = 0; at < COUNT; at++) {
      const name = String(at).padStart(8, '0')
      const status = at % 100 === 0 ? 'revoked' : 'valid'
      visa.run(name, kid, name, status, Math.floor(at / VISAS_A_LIST), at % VISAS_A_LIST, at % 2)
    }
    for (const hash of hashes) issued.run(kid, hash)
  })
  fill()
}
