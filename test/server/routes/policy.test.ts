import t from 'tap'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { build } from '../build-app.ts'

t.test('the authority and its operators read every edition, devices do not', async (t) => {
  const { authority, operator, enrol, nobody } = await build(t)
  const expected = { revision: 0, ...defaultPolicy() }
  t.same((await authority('GET', '/v1/policy')).body, expected)
  t.same((await (await operator('Dana'))('GET', '/v1/policy')).body, expected)
  t.equal((await (await enrol('border')).call('GET', '/v1/policy')).status, 403)
  t.equal((await nobody('GET', '/v1/policy')).status, 401)
})
