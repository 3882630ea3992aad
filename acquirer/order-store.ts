/** Where the test acquirer keeps its orders: a SQLite file of its own. */
import { join } from 'node:path'
import { openDatabase } from '../platform/open-database.ts'
import type { Order } from './orders.ts'

export interface Job {
  readonly kind: 'notice' | 'capture' | 'dispute'
  readonly key: string
}

export interface OrderStore {
  byKey(key: string): Order | null
  byInvoice(terminal: string, invoice: string): Order | null
  save(order: Order): void
  /** Newest last. */
  all(): readonly Order[]
  later(job: Job, at: number): void
  /** Takes what is due out. */
  takeDue(now: number): readonly Job[]
  setting(name: string): string | null
  set(name: string, value: string): void
  close(): void
}

export function openOrderStore(file: string): OrderStore {
  const database = openDatabase(file, join(import.meta.dirname, 'migrations'))
  const select = (where: string) => database.prepare<string[], string>(`SELECT document FROM orders ${where}`).pluck()
  const [byKey, byInvoice, all] = [
    select('WHERE key = ?'),
    select('WHERE terminal = ? AND invoice = ?'),
    select('ORDER BY rowid'),
  ]
  const save = database.prepare(
    `INSERT INTO orders (key, terminal, invoice, document) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET document = excluded.document`,
  )
  const later = database.prepare('INSERT INTO jobs (at, kind, key) VALUES (?, ?, ?)')
  const takeDue = database.prepare<[number], Job>('DELETE FROM jobs WHERE at <= ? RETURNING kind, key')
  const setting = database.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const set = database.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const read = (document: string | undefined): Order | null => (document === undefined ? null : JSON.parse(document))
  return {
    byKey: (key) => read(byKey.get(key)),
    byInvoice: (terminal, invoice) => read(byInvoice.get(terminal, invoice)),
    save: (order) => void save.run(order.key, order.terminal, order.invoice, JSON.stringify(order)),
    all: () => all.all().map((document) => JSON.parse(document)),
    later: ({ kind, key }, at) => void later.run(at, kind, key),
    takeDue: (now) => takeDue.all(now),
    setting: (name) => setting.get(name) ?? null,
    set: (name, value) => void set.run(name, value),
    close: () => void database.close(),
  }
}
