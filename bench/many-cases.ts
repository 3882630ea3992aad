/** A store with 100,000 applications, in all the states in which they lie there, each with its pages, edges, payment and letters. */
import type Database from 'better-sqlite3'
import { NOW } from '../fixtures/made-world.ts'
import { typedBy } from '../test/server/made-application.ts'
import { CONTENT } from '../test/server/store/made-applications.ts'
import type { Filling } from './filled-store.ts'

export const CASES = 100_000
const CASES_A_PERSON = 2
const STATES = ['draft', 'submitted', 'paid', 'review', 'issued', 'issued', 'issued', 'refused', 'withdrawn', 'lapsed']
const EDGES = ['begin', 'submit', 'pay', 'review']

export const MANY_CASES: Filling = { name: 'cases', sources: [import.meta.filename], fill }

function fill(database: Database.Database): void {
  const add = adding(database)
  const content = JSON.stringify(CONTENT)
  const pages = Object.entries(typedBy('PAPER00000', 'N0000000'))
  const all = database.transaction(() => {
    for (let at = 0; at < CASES; at++) {
      const account = `made-${Math.floor(at / CASES_A_PERSON)}`
      if (at % CASES_A_PERSON === 0) add.account.run(account, `${account}@example.org`)
      const [id, since] = [`MADE${String(at).padStart(8, '0')}`, NOW - 86_400 * 30 + at]
      const state = STATES[at % STATES.length] ?? 'draft'
      add.application.run(id, state, account, content, `LKA:N${at}`, since, since)
      for (const [page, answers] of pages) add.page.run(id, page, JSON.stringify(answers), since)
      for (const [step, edge] of EDGES.entries()) add.edge.run(id, edge, state, `applicant/${account}`, since + step)
      add.payment.run(`payment-${at}`, id, String(100_000_000 + at), at, since, since, since, since)
      for (const kind of ['submitted', 'paid']) add.letter.run(`${kind}-${at}`, kind, id, since)
    }
  })
  all()
}

function adding(database: Database.Database) {
  const of = (sql: string) => database.prepare<(string | number)[]>(sql)
  return {
    account: of(
      `INSERT INTO accounts (id, kind, email, language, created_at, seen_at) VALUES (?, 'applicant', ?, 'en', ${NOW}, ${NOW})`,
    ),
    application: of(
      `INSERT INTO applications (id, state, account, language, revision, content, passport, created_at, changed_at)
       VALUES (?, ?, ?, 'en', 6, ?, ?, ?, ?)`,
    ),
    page: of('INSERT INTO application_pages (application, page, revision, answers, kept_at) VALUES (?, ?, 1, ?, ?)'),
    edge: of(
      `INSERT INTO edges (kind, subject, edge, state, actor, at, detail) VALUES ('application', ?, ?, ?, ?, ?, '{}')`,
    ),
    payment: of(
      `INSERT INTO payments (id, state, application, acquirer, terminal, invoice, tail, amount_minor, currency, expires_at,
         watched_until, created_at, changed_at)
       VALUES (?, 'paid', ?, 'test', 'made', ?, ?, 6000, 'USD', ?, ?, ?, ?)`,
    ),
    letter: of(
      `INSERT INTO letters (id, kind, address, language, about, content, state, created_at)
       VALUES (?, ?, '', 'en', ?, '', 'sent', ?)`,
    ),
  }
}
