import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { captureDatabases } from '../captured-database.ts'
import { ACT, newVisa } from '../made-visas.ts'
import { AND_LATER } from '../old-conflicts.ts'

t.test('what cannot be noted is not approved, and nothing of it is done', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  for (const name of ['one', 'two']) await store.setOperator(name, name, ACT)
  const visa = await newVisa()
  await store.recordVisas([visa], ACT)
  const content = { kind: 'status', status: 'revoked', visaNumbers: [visa.claims.jti] } as const
  const proposal = { id: 'p', title: 'Revoke', content, reason: 'because', proposedBy: 'one', expiresAt: NOW + 9 }
  await store.addProposal(proposal, ACT)
  opened[0]?.exec(
    "CREATE TEMP TRIGGER fault BEFORE INSERT ON audit WHEN new.act = 'set-status' BEGIN SELECT raise(ABORT, 'a fault'); END",
  )
  await t.rejects(store.approveProposal('p', 'two', null, ACT))
  t.match(await store.findProposal('p'), { state: 'open' })
  t.match(await store.findVisa(visa.claims.jti), { status: 'valid' })
})

t.test('what was decided in a store of before is news to nobody, and what waits there is', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const before = openSqliteStore(file)
  for (const name of ['one', 'two']) await before.setOperator(name, name, ACT)
  const content = { kind: 'status', status: 'revoked', visaNumbers: ['222222222222'] } as const
  for (const id of ['p', 'q'])
    await before.addProposal({ id, title: id, content, reason: id, proposedBy: 'one', expiresAt: NOW + 9 }, ACT)
  await before.declineProposal('p', 'two', ACT)
  await before.close()
  const old = new Database(file)
  old.exec(AND_LATER)
  old.pragma('user_version = 13')
  old.close()
  const store = openSqliteStore(file)
  t.teardown(() => store.close())
  t.strictSame(await store.proposalNews('one', NOW), { waiting: 0, ended: 0 })
  t.strictSame(await store.proposalNews('two', NOW), { waiting: 1, ended: 0 })
  t.strictSame(await store.proposalNews('one', NOW + 9), { waiting: 0, ended: 1 })
})
