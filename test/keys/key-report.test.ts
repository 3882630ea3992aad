import { join, resolve } from 'node:path'
import t from 'tap'
import { timelineOf } from '#evisa/key-timeline.ts'
import { describeAct, describeMadeKeys, describePublished, describeStore } from '../../keys/key-report.ts'
import { keyWarnings } from '../../keys/key-warnings.ts'
import { trustListDocument } from '../../keys/next-trust-list.ts'
import { DAY, keyDocument, NOW, YEAR } from './made-store.ts'

const key = keyDocument('k0N1dK0N1dA')
const PUBLISH = /npm run keys -- publish/

function describe(now: number, unpublished: readonly string[] = []): string[] {
  const root = { version: 1, iat: NOW, exp: NOW + 5 * YEAR }
  const trust = trustListDocument(3, NOW, [key])
  const situation = { keyring: [key], trust, root, trustRootVersion: 1, rootKeysHere: 3 }
  const warnings = keyWarnings(situation, now)
  return describeStore({ situation, unpublished, warnings, timeline: timelineOf([key], root, now), now }).split('\n')
}

t.test('the list tells each key, what it is for and until when, in at most 100 columns', async (t) => {
  const lines = describe(NOW)
  t.match(lines[0], /^KID +PURPOSE +STATE +SIGNS FROM +SIGNS UNTIL +VERIFIES UNTIL$/)
  t.match(lines[1], /^k0N1dK0N1dA {2}visa +active +2026-11-18 +2027-11-18 +2029-11-17$/)
  t.match(lines[3], 'Trust list version 3, good until 2027-02-16; root 1, good until 2031-11-17')
  t.ok(lines.some((line) => /^k0N1dK0N1dA visa .*\|#+-+$/.test(line)))
  t.match(lines.at(-1), /^! /)
  t.ok(lines.every((line) => line.length <= 100))
})

t.test('what is not published and what has run out is said', async (t) => {
  t.match(describe(NOW, [key.kid])[1], /not published yet$/)
  const expired = describe(NOW + 91 * DAY).join('\n')
  t.match(expired, /Trust list version 3, EXPIRED on 2027-02-16/)
  t.match(expired, /^! The trust list EXPIRED on 2027-02-16: npm run keys -- publish$/m)
  t.match(expired, /^! Root keys lie here \(3\)/m)
})

t.test('after an act it says that nobody knows of it yet', async (t) => {
  t.match(describeAct(key), /^The visa key k0N1dK0N1dA is active\.\nNot in force until .*publish$/)
  const announced = describeAct({ ...key, state: 'announced' })
  t.match(announced, /announced to sign from 2026-11-18T16:06:40\+05:00/)
  t.match(announced, /window/)
  const stolen = describeAct({ ...key, state: 'compromised', compromised_at: NOW + DAY })
  t.match(stolen, /compromised since 2026-11-19T16:06:40\+05:00/)
  t.match(stolen, PUBLISH)
})

t.test('after init it says what to do next, whether the custodians were there or not', async (t) => {
  const dir = resolve('/keys')
  const inside = describeMadeKeys(dir, 'fingerprint', [join(dir, 'root/custodian-1/root-1.pem')], [key], 'the token')
  t.match(inside, /once.*\n +the token/)
  t.match(inside, /offline, .* delete\n +the folder root/)
  t.match(inside, /fingerprint/)
  t.match(inside, PUBLISH)
  t.notMatch(describeMadeKeys(dir, 'fingerprint', ['/media/a/root-1.pem'], [key], ''), /delete/)
  t.match(describePublished({ version: 2, exp: NOW }), /version 2 .* good until 2026-11-18/)
})
