import { calculateJwkThumbprint } from 'jose'
import t from 'tap'
import { SignedFacts } from '../../../desk/terminal/signed-facts.ts'
import { faultOfSignature, readText, type SignatureAnswer } from '../../../desk/terminal/verify-signature.ts'
import { makeAssertion } from '../../../fixtures/made-authenticator.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { decisionText } from '../../../server/signing/decision-text.ts'

const PLACE = { rp_id: 'evisa.example', origins: ['https://desk.evisa.example'] }
const key = await testKey('verify-signature', 'root')
const other = await testKey('verify-signature, another', 'root')
const { kty, crv, x, y } = key.jwk
const jwk = { kty, crv, x, y } as SignatureAnswer['jwk']

const row = { position: 1, prev: '', at: 100, actor: 'x', hash: '' }
const facts = new SignedFacts()
facts.add({ ...row, act: 'person-make', subject: 'p', detail: { roles: 'administrator' } })
facts.add({
  ...row,
  act: 'person-key',
  subject: 'p',
  detail: { credential: 'AQID', thumbprint: await calculateJwkThumbprint(jwk) },
})

function signature(change: Partial<SignatureAnswer> = {}, time = 200, by = key): SignatureAnswer {
  const text = decisionText({
    ...{ kind: 'person-change', subject: 'c', content: {}, signer: { id: 'p', name: 'P' }, nonce: 'n', time },
  })
  const assertion = makeAssertion(by, { text, rpId: PLACE.rp_id, origin: 'https://desk.evisa.example' })
  return {
    ...{ id: 's', kind: 'person-change', subject: 'c', person: 'p', name: 'P', text, assertion, jwk, at: time + 5 },
    ...{ decision: null, visa: null, ...change },
  }
}

t.test('holds by the key of the trail, of who could sign it then', async (t) => {
  t.equal(await faultOfSignature(signature(), PLACE, facts), null)
  t.equal(await faultOfSignature(signature(), { ...PLACE, rp_id: 'another.example' }, facts), 'signature/invalid')
  t.equal(await faultOfSignature(signature(), { ...PLACE, rp_id: null }, facts), 'signature/invalid')
  t.equal(await faultOfSignature(signature({}, 200, other), PLACE, facts), 'signature/invalid')
  t.equal(await faultOfSignature(signature({ subject: 'd' }), PLACE, facts), 'signature/otherwise')
  t.equal(await faultOfSignature(signature({ at: 801 }), PLACE, facts), 'signature/otherwise')
  t.equal(await faultOfSignature(signature({}, 99), PLACE, facts), 'signature/key', 'before the key was there')
  t.equal(await faultOfSignature(signature(), PLACE, new SignedFacts()), 'signature/key')
})

t.test('a text is one of ours, or none', async (t) => {
  t.match(readText(signature().text), { kind: 'person-change', signer: { id: 'p' } })
  t.same([readText('{}'), readText('no JSON'), readText('null')], [null, null, null])
})
