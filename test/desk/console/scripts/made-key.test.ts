/** A key that a page makes is one that the server takes: what it tells of it is checked as of any other. */
import { createHash } from 'node:crypto'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers'
import t from 'tap'
import { verifyAssertion } from '#evisa/person-assertion.ts'
import { readAssertion } from '../../../../desk/console/sent-keys.ts'
import { bundleOf, chromiumFor, emptyPageServer, openPage } from '../../../browser/chromium.ts'

declare const page: {
  madeKeyOf(person: string): Promise<string | null>
  makeKey(person: string, options: object): Promise<object>
  signByMadeKey(person: string, options: object): Promise<object>
}

t.test('a page makes a key, keeps it, and signs by it', { timeout: 60_000 }, async (t) => {
  const script = await bundleOf(`${import.meta.dirname}/../../../../desk/console/scripts/made-key.ts`)
  const url = (await emptyPageServer(t, script)).replace('127.0.0.1', 'localhost')
  const opened = await openPage(t, await chromiumFor(t), url)
  const challenge = Buffer.alloc(32, 7).toString('base64url')
  t.equal(await opened.evaluate(() => page.madeKeyOf('aigul')), null)
  const made = await opened.evaluate(
    (challenge) => page.makeKey('aigul', { challenge, rp: { id: 'localhost' } }),
    challenge,
  )
  const origin = new URL(url).origin
  const checked = await verifyRegistrationResponse({
    response: made as Parameters<typeof verifyRegistrationResponse>[0]['response'],
    ...{
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: 'localhost',
      requireUserVerification: true,
    },
  })
  t.equal(checked.verified, true)
  t.equal(await opened.evaluate(() => page.madeKeyOf('aigul')), (made as { id: string }).id)
  t.equal(await opened.evaluate(() => page.madeKeyOf('bolat')), null)

  const text = 'a text'
  const asked = { challenge: createHash('sha256').update(text).digest('base64url'), rpId: 'localhost' }
  const signed = await opened.evaluate((asked) => page.signByMadeKey('aigul', asked), asked)
  const key = decodeCredentialPublicKey(checked.registrationInfo?.credential.publicKey ?? new Uint8Array())
  if (!cose.isCOSEPublicKeyEC2(key)) return t.fail('no key of an elliptic curve')
  const text64 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64url')
  const [x, y] = [text64(key.get(cose.COSEKEYS.x)), text64(key.get(cose.COSEKEYS.y))]
  const expected = {
    text,
    jwk: { kty: 'EC', crv: 'P-256', x, y },
    rpId: 'localhost',
    origins: [origin],
    mayBeSynced: false,
  }
  t.match(await verifyAssertion(readAssertion(JSON.stringify(signed)), expected), { ok: true })
  await t.rejects(
    opened.evaluate((asked) => page.signByMadeKey('bolat', asked), asked),
    /no key of this person/,
  )
})
