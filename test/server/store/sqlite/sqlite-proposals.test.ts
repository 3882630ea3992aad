import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { captureDatabases } from '../captured-database.ts'
import { ACT, newVisa } from '../made-visas.ts'

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
