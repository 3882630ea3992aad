import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { floorCases } from '../../bench/floor-submission.ts'
import { UNDECLARED } from '../../bench/ready-drafts.ts'
import { build } from '../server/build-app.ts'
import { madeApplication, readyApplication } from '../server/made-application.ts'

// Of what a submission may touch.
const GROWS = ['applications', 'invitations', 'edges', 'audit', 'letters', 'payments', 'messages'] as const

function rowsIn(file: string) {
  const database = new Database(file, { readonly: true })
  const count = (table: string) => Number(database.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get())
  const counts = Object.fromEntries(GROWS.map((table) => [table, count(table)]))
  const filled = (table: string) =>
    database
      .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table} WHERE state IN ('submitted', 'reserved')`)
      .all()
      .map((row) => ({ state: row.state, filled: Object.keys(row).filter((column) => row[column] !== null) }))
  const stands = [...filled('applications'), ...filled('invitations')]
  database.close()
  return { counts, stands }
}

const grown = (before: Record<string, number>, after: Record<string, number>) =>
  Object.fromEntries(GROWS.map((table) => [table, (after[table] ?? 0) - (before[table] ?? 0)]))

t.test('the raw side writes the rows that a submission writes', async (t) => {
  const built = await build(t)
  const ours = join(built.dir, 'authority.db')
  await readyApplication(built)
  const none = rowsIn(ours).counts
  await readyApplication(built)
  const before = rowsIn(ours).counts
  await madeApplication(built)
  const after = rowsIn(ours)
  const draft = grown(none, before)
  const whole = grown(before, after.counts)

  const file = join(built.dir, 'floor.db')
  const cases = await floorCases(file, 1)
  const floorBefore = rowsIn(file)
  t.same(floorBefore.stands, [])
  t.ok(cases.submit(cases.drafts[0]?.reference ?? '', 'a receipt'))
  const floorAfter = rowsIn(file)
  cases.close()

  const submitted = Object.fromEntries(GROWS.map((table) => [table, (whole[table] ?? 0) - (draft[table] ?? 0)]))
  t.same(grown(floorBefore.counts, floorAfter.counts), submitted)
  t.ok((submitted.edges ?? 0) > 0)
  t.same(floorAfter.stands, after.stands)
})

t.test('what is no case of it is refused', async (t) => {
  const cases = await floorCases(join(t.testdir(), 'floor.db'), 1)
  t.throws(() => cases.submit('AAAA', ''), /not a case/)
  cases.close()
})

t.test('what is agreed to is written with it, for who is signed in with the case and nobody else', async (t) => {
  const file = join(t.testdir(), 'floor.db')
  const cases = await floorCases(file, 2, UNDECLARED)
  const [one, other] = cases.drafts
  if (one === undefined || other === undefined) return t.fail('no drafts')
  t.notOk(cases.declare(one.reference, other.session, { is_true: 'yes' }, 'a receipt'))
  t.same(rowsIn(file).stands, [])
  t.ok(cases.declare(one.reference, one.session, { is_true: 'yes' }, 'a receipt'))
  cases.close()
  const database = new Database(file, { readonly: true })
  const kept = database
    .prepare(
      `SELECT a.state, a.revision, a.frozen_revision, p.revision AS page, p.answers FROM applications a
         JOIN application_pages p ON p.application = a.id AND p.page = 'declaration' WHERE a.id = ?`,
    )
    .get(one.reference)
  database.close()
  const revision = one.revision + 1
  const answers = '{"is_true":"yes"}'
  t.strictSame(kept, { state: 'submitted', revision, frozen_revision: revision, page: revision, answers })
})
