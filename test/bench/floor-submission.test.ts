import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { floorCases } from '../../bench/floor-submission.ts'
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
