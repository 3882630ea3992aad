import { join } from 'node:path'
import t from 'tap'
import { documentHash, peekReceipt, verifyCheckReceipt } from '#evisa/receipt-of-check.ts'
import { importVerificationKey } from '#evisa/root.ts'
import { makeReceipt } from '../../../scanner-client/offline/make-receipt.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { makeTrustList, NOW } from '../../made.ts'
import { enrol, STATION_KEY } from '../made-station.ts'

const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: '2026-11-22T23:00:00+05:00' } as const
const visa = {
  ...{ visa_number: 'K7Q2M4XN9TBD', category: 'B12', valid_from: '2026-11-01', valid_until: '2026-11-30' },
  ...{ surname: 'PERERA', given_names: 'NIMALI', passport_number: 'N1234567' },
}
const decision = {
  ...({ outcome: 'refer', reason: 'data/none', findings: [{ reason: 'data/none' }], asked_for: '2026-11-22' } as const),
  ...{ decided_at: NOW, online: false, knew: [], not_known: ['server', 'trust-list'] },
}

t.test('a scanner that is cut off signs what it decided, and names nobody', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  const scan = { decision: { ...decision, visa }, offlineBecause: 'connect ECONNREFUSED 127.0.0.1:8080' }
  await t.rejects(makeReceipt(scan, situation, ['x'], store), { message: /enrol this scanner/ })
  await enrol(store)
  const [one, other] = [
    await makeReceipt(scan, situation, ['x'], store),
    await makeReceipt({ ...scan, decision: { ...decision, visa: null } }, situation, ['x'], store),
  ]
  const imported = await importVerificationKey(STATION_KEY.jwk)
  if (imported === null) throw new Error('no key')
  const key = {
    ...{ ...imported, device: 'booth-7', role: 'carrier' as const, carrier: 'KC' },
    ...{ enrolledAt: NOW - 100, revokedAt: null, saidAt: NOW },
  }
  const verified = await verifyCheckReceipt(one.receipt, await makeTrustList(), key)
  t.match(verified, {
    ok: true,
    value: {
      ...{ signed_by: 'device', device: 'booth-7', carrier: 'KC', iat: NOW, outcome: 'refer', reason: 'data/none' },
      ...{ online: false, outage: /ECONNREFUSED/, flight: null, not_known: ['server', 'trust-list'] },
    },
  })
  t.notMatch(
    Buffer.from(one.receipt.split('.')[1] ?? '', 'base64url').toString(),
    /PERERA|NIMALI|N1234567|K7Q2M4XN9TBD/,
  )
  const proven = { visaNumber: visa.visa_number, passportNumber: visa.passport_number, text: null }
  t.equal(peekReceipt(one.receipt)?.document, await documentHash(proven, one.salt))
  const text = { visaNumber: null, passportNumber: null, text: 'x' }
  t.equal(
    peekReceipt(other.receipt)?.document,
    await documentHash(text, other.salt),
    'of what proved nothing, the text',
  )
  t.not(one.salt, other.salt)
})
