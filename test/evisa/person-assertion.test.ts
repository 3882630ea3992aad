import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { verifyAssertion } from '#evisa/person-assertion.ts'
import { sha256 } from '#evisa/sha256.ts'
import { makeAssertion } from '../../fixtures/made-authenticator.ts'
import { testKey } from '../../fixtures/test-signer.ts'
import { BY_NODE } from '../../platform/assertions-by-node.ts'

// The cases of fixtures/assertion-cases.json are run by test/fixtures/assertion-cases.test.ts and in the browser.
const officer = await testKey('officer', 'root')
const about = { rpId: 'border.example', origins: ['https://border.example'], mayBeSynced: false }
const made = { rpId: 'border.example', origin: 'https://border.example' }

t.test('any text is signed as it is, beyond ASCII too, and no other is taken for it', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (text, other) => {
      const assertion = makeAssertion(officer, { ...made, text })
      const verify = (text: string) => verifyAssertion(assertion, { ...about, text, jwk: officer.jwk }, BY_NODE)
      t.match(await verify(text), { ok: true, value: { counter: 7, synced: false } })
      if (other !== text) t.match(await verify(other), { error: 'assertion/challenge' })
    }),
    { numRuns: 20 },
  )
})

t.test('a key that OpenSSL made, and its own DER with whatever s it drew', async (t) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const base = makeAssertion(officer, { ...made, text: 'pass' })
  const clientHash = await sha256(Buffer.from(base.client_data, 'base64url').toString())
  const signed = Buffer.concat([Buffer.from(base.authenticator_data, 'base64url'), clientHash])
  for (let round = 0; round < 20; round++) {
    const signature = sign('sha256', signed, privateKey).toString('base64url')
    t.ok((await verifyAssertion({ ...base, signature }, { ...about, text: 'pass', jwk }, BY_NODE)).ok)
  }
})

t.test('whatever is sent in its place is answered and never throws', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), fc.anything(), async (assertion, jwk) => {
      t.notOk((await verifyAssertion(assertion, { ...about, text: 'pass', jwk }, BY_NODE)).ok)
    }),
  )
})
