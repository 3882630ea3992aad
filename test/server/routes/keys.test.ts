import t from 'tap'
import { FIRST_PURPOSES } from '#evisa/trust-list.ts'
import { build } from '../build-app.ts'

t.test('the desk reads when keys run out, and nothing that signs; devices and strangers do not', async (t) => {
  const { authority, operator, enrol, nobody } = await build(t)
  const { status, body } = await (await operator('Dana'))('GET', '/v1/keys')
  t.equal(status, 200)
  t.match(body, { root: { version: 1 }, trust_list: { version: 1 }, not_taken: null })
  const purposes = body.keys.map(({ purpose }: { purpose: string }) => purpose)
  t.same(
    FIRST_PURPOSES.filter((purpose) => !purposes.includes(purpose)),
    [],
  )
  t.notMatch(JSON.stringify(body), /jwk|"d"|PRIVATE/)
  t.equal((await authority('GET', '/v1/keys')).status, 200)
  t.equal((await (await enrol('border')).call('GET', '/v1/keys')).status, 403)
  t.equal((await nobody('GET', '/v1/keys')).status, 401)
})
