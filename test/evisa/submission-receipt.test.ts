import t from 'tap'
import {
  contentHash,
  SUBMISSION_TYP,
  type SubmissionReceipt,
  verifySubmissionReceipt,
} from '#evisa/submission-receipt.ts'
import { makeClaims, makeTrustList, NOW, trustedKey } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const receipt: SubmissionReceipt = {
  iat: NOW,
  reference: makeClaims().jti,
  revision: 7,
  content: 'A'.repeat(43),
  terms: { revision: 0, effective_from: '2026-01-01' },
  fee: { amount_minor: 6000, currency: 'USD' },
}
const verify = (change: object = {}, key = KEYS.snapshot, typ = SUBMISSION_TYP, known = trust) =>
  verifySubmissionReceipt(signArtefact(key, typ, { ...receipt, ...change }), known)

t.test('a receipt of the authority is believed as it is', async (t) => {
  t.same(await verify(), { ok: true, value: receipt })
  const own = await makeTrustList({ keys: [trustedKey(KEYS.status, 'receipt')] })
  t.same(
    await verify({}, KEYS.status, SUBMISSION_TYP, own),
    { ok: true, value: receipt },
    'by a key of its own purpose, too',
  )
})

t.test('nobody else says what was submitted', async (t) => {
  const fault = async (...of: Parameters<typeof verify>) => {
    const verified = await verify(...of)
    return verified.ok ? 'believed' : verified.error
  }
  t.equal(await fault({}, KEYS.stranger), 'artefact/key-unknown')
  for (const key of [KEYS.status, KEYS.policy, KEYS.visa]) t.equal(await fault({}, key), 'artefact/key-purpose')
  t.equal(await fault({}, KEYS.snapshot, 'evisa-receipts+jwt'), 'artefact/header')
  for (const change of [{ more: 1 }, { fee: 60 }, { reference: 'K7Q2' }, { revision: 0 }])
    t.equal(await fault(change), 'artefact/schema', JSON.stringify(change))
})

t.test('the hash is of the content and the salt, whatever the order of its members', async (t) => {
  const hash = await contentHash({ b: [{ d: 1, c: 'Ә' }], a: null }, 'salt')
  t.equal(await contentHash({ a: null, b: [{ c: 'Ә', d: 1 }] }, 'salt'), hash)
  t.match(hash, /^[A-Za-z0-9_-]{43}$/)
  for (const [content, salt] of [
    [{ b: [{ d: 1, c: 'Ә' }], a: null }, 'another'],
    [{ b: [{ d: 2, c: 'Ә' }], a: null }, 'salt'],
    [{ b: [{ d: 1, c: 'Ә' }] }, 'salt'],
  ] as const)
    t.not(await contentHash(content, salt), hash)
})
