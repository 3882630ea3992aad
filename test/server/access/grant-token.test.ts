import t from 'tap'
import { fail } from '#evisa/result.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { hashToken } from '../../../platform/token-text.ts'
import { dpopProofs } from '../../../server/access/dpop-proofs.ts'
import {
  type GrantContext,
  grantToken,
  TOKEN_LIFE_SECONDS,
  TOKENS_A_MINUTE,
  tokenAllowance,
} from '../../../server/access/grant-token.ts'
import { onceOnly } from '../../../server/access/once-only.ts'
import type { AccessToken, Device } from '../../../server/store/device-store.ts'
import { type DeviceKey, makeAssertion, makeDeviceKey, makeProof } from '../dpop-device.ts'

const URL = 'https://evisa.example'
const PATH = '/v1/token'
const key = await makeDeviceKey()
const other = await makeDeviceKey()
const device: Device = {
  ...{
    id: 'dev-0000000001',
    name: 'Booth',
    role: 'border',
    carrier: null,
    station: null,
    administersUntil: null,
    jwk: key.jwk,
  },
  ...{ createdAt: NOW, lastSeenAt: null, revokedAt: null, report: null },
}

const proofs = dpopProofs()
const saved: AccessToken[] = []
const context = {
  store: {
    findDevice: async (id: string) => (id === device.id ? device : null),
    saveAccessToken: async (token: AccessToken) => void saved.push(token),
    isInDoubt: async () => false,
  },
  ...{ proofs, used: onceOnly(600), allowed: tokenAllowance(), issuer: URL },
}

interface Asking {
  readonly assertion?: DeviceKey
  readonly proof?: DeviceKey
  readonly id?: string
  readonly nonce?: string | null
  readonly jti?: string
  readonly clientId?: string
}

async function ask(by: Asking = {}, change: Partial<GrantContext> = {}, at = NOW) {
  const { assertion = key, proof = key, id = device.id, nonce = proofs.nonce(at), jti, clientId } = by
  const now = () => at
  const asked = {
    assertion: await makeAssertion(id, { url: URL, key: assertion, now }, jti === undefined ? {} : { jti }),
    clientId,
    proof: await makeProof({ url: URL, key: proof, now }, { method: 'POST', path: PATH, token: null, nonce }),
    of: { method: 'POST', url: `${URL}${PATH}`, accessToken: null },
  }
  return grantToken(asked, { ...context, ...change }, at)
}

t.test('a device that proves its key is granted a token, of which the hash is kept, bound to that key', async (t) => {
  const granted = await ask()
  if (!granted.ok) return t.fail(JSON.stringify(granted.error))
  t.match(saved, [
    {
      tokenHash: hashToken(granted.value),
      device: device.id,
      jkt: /^[\w-]{43}$/,
      expiresAt: NOW + TOKEN_LIFE_SECONDS,
    },
  ])
})

t.test('nobody else is, and nothing is kept', async (t) => {
  saved.length = 0
  t.strictSame(await ask({ nonce: null }), fail('proof/nonce'))
  t.strictSame(await ask({ id: 'dev-0000000009' }), fail('unknown-device'))
  t.strictSame(await ask({ assertion: other }), fail('unknown-device'), 'an assertion by another key')
  t.strictSame(await ask({ proof: other }), fail('unknown-device'), 'a proof by another key than the assertion')
  t.strictSame(await ask({ clientId: 'dev-0000000009' }), fail('unknown-device'), 'said to be another')
  t.same(saved, [])
  t.match(await ask({ clientId: device.id }), { ok: true })
})

t.test('who proves itself is told why it gets none; nobody is told of another', async (t) => {
  saved.length = 0
  const revoked = { store: { ...context.store, findDevice: async () => ({ ...device, revokedAt: NOW }) } }
  const refused = { kind: 'refused', device: device.id, nonce: 'this-one' }
  t.strictSame(await ask({ jti: 'this-one' }, revoked), fail({ ...refused, because: 'revoked' }))
  t.strictSame(await ask({ jti: 'this-one', proof: other }, revoked), fail('unknown-device'))
  t.strictSame(await ask({ jti: 'this-one', clientId: 'dev-0000000009' }, revoked), fail('unknown-device'))
  t.same(saved, [])
})

t.test('an assertion is good once, and by the key of its device alone', async (t) => {
  t.strictSame(await ask({ jti: 'mine', proof: other }), fail('unknown-device'))
  t.match(await ask({ jti: 'mine' }), { ok: true }, 'who only heard it did not use it up')
  t.strictSame(await ask({ jti: 'mine' }), fail('unknown-device'))
})

t.test('a device asks so often a minute, and nobody else does so in its name', async (t) => {
  const allowed = tokenAllowance()
  for (let at = 0; at < TOKENS_A_MINUTE; at++) await ask({ proof: other }, { allowed })
  const all: unknown[] = []
  for (let at = 0; at <= TOKENS_A_MINUTE; at++) {
    const granted = await ask({}, { allowed })
    all.push(granted.ok ? undefined : granted.error)
  }
  t.same([all.indexOf('too-many-tokens'), all.filter(Boolean).length], [TOKENS_A_MINUTE, 1])
  t.match(await ask({}, { allowed }, NOW + 60), { ok: true })
})

t.test('where no more can be remembered the device is told to wait, not that it is unknown', async (t) => {
  const used = onceOnly(600, 1)
  t.match(await ask({}, { used }), { ok: true })
  saved.length = 0
  t.strictSame(await ask({}, { used }), fail('proof/busy'))
  t.same(saved, [])
})
