import { join } from 'node:path'
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { readMrz } from '#evisa/mrz.ts'
import { parseSituation } from '#evisa/situation.ts'
import { NOW } from '../../../../fixtures/made-world.ts'
import { recordCrossing } from '../../../../scanner-client/offline/record-crossing.ts'
import { check, type Platform } from '../../../../scanner-client/offline/scanner.ts'
import type { ScannerRole } from '../../../../scanner-client/offline/scanner-store.ts'
import { beginTraining, type Training } from '../../../../scanner-client/pwa/training/training-store.ts'
import { openStationStore } from '../../../../scanner-client/station/station-store.ts'
import { STEADY, VERIFY } from '../../made-station.ts'

// The station's storage keeps a key as text.
const extractableKey = () => crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])

async function training(t: Test, role: ScannerRole): Promise<Training & { readonly platform: Platform }> {
  const store = openStationStore(join(t.testdir(), 'training.db'))
  t.teardown(() => store.close())
  const begun = await beginTraining(store, role, extractableKey)
  const { enrolment, now } = begun
  const platform = { store, enrolment, client: null, verify: VERIFY, now, steady: () => STEADY, newId: uuidv7 }
  return { ...begun, platform }
}

function situation(role: ScannerRole, mrz: string) {
  const parsed = parseSituation({
    checkpoint: 'NQZ',
    mrz,
    ...(role === 'carrier' ? { audience: 'carrier', arrival: '2026-11-22T23:00:00+05:00' } : { audience: 'entry' }),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

for (const role of ['carrier', 'border'] as const) {
  t.test(`a ${role} trains on data that verify: everyone gets the answer that is to be expected`, async (t) => {
    const { people, platform } = await training(t, role)
    t.ok(people.length >= 8)
    for (const { name, text, mrz, expected } of people) {
      t.ok(readMrz(mrz).ok, `the passport of ${name} is well formed`)
      const { decision } = await check([text], situation(role, mrz), platform)
      t.equal(decision.outcome, expected[role], `${name}: ${decision.reason}`)
      t.same(decision.warnings, [], `${name}: no data are too old`)
    }
  })
}

t.test('the reasons are those that the people are named after', async (t) => {
  const { people, platform } = await training(t, 'border')
  const reasons: Record<string, string | null> = {}
  for (const { name, text, mrz } of people) {
    reasons[name] = (await check([text], situation('border', mrz), platform)).decision.reason
  }
  t.same(reasons, {
    good: null,
    double: null,
    'other-passport': 'passport/number',
    expired: 'dates/expired',
    revoked: 'status/revoked',
    suspended: 'status/suspended',
    'used-up': 'entries/used-up',
    forged: 'signature/invalid',
    'boarding-pass': 'qr/not-an-evisa',
  })
})

t.test('what is done in training is signed and kept like any other record, by a key of its own', async (t) => {
  const [one, other] = [await training(t, 'border'), await training(t, 'border')]
  t.not(one.enrolment.kid, other.enrolment.kid)
  t.match(one.enrolment, { server: 'https://training.invalid', device: 'training', role: 'border' })
  const [good] = one.people
  if (good === undefined) throw new Error('nobody to train with')
  const asked = situation('border', good.mrz)
  if (asked.audience === 'carrier') throw new Error('a booth is no gate')
  const scan = await check([good.text], asked, one.platform)
  await recordCrossing(scan, asked, null, one.platform)
  t.equal(await one.platform.store.countUnsent(), 1)
  const again = await check([good.text], asked, one.platform)
  t.not(again.decision.outcome, 'clear', 'the visa is used now')
})

t.test('its clock begins at the made moment and goes on', async (t) => {
  const { now } = await training(t, 'carrier')
  const first = now()
  t.ok(first >= NOW && first < NOW + 60)
  await new Promise((resolve) => setTimeout(resolve, 1100))
  t.ok(now() > first)
})

t.test('the key of a page cannot be read out', async (t) => {
  const store = openStationStore(join(t.testdir(), 'training.db'))
  t.teardown(() => store.close())
  await t.rejects(beginTraining(store, 'carrier'), /not extractable/)
})
