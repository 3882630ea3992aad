import t from 'tap'
import { type CrossingReceipt, RECEIPTS_TYP, verifyReceipts } from '#evisa/crossing-receipt.ts'
import { FEED_TYP } from '#evisa/feed-page.ts'
import { makeTrustList, NOW, trustedKey } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const receipt: CrossingReceipt = {
  hash: 'A'.repeat(43),
  result: 'stored',
  because: null,
  position: 1,
  received_at: NOW,
  used_by: null,
}
const document = (change: object = {}) => ({ iat: NOW, device: 'dev-0000000001', receipts: [receipt], ...change })

t.test('receipts of the snapshot key are believed as they are', async (t) => {
  const used_by = { id: '01934f00-0000-7000-8000-000000000001', at: NOW, checkpoint: 'NQZ', device: 'dev-2' }
  const refused = { ...receipt, result: 'refused', because: 'entries/used-up', used_by }
  const rejected = {
    ...receipt,
    result: 'rejected',
    because: 'event/kid',
    hash: null,
    position: null,
    received_at: null,
  }
  const all = document({ receipts: [receipt, refused, rejected] })
  t.same(await verifyReceipts(signArtefact(KEYS.snapshot, RECEIPTS_TYP, all), trust), { ok: true, value: all })
})

t.test('nobody else says what was handed in', async (t) => {
  const fault = async (key: typeof KEYS.snapshot, typ = RECEIPTS_TYP, known = trust) => {
    const verified = await verifyReceipts(signArtefact(key, typ, document()), known)
    return verified.ok ? 'believed' : verified.error
  }
  t.equal(await fault(KEYS.stranger), 'artefact/key-unknown')
  for (const key of [KEYS.status, KEYS.policy, KEYS.visa]) t.equal(await fault(key), 'artefact/key-purpose')
  t.equal(await fault(KEYS.snapshot, FEED_TYP), 'artefact/header')
  const stolen = await makeTrustList({ keys: [trustedKey(KEYS.snapshot, 'snapshot', { state: 'compromised' })] })
  t.equal(await fault(KEYS.snapshot, RECEIPTS_TYP, stolen), 'artefact/key-compromised')
})

t.test('another schema is refused', async (t) => {
  for (const change of [{ more: 1 }, { receipts: receipt }, { receipts: [{ ...receipt, result: 'perhaps' }] }]) {
    const verified = await verifyReceipts(signArtefact(KEYS.snapshot, RECEIPTS_TYP, document(change)), trust)
    t.same(verified, { ok: false, error: 'artefact/schema' }, JSON.stringify(change))
  }
})
