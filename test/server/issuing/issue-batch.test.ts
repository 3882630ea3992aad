import { randomBytes } from 'node:crypto'
import t from 'tap'
import { issueBatch } from '../../../server/issuing/issue-batch.ts'
import { issueContext } from '../../../server/issuing/issue-context.ts'
import { application, build, NOW } from '../build-app.ts'

t.test('each is answered in its place: issued, against the policy, or not to be read', async (t) => {
  const { store, publisher, keys } = await build(t)
  const services = { store, publisher, keys: async () => keys.current, now: () => NOW, randomBytes, qrPrefix: 'EV1:' }
  const context = await issueContext(services, 'operator/Asel')
  if (!context.ok) return t.fail(context.error)
  const [first, last] = [application(), application()]
  const issued = await issueBatch([7, first, application({ entries: 2 }), { ...last, more: 1 }, last], context.value)
  t.match(issued, [
    { error: [{ field: 'application', rule: 'shape' }] },
    { ok: true, value: { visaSupportNumber: first.visa_support_number, isNew: true } },
    { error: [{ field: 'entries', rule: 'category-entries' }] },
    { error: [{ field: 'more', rule: 'unknown-member' }] },
    { ok: true, value: { visaSupportNumber: last.visa_support_number } },
  ])
  t.equal(await store.countVisas(), 2)
  t.same(await issueBatch([], context.value), [])
})
