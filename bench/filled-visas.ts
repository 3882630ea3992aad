/**
 * The rows of an authority with so many e-visas, of the sizes that real ones have, put there without signing them. Every
 * other one has one entry, used up; one in a hundred is revoked.
 */
import { createHash, hash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { NOW } from '../fixtures/made-world.ts'
import { visaNumberAt } from './feed-entries.ts'
import type { Filling } from './filled-store.ts'
import { holderClaims } from './made-visas.ts'

const AT_ONCE = 20_000
const HOLDERS = 1000
const BOOTHS = 2000
const KID = 'b'.repeat(43)
const SIGNATURE = 'S'.repeat(86)
const QR_TEXT = `EV1:${'1'.repeat(300)}`
const EVENT = 'x'.repeat(720)
/** Spreads the numbers: in order of their places they would fill an index as no real ones do. */
const STRIDE = 7919
const NUMBERS = 21_000_000

export const CROSSING = `INSERT INTO crossings (position, feed_position, hash, prev, id, visa_number, device, seq, crossing, standing,
  allowed, until, jws, receipt, received_at, received_from)
  VALUES (@position, @position, @hash, @prev, @id, @number, @device, @seq, @crossing, 'counts', 1, '2027-01-20',
  @jws, @receipt, @at, @device)`

/** Where the ledger ends, which the next entry goes on from. */
export const LEDGER_END = 'INSERT INTO ledger_heads (position, head) VALUES (?, ?)'

export function fillingOfVisas(count: number): Filling {
  return {
    name: `scale-${count}`,
    sources: [import.meta.filename],
    fill: (database) => {
      fillVisas(database, count)
      fillRegister(database, count)
    },
    // Each run admits some: past a fifth more entries the smallest would be another store.
    isWorn: (database) => {
      const entries = database.prepare<[], number>('SELECT max(position) FROM crossings').pluck().get() ?? 0
      return entries > count / 2 + count / 5
    },
  }
}

/** The number, invitation and passport of the e-visa at a place from 0 on. */
export function filledVisaAt(at: number) {
  const number = visaNumberAt((at * STRIDE) % NUMBERS)
  return { number, invitation: `KZ-${at}`, passport: `LKA:N${at}`, isUsed: at % 2 === 1, isRevoked: at % 100 === 0 }
}

function fillVisas(database: Database.Database, count: number): void {
  const visa = database.prepare(
    `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list,
       status_index, entries_allowed, entries_used) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)`,
  )
  const audit = database.prepare(
    `INSERT INTO audit (position, prev, at, actor, act, subject, detail, hash)
     VALUES (?, ?, ?, 'authority', 'issue', ?, '{}', ?)`,
  )
  const crossing = database.prepare(CROSSING)
  const holders = Array.from({ length: HOLDERS }, (_, seed) => holderClaims(seed))
  const fill = database.transaction((from: number) => {
    for (let at = from; at < Math.min(count, from + AT_ONCE); at++) {
      const { number, invitation, passport, isUsed, isRevoked } = filledVisaAt(at)
      const [list, idx] = [Math.floor(at / VISAS_A_LIST), at % VISAS_A_LIST]
      const status = { status_list: { idx, uri: `${STATUS_LIST_URN}${list}` } }
      const claims = JSON.stringify({ ...holders[at % HOLDERS], jti: number, status })
      const jws = `${Buffer.from(`{"kid":"${KID}"}`).toString('base64url')}.${Buffer.from(claims).toString('base64url')}.${SIGNATURE}`
      const set = isRevoked ? 'revoked' : 'valid'
      visa.run(number, KID, jws, QR_TEXT, claims, invitation, passport, set, list, idx, isUsed ? 1 : 0)
      audit.run(at + 1, hashOf('audit', at), NOW, number, hashOf('audit', at + 1))
      if (isUsed) crossing.run(entryOf(at >> 1, number))
    }
  })
  for (let at = 0; at < count; at += AT_ONCE) fill(at)
  database.prepare(LEDGER_END).run(count >> 1, hashOf('head', count))
}

/** The entry at a place of the ledger, from 0 on. */
export function entryOf(at: number, number: string) {
  const device = `dev-${String(900_000 + (at % BOOTHS)).padStart(10, '0')}`
  const id = `0193510e-0000-7000-8000-${String(at).padStart(12, '0')}`
  const when = NOW - 20 * 86_400 + at
  const told = { id, visa_number: number, action: 'entry', device, checkpoint: 'NQZ', at: when }
  const [own, before] = [hashOf('event', at), at < BOOTHS ? null : hashOf('event', at - BOOTHS)]
  const receipt = { hash: own, result: 'stored', because: null, position: at + 1, received_at: when, used_by: null }
  return {
    ...{ position: at + 1, hash: own, prev: before, id, number, device, seq: 1 + Math.floor(at / BOOTHS) },
    ...{ crossing: JSON.stringify(told), jws: EVENT, receipt: JSON.stringify(receipt), at: when },
  }
}

// In the order of the index, which is the whole table.
function fillRegister(database: Database.Database, count: number): void {
  const issued = database.prepare('INSERT INTO issued (kid, payload_hash) VALUES (?, ?)')
  const hashes = Array.from({ length: count }, (_, at) =>
    createHash('sha256').update(String(at)).digest().subarray(0, 16),
  ).sort(Buffer.compare)
  database.transaction(() => {
    for (const one of hashes) issued.run(KID, one)
  })()
}

function hashOf(kind: string, at: number): string {
  return hash('sha256', `${kind} ${at}`, 'base64url')
}
