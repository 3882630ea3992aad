import { randomBytes } from 'node:crypto'
import t from 'tap'
import { issueContext } from '../../../server/issuing/issue-context.ts'
import { build, NOW } from '../build-app.ts'

t.test('is of one moment: the policy in force, the key that signs then, and who issues', async (t) => {
  const { store, publisher, keys } = await build(t)
  const services = { store, publisher, keys: async () => keys.current, now: () => NOW, randomBytes, qrPrefix: 'EV1:' }
  const found = await issueContext(services, 'operator/Asel')
  const policy = await publisher.policyInForce()
  t.match(found, { ok: true, value: { policy, actor: 'operator/Asel', now: NOW, qrPrefix: 'EV1:' } })
  t.equal(found.ok && found.value.key.kid, keys.current.key('visa', NOW)?.kid)
  const early = { ...services, publisher: { policyInForce: async () => null } }
  t.strictSame(await issueContext(early, 'operator/Asel'), { ok: false, error: 'no-policy-yet' })
  const keyless = { ...services, keys: async () => ({ ...keys.current, key: () => null }) }
  await t.rejects(issueContext(keyless, 'operator/Asel'), { name: 'NoSigningKey' })
})
