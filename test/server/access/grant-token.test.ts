import t from 'tap'
import { fail } from '#evisa/result.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { dpopProofs } from '../../../server/access/dpop-proofs.ts'
import { grantToken, TOKEN_LIFE_SECONDS } from '../../../server/access/grant-token.ts'
import { onceOnly } from '../../../server/access/once-only.ts'
import { hashToken } from '../../../server/access/token-text.ts'
import type { AccessToken, Device } from '../../../server/store/device-store.ts'
import { type DeviceKey, makeAssertion, makeDeviceKey, makeProof } from '../dpop-device.ts'

const URL = 'https://evisa.example'
const PATH = '/v1/token'
const key = await makeDeviceKey()
const other = await makeDeviceKey()
const device: Device = {
  ...{ id: 'dev-0000000001', name: 'Booth', role: 'border', carrier: null, administrator: false, jwk: key.jwk },
  ...{ createdAt: NOW, lastSeenAt: null, revokedAt: null, report: null },
}

const proofs = dpopProofs()
const saved: AccessToken[] = []
const context = {
  store: {
    findDevice: async (id: string) => (id === device.id ? device : null),
    saveAccessToken: async (token: AccessToken) => void saved.push(token),
  },
  ...{ proofs, used: onceOnly(600), issuer: URL },
}

async function ask(by: { assertion?: DeviceKey; proof?: DeviceKey; id?: string; nonce?: string | null } = {}) {
  const { assertion = key, proof = key, id = device.id, nonce = proofs.nonce(NOW) } = by
  const now = () => NOW
  const asked = {
    assertion: await makeAssertion(id, { url: URL, key: assertion, now }),
    proof: await makeProof({ url: URL, key: proof, now }, { method: 'POST', path: PATH, token: null, nonce }),
    of: { method: 'POST', url: `${URL}${PATH}`, accessToken: null },
  }
  return grantToken(asked, context, NOW)
}

t.test('a device that proves its key is granted a token, of which the hash is kept, bound to that key', async (t) => {
  const granted = await ask()
  if (!granted.ok) return t.fail(granted.error)
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
  t.same(saved, [])
})
