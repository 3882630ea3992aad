import t from 'tap'
import type { TrustedKeyDocument } from '#evisa/trust-list.ts'
import { makeKeyPair } from '../../keys/key-pair.ts'
import { describeMadeKeys, describePublished, describeStore } from '../../keys/key-report.ts'

const NOW = Date.UTC(2026, 10, 22) / 1000
const { kid, jwk } = await makeKeyPair()
const key: TrustedKeyDocument = {
  kid,
  jwk,
  purpose: 'visa',
  alg: 'ES256',
  state: 'active',
  active_from: NOW,
  sign_until: NOW + 365 * 86_400,
  verify_until: NOW + 1095 * 86_400,
}

t.test('the list tells each key, what it is for and until when, in at most 100 columns', async (t) => {
  const text = describeStore([key], { version: 3, exp: NOW + 86_400 }, [], NOW)
  t.match(text, new RegExp(`${kid} +visa +active +2027-11-22 +2029-11-21`))
  t.match(text, /version 3, good until 2026-11-23/)
  t.ok(text.split('\n').every((line) => line.length <= 100))
})

t.test('an expired trust list and root keys that still lie there are said loudly', async (t) => {
  const text = describeStore([key], { version: 3, exp: NOW - 1 }, ['root/root-1.pem'], NOW)
  t.match(text, /EXPIRED on 2026-11-22; run npm run keys -- publish/)
  t.match(text, /Root keys lie here \(1\): move them away/)
})

t.test('after init it says what to do next', async (t) => {
  const text = describeMadeKeys('/keys', 'fingerprint', ['root/root-1.pem'], [key])
  t.match(text, /offline, then delete the folder root/)
  t.match(text, /fingerprint/)
  t.match(describePublished({ version: 2, exp: NOW }), /version 2 .* good until 2026-11-22/)
})
