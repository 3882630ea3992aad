import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { proveAssertion } from '../../../server/access/client-assertion.ts'
import type { Device } from '../../../server/store/device-store.ts'
import { makeAssertion, makeDeviceKey } from '../dpop-device.ts'

const URL = 'https://evisa.example'
const key = await makeDeviceKey()
const other = await makeDeviceKey()
const device: Device = {
  id: 'dev-0000000001',
  name: 'Booth',
  role: 'border',
  carrier: null,
  administrator: false,
  jwk: key.jwk,
  createdAt: NOW,
  lastSeenAt: null,
  revokedAt: null,
  report: null,
}
const findDevice = async (id: string) =>
  id === device.id ? device : id === 'dev-revoked' ? { ...device, id, revokedAt: NOW } : null
const context = { url: URL, key, now: () => NOW }

const known = async (assertion: string) =>
  (await proveAssertion(assertion, URL, { findDevice }, NOW))?.device.id ?? null

t.test('a device is who its own key says', async (t) => {
  const assertion = await makeAssertion(device.id, context, { jti: 'one' })
  t.match(await proveAssertion(assertion, URL, { findDevice }, NOW), { device, jti: 'one' })
  t.equal(
    await known(await makeAssertion(device.id, context, { iat: NOW - 90, exp: NOW - 30 })),
    device.id,
    'a slow clock',
  )
})

t.test('what proves nothing is nobody', async (t) => {
  const wrong: Record<string, string> = {
    nothing: '',
    'no JWT': 'a.b.c',
    'a long one': 'x'.repeat(5000),
    'of another key': await makeAssertion(device.id, { ...context, key: other }),
    'of an unknown device': await makeAssertion('dev-0000000009', context),
    'of a revoked device': await makeAssertion('dev-revoked', context),
    'for another server': await makeAssertion(device.id, context, { aud: 'https://evil.example' }),
    'for several servers': await makeAssertion(device.id, context, { aud: [URL, 'https://evil.example'] }),
    'about another device': await makeAssertion(device.id, context, { sub: 'dev-0000000002' }),
    'that has run out': await makeAssertion(device.id, context, { iat: NOW - 200, exp: NOW - 61 }),
    'that is old': await makeAssertion(device.id, context, { iat: NOW - 3600 }),
    'of tomorrow': await makeAssertion(device.id, context, { iat: NOW + 86_400, exp: NOW + 86_460 }),
    'that lives for ever': await makeAssertion(device.id, context, { exp: NOW + 86_400 }),
    'without an end': await makeAssertion(device.id, context, { exp: undefined as never }),
    'without an id': await makeAssertion(device.id, context, { jti: undefined as never }),
  }
  for (const [name, assertion] of Object.entries(wrong)) t.equal(await known(assertion), null, name)
})
