import t from 'tap'
import { readAssertion, readObject, readProof } from '../../../desk/console/sent-keys.ts'

const RESPONSE = { authenticatorData: 'YQ', clientDataJSON: 'Yg', signature: 'Yw', userHandle: 'ZA' }
const SENT = JSON.stringify({ id: 'QQ', response: RESPONSE, type: 'public-key' })
const READ = { credential: 'QQ', authenticator_data: 'YQ', client_data: 'Yg', signature: 'Yw' }

t.test('an answer of a browser is read to what the API takes, and anything else to nothing', async (t) => {
  t.same(readAssertion(SENT), READ)
  t.same(readProof('c', SENT), { sign_in: 'c', assertion: READ })
  t.equal(readProof(), null)
  for (const bent of [
    '',
    'x',
    '[]',
    'null',
    '{}',
    '{"id":"QQ"}',
    '{"id":"QQ","response":{}}',
    '{"id":7,"response":{"authenticatorData":"a"}}',
    JSON.stringify({ id: 'QQ', response: { ...RESPONSE, signature: 7 } }),
  ])
    t.equal(readAssertion(bent), null, bent)
})

t.test('an object is an object', async (t) => {
  t.same(readObject('{"a":1}'), { a: 1 })
  for (const bent of ['[1]', '"a"', 'null', '{']) t.equal(readObject(bent), null, bent)
})
