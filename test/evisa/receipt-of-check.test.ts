import t from 'tap'
import {
  CHECK_RECEIPT_TYP,
  type CheckReceipt,
  documentHash,
  peekReceipt,
  receiptOf,
  signCheckReceipt,
  verifyCheckReceipt,
} from '#evisa/receipt-of-check.ts'
import { importVerificationKey } from '#evisa/root.ts'
import { DAY, makeTrustList, NOW, trustedKey, trustListDocument } from '../made.ts'
import { KEYS, makeKey, signArtefact } from '../made-keys.ts'
import { makeDeviceKey } from '../server/dpop-device.ts'

const trust = await makeTrustList()
const device = await makeDeviceKey()
const other = await makeDeviceKey()
const keyOf = async ({ jwk }: typeof device, id = 'dev-1') => {
  const key = await importVerificationKey(jwk)
  if (key === null) throw new Error('a key')
  return {
    ...{ ...key, device: id, role: 'carrier' as const, carrier: 'KC', saidAt: NOW },
    ...{ enrolledAt: NOW - 1000, revokedAt: null as number | null },
  }
}
const key = await keyOf(device)
const answer = {
  ...({
    outcome: 'refer',
    reason: 'data/status-stale',
    asked_for: '2026-11-22',
    decided_at: NOW,
    online: false,
  } as const),
  findings: [{ reason: 'data/status-stale' }, { reason: 'passport/not-read' }],
  knew: [
    { artefact: 'snapshot', version: 7, age_seconds: 90_000 } as const,
    { artefact: 'status-list', version: null, age_seconds: 90_000 } as const,
  ],
  not_known: ['server'],
}
const situation = {
  audience: 'carrier',
  checkpoint: 'NQZ',
  arrival: '2026-11-22T23:00:00+05:00',
  flight: 'KC104',
} as const
const document = { visaNumber: 'K7Q2M4XN9TBD', passportNumber: 'N1234567', text: null }
const frame = { id: '0193e7a0-0000-7000-8000-000000000000', device: 'dev-1', carrier: 'KC', salt: 's', outage: null }
const receipt = (signed_by: 'authority' | 'device', change: Partial<CheckReceipt> = {}) =>
  receiptOf(answer, situation, document, { ...frame, signed_by }).then((made) => ({ ...made, ...change }))
const ofAuthority = async (change: Partial<CheckReceipt> = {}, by = KEYS.snapshot) =>
  signArtefact(by, CHECK_RECEIPT_TYP, await receipt('authority', change))
const ofDevice = async (change: Partial<CheckReceipt> = {}, by = device) =>
  signCheckReceipt(await receipt('device', change), by)
const faultOf = async (jws: string, by = key, believed = trust) => {
  const verified = await verifyCheckReceipt(jws, believed, by)
  return verified.ok ? null : verified.error
}

t.test('says who asked what, when, by what knowledge, and what came; and names nobody', async (t) => {
  const made = await receipt('device')
  t.match(made, {
    ...{ iat: NOW, signed_by: 'device', audience: 'carrier', checkpoint: 'NQZ', arrival: situation.arrival },
    ...{ flight: 'KC104', outcome: 'refer', reason: 'data/status-stale', asked_for: '2026-11-22', online: false },
    findings: ['data/status-stale', 'passport/not-read'],
    knew: answer.knew,
    not_known: ['server'],
  })
  t.notMatch(JSON.stringify(made), /N1234567|K7Q2M4XN9TBD/)
  const border = await receiptOf(answer, { audience: 'entry', checkpoint: 'NQZ' }, document, {
    ...frame,
    signed_by: 'device',
  })
  t.match(border, { arrival: null, flight: null, audience: 'entry' })
  const long = await receiptOf(answer, situation, document, { ...frame, signed_by: 'device', outage: 'x'.repeat(200) })
  t.equal(long.outage?.length, 60)
})

t.test('the authority’s and the device’s own verify, each by its key', async (t) => {
  t.match(await verifyCheckReceipt(await ofAuthority(), trust, null), { ok: true, value: { signed_by: 'authority' } })
  t.match(await verifyCheckReceipt(await ofAuthority(), trust, key), { ok: true })
  t.match(
    await verifyCheckReceipt(await ofDevice({ carrier: 'FS' }), trust, key),
    { ok: true, value: { carrier: 'KC' } },
    'whose device it is, the authority says',
  )
  t.match(peekReceipt(await ofDevice()), { device: 'dev-1', kid: device.kid })
})

t.test('whatever is not genuine has its fault', async (t) => {
  const jws = await ofDevice()
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const changed = (change: object) => Buffer.from(JSON.stringify({ ...said, ...change })).toString('base64url')
  t.equal(await faultOf(`${header}.${changed({ outcome: 'clear' })}.${signature}`), 'artefact/signature')
  t.equal(await faultOf(`${header}.${changed({ iat: NOW - 1 })}.${signature}`), 'artefact/signature')
  t.equal(await faultOf(jws.slice(0, -5)), 'artefact/format')
  t.equal(await faultOf('x'), 'artefact/format')
  t.equal(await faultOf(`${jws}${'A'.repeat(9000)}`), 'artefact/too-large')
  t.equal(await faultOf(await ofDevice({}, other)), 'receipt/device', 'by another device')
  t.equal(await faultOf(await ofDevice({ device: 'dev-2' })), 'receipt/device')
  t.equal(await faultOf(await ofDevice({ audience: 'entry' })), 'receipt/device', 'a carrier admits nobody')
  t.equal(await faultOf(await ofDevice({ iat: NOW + 600 })), null)
  t.equal(
    await faultOf(await ofDevice({ iat: NOW + 601 })),
    'receipt/not-enrolled',
    'of a time that nobody vouches for',
  )
  t.equal(
    await faultOf(await ofDevice({ signed_by: 'authority' })),
    'artefact/key-unknown',
    'a device is not the authority',
  )
  t.equal(await faultOf(await ofAuthority({ signed_by: 'device' })), 'receipt/device')
  t.equal((await verifyCheckReceipt(await ofAuthority({ signed_by: 'device' }), trust, null)).ok, false)
  t.equal(await faultOf(await ofAuthority({}, KEYS.policy)), 'artefact/key-purpose')
  t.equal(await faultOf(await ofAuthority({}, makeKey('nobody'))), 'artefact/key-unknown')
  t.equal(
    await faultOf(signArtefact(KEYS.snapshot, 'evisa-snapshot+jwt', await receipt('authority'))),
    'artefact/header',
  )
  t.equal(await faultOf(await ofAuthority({ more: 1 } as never)), 'artefact/schema')
  t.equal(await faultOf(await ofAuthority({ iat: NOW - 400 * DAY })), 'artefact/key-not-active')
  const stolen = trustListDocument().keys.map((one) =>
    one.purpose === 'snapshot'
      ? { ...trustedKey(KEYS.snapshot, 'snapshot'), state: 'compromised' as const, compromised_at: NOW }
      : one,
  )
  t.equal(await faultOf(await ofAuthority(), key, await makeTrustList({ keys: stolen })), 'artefact/key-compromised')
})

t.test('a device’s word counts for the time at which it was enrolled', async (t) => {
  const at = async (iat: number, revokedAt: number | null = null) =>
    faultOf(await ofDevice({ iat }), { ...key, revokedAt })
  t.equal(await at(NOW - 1000 - 600), null, 'its clock may be a little behind')
  t.equal(await at(NOW - 1000 - 601), 'receipt/not-enrolled')
  t.equal(await at(NOW, NOW), null)
  t.equal(await at(NOW + 1, NOW), 'receipt/not-enrolled')
})

t.test('the salted hash ties a receipt to one document', async (t) => {
  const hash = await documentHash(document, 's')
  t.equal(hash, await documentHash({ ...document }, 's'))
  t.match(hash, /^[A-Za-z0-9_-]{43}$/)
  const others = [
    documentHash(document, 't'),
    documentHash({ ...document, visaNumber: null }, 's'),
    documentHash({ ...document, passportNumber: 'N1234568' }, 's'),
    documentHash({ ...document, text: 'x' }, 's'),
  ]
  t.equal(new Set([hash, ...(await Promise.all(others))]).size, 5)
  t.equal(await documentHash({ visaNumber: null, passportNumber: null, text: null }, 's'), null, 'nothing was read')
})
