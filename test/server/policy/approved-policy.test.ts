import { join } from 'node:path'
import t from 'tap'
import { defaultEdition, defaultPolicy } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { approvedPolicy } from '../../../server/policy/approved-policy.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { ACT } from '../store/made-visas.ts'

t.test('that of the settings until one is approved, and the same object until the next', async (t) => {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  for (const name of ['a', 'b']) await store.setOperator(name, name, ACT)
  const current = approvedPolicy(store, defaultPolicy())
  const first = await current()
  t.strictSame(first, { revision: 0, ...defaultPolicy() })
  t.equal(await current(), first)
  const edition = { ...defaultEdition(), effective_from: '2026-12-01' }
  const content = { kind: 'policy', edition, overRevision: 0, overHash: '', difference: [], warnings: [] } as const
  const proposal = { id: 'p', title: '', content, reason: 'why', proposedBy: 'a', expiresAt: NOW + 9 }
  await store.addProposal(proposal, ACT)
  t.equal(await current(), first, 'proposed is not approved')
  t.equal(await store.approveProposal('p', 'b', [defaultEdition(), edition], ACT), null)
  const second = await current()
  t.strictSame(second, { revision: 1, editions: [defaultEdition(), edition] })
  t.equal(await current(), second)
  t.same(await approvedPolicy(store, { editions: [] })(), second, 'after a restart, whatever the settings say')
})
