import { createHmac } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, type JWTPayload, SignJWT } from 'jose'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { type DpopProofs, dpopProofs, type ProofOf } from '../../../server/access/dpop-proofs.ts'
import { makeDeviceKey, makeProof } from '../dpop-device.ts'

const URL = 'https://evisa.example'
const PATH = '/v1/crossings'
const TOKEN = 'A'.repeat(43)
const key = await makeDeviceKey()
const other = await makeDeviceKey()
const jkt = await calculateJwkThumbprint(key.jwk)
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const OF: ProofOf = { method: 'POST', url: `${URL}${PATH}`, accessToken: TOKEN }

const proofs = dpopProofs()

interface Made {
  readonly claims?: JWTPayload
  readonly header?: Record<string, unknown>
  readonly by?: typeof key
  readonly nonce?: string | null
  readonly token?: string | null
}

/** A proof that is good but for what is given. */
function proof(
  { claims, header, by = key, nonce, token = TOKEN }: Made = {},
  at: DpopProofs = proofs,
): Promise<string> {
  const said = nonce === undefined ? at.nonce(NOW) : nonce
  return makeProof(
    { url: URL, key: by, now: () => NOW },
    { method: 'POST', path: PATH, token, nonce: said },
    claims,
    header,
  )
}

async function verdict(text: string | undefined, of = OF, now = NOW, thumbprint: string | null = jkt): Promise<string> {
  const verified = await proofs.verify(text, of, thumbprint, now)
  return verified.ok ? 'good' : verified.error
}

t.test('a proof of this request by this key is good once', async (t) => {
  const text = await proof()
  const verified = await proofs.verify(text, OF, jkt, NOW)
  t.match(verified, { ok: true, value: { jwk: key.jwk, jkt, needsNonce: false } })
  t.equal(await verdict(text), 'proof/replayed')
  t.equal(await verdict(await proof()), 'good')
  const first = await proof({ token: null })
  t.equal(await verdict(first, { ...OF, accessToken: null }, NOW, null), 'good', 'before there is a token')
})

t.test('every proof of anything else is refused for what it is', async (t) => {
  const hmac = (by: string) =>
    new SignJWT({ jti: 'x' }).setProtectedHeader({ typ: 'dpop+jwt', alg: by }).sign(Buffer.from('x'.repeat(64)))
  const rsa = await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    true,
    ['sign', 'verify'],
  )
  const rs256 = new SignJWT({ jti: 'x' }).setProtectedHeader({
    typ: 'dpop+jwt',
    alg: 'RS256',
    jwk: await exportJWK(rsa.publicKey),
  })
  const good = await proof()
  const [header, payload, signature = ''] = good.split('.')
  const attacks: readonly (readonly [string, string | undefined, string])[] = [
    ['none at all', undefined, 'proof/missing'],
    ['an empty one', '', 'proof/format'],
    ['two of them', `${good}, ${good}`, 'proof/format'],
    ['one that was cut', good.slice(0, -30), 'proof/signature'],
    ['one in two parts', `${header}.${payload}`, 'proof/format'],
    ['one of 10 kB', await proof({ claims: { jti: 'x'.repeat(10_000) } }), 'proof/format'],
    ['another typ', await proof({ header: { typ: 'jwt' } }), 'proof/header'],
    ['HS256', await hmac('HS256'), 'proof/header'],
    ['RS256 by a key of that kind', await rs256.sign(rsa.privateKey), 'proof/header'],
    ['no key in it', await proof({ header: { jwk: undefined } }), 'proof/header'],
    ['a member more in the header', await proof({ header: { kid: 'x' } }), 'proof/header'],
    ['crit', await proof({ header: { b64: true, crit: ['b64'] } }), 'proof/header'],
    ['a private key in it', await proof({ header: { jwk: { ...key.jwk, d: key.jwk.x } } }), 'proof/header'],
    ['a key off the curve', await proof({ header: { jwk: { ...key.jwk, x: key.jwk.y } } }), 'proof/key'],
    ['another key', await proof({ by: other }), 'proof/key'],
    ['this key named, another signing', await proof({ by: other, header: { jwk: key.jwk } }), 'proof/signature'],
    ['another method', await proof({ claims: { htm: 'GET' } }), 'proof/method'],
    ['another path', await proof({ claims: { htu: `${URL}/v1/token` } }), 'proof/address'],
    ['another server', await proof({ claims: { htu: `https://evil.example${PATH}` } }), 'proof/address'],
    ['an address with a query', await proof({ claims: { htu: `${URL}${PATH}?x` } }), 'proof/address'],
    ['another token', await proof({ token: 'B'.repeat(43) }), 'proof/token'],
    ['no token', await proof({ token: null }), 'proof/token'],
    ['no nonce', await proof({ nonce: null }), 'proof/nonce'],
    ['a nonce of its own', await proof({ nonce: `${NOW.toString(36)}.AAAAAAAAAAAAAAAAAAAAAA` }), 'proof/nonce'],
    ['a nonce of another process', await proof({}, dpopProofs()), 'proof/nonce'],
    ['no jti', await proof({ claims: { jti: '' } }), 'proof/format'],
    ['no time', await proof({ claims: { iat: 'now' as never } }), 'proof/format'],
    [
      'a letter changed',
      `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      'proof/signature',
    ],
  ]
  for (const [name, text, expected] of attacks) t.equal(await verdict(text), expected, name)
  const unsigned = Buffer.from('{"typ":"dpop+jwt","alg":"none"}').toString('base64url')
  t.equal(await verdict(`${unsigned}.${payload}.AAAA`), 'proof/header')
  t.equal(await verdict(good), 'good', 'and the good one was not used up by any of them')
})

t.test('of a signature both forms are good, as devices make them, and the proof once all the same', async (t) => {
  const mirrored = async (text: string) => {
    const [header, payload, signature = ''] = text.split('.')
    const bytes = Buffer.from(signature, 'base64url')
    const s = P256_ORDER - BigInt(`0x${bytes.subarray(32).toString('hex')}`)
    const other = Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
    return `${header}.${payload}.${other.toString('base64url')}`
  }
  const used = await proof()
  t.equal(await verdict(used), 'good')
  t.equal(await verdict(await mirrored(used)), 'proof/replayed')
  t.equal(await verdict(await mirrored(await proof())), 'good')
})

t.test('a nonce is good for five minutes, and a fresh one is due after half of that', async (t) => {
  const at = async (now: number) => {
    const verified = await proofs.verify(await proof(), OF, jkt, now)
    return verified.ok ? verified.value.needsNonce : verified.error
  }
  t.same(await Promise.all([NOW, NOW + 150, NOW + 151, NOW + 300].map(at)), [false, false, true, true])
  t.equal(await at(NOW + 301), 'proof/nonce')
  t.equal(await at(NOW - 1), 'proof/nonce', 'nor one of tomorrow')
  const forged = createHmac('sha256', Buffer.alloc(32)).update(NOW.toString(36)).digest().subarray(0, 16)
  t.equal(await verdict(await proof({ nonce: `${NOW.toString(36)}.${forged.toString('base64url')}` })), 'proof/nonce')
})

t.test('the clock of the device is not asked', async (t) => {
  for (const iat of [0, NOW - 86_400, NOW + 86_400]) t.equal(await verdict(await proof({ claims: { iat } })), 'good')
})
