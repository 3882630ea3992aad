import t from 'tap'
import { AUDIT_TYP, peekAuditCheckpoint, verifyAuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import { FEED_TYP } from '#evisa/feed-page.ts'
import { DAY, makeTrustList, NOW, trustedKey } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const checkpoint = (change: object = {}) => ({ iat: NOW, position: 12, hash: 'A'.repeat(43), ...change })
const fault = async (jws: string, known = trust) => {
  const verified = await verifyAuditCheckpoint(jws, known)
  return verified.ok ? 'believed' : verified.error
}

t.test('a checkpoint of the snapshot key is believed as it is', async (t) => {
  const jws = signArtefact(KEYS.snapshot, AUDIT_TYP, checkpoint())
  t.same(await verifyAuditCheckpoint(jws, trust), { ok: true, value: checkpoint() })
  t.same(peekAuditCheckpoint(jws), { ok: true, value: checkpoint() })
})

t.test('nobody else vouches for the trail', async (t) => {
  t.equal(await fault(signArtefact(KEYS.stranger, AUDIT_TYP, checkpoint())), 'artefact/key-unknown')
  for (const key of [KEYS.status, KEYS.policy, KEYS.visa])
    t.equal(await fault(signArtefact(key, AUDIT_TYP, checkpoint())), 'artefact/key-purpose')
  t.equal(await fault(signArtefact(KEYS.snapshot, FEED_TYP, checkpoint())), 'artefact/header')
  const [header, , signature] = signArtefact(KEYS.snapshot, AUDIT_TYP, checkpoint()).split('.')
  const other = Buffer.from(JSON.stringify(checkpoint({ position: 13 }))).toString('base64url')
  t.equal(await fault(`${header}.${other}.${signature}`), 'artefact/signature')
})

t.test('one of a key that was retired since is still believed, one of a stolen key is not', async (t) => {
  const keys = (change: object) => makeTrustList({ keys: [trustedKey(KEYS.snapshot, 'snapshot', change)] })
  const ended = { sign_until: NOW - DAY, verify_until: NOW - 1 }
  const retired = await keys({ state: 'retired', ...ended })
  const before = signArtefact(KEYS.snapshot, AUDIT_TYP, checkpoint({ iat: NOW - 2 * DAY }))
  t.equal(await fault(before, retired), 'believed')
  t.equal(await fault(signArtefact(KEYS.snapshot, AUDIT_TYP, checkpoint()), retired), 'artefact/key-not-active')
  t.equal(await fault(before, await keys({ state: 'compromised', ...ended })), 'artefact/key-compromised')
})

t.test('another schema is refused', async (t) => {
  for (const change of [{ more: 1 }, { position: 0 }, { position: 1.5 }, { hash: 'short' }, { iat: 'now' }]) {
    const jws = signArtefact(KEYS.snapshot, AUDIT_TYP, checkpoint(change))
    t.equal(await fault(jws), 'artefact/schema', JSON.stringify(change))
    t.same(peekAuditCheckpoint(jws), { ok: false, error: 'artefact/schema' })
  }
})
