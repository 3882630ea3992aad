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
  ...{ station: null, administersUntil: null },
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
  t.match(await proveAssertion(assertion, URL, { findDevice }, NOW), { device, jti: 'one', refused: null })
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
    'for another server': await makeAssertion(device.id, context, { aud: 'https://evil.example' }),
    'for several servers': await makeAssertion(device.id, context, { aud: [URL, 'https://evil.example'] }),
    'about another device': await makeAssertion(device.id, context, { sub: 'dev-0000000002' }),
    'that lives for ever': await makeAssertion(device.id, context, { exp: NOW + 86_400 }),
    'without an end': await makeAssertion(device.id, context, { exp: undefined as never }),
    'without an id': await makeAssertion(device.id, context, { jti: undefined as never }),
  }
  for (const [name, assertion] of Object.entries(wrong)) t.equal(await known(assertion), null, name)
})

t.test('who proves itself is refused for a reason: its clock, or that it was revoked', async (t) => {
  for (const [what, change] of [
    ['has run out', { iat: NOW - 200, exp: NOW - 61 }],
    ['is old', { iat: NOW - 3600, exp: NOW - 3540 }],
    ['is of tomorrow', { iat: NOW + 86_400, exp: NOW + 86_460 }],
    ['is not yet good', { iat: NOW + 90, nbf: NOW + 90, exp: NOW + 150 }],
  ] as const) {
    const refusedOf = async (id: string, more: object = {}) =>
      (await proveAssertion(await makeAssertion(id, { ...context, ...more }, change), URL, { findDevice }, NOW))
        ?.refused
    t.equal(await refusedOf(device.id), 'time', what)
    t.equal(await refusedOf('dev-revoked'), 'revoked', what)
    t.equal(await refusedOf('dev-revoked', { key: other }), undefined, 'nobody asks for another')
  }
  const revoked = await makeAssertion('dev-revoked', context)
  t.match(await proveAssertion(revoked, URL, { findDevice }, NOW), {
    refused: 'revoked',
    device: { id: 'dev-revoked' },
  })
})
