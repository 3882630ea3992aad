/** An authority in the SQLite file of a folder, with some of everything, for the tests of moving it. */
import type { Test } from 'tap'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { sqliteFile } from '../../../server/store/open-store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { entryOf, exitOf, referralOf, secondLineOf, voidOf } from '../../made-device.ts'
import { newDelivery } from './delivery-contract.ts'
import { enrolledDevice } from './ledger-contract.ts'
import { listedConflicts } from './listed-conflicts.ts'
import { ACT, inOrder, newVisa } from './made-visas.ts'

/** An authority with some of everything in its SQLite file. */
export async function madeAuthority(t: Test) {
  const dataDir = t.testdir()
  const store = openSqliteStore(sqliteFile(dataDir))
  const visas = await Promise.all(Array.from({ length: 12 }, () => newVisa()))
  const [used, revoked, double] = visas
  if (!used || !revoked || !double) throw new Error('three')
  await store.drawStatusPlaces(5, () => inOrder())
  await store.recordVisas(visas, ACT)
  await store.setVisaStatus(revoked.claims.jti, 'revoked', 'Қате', { ...ACT, actor: 'authority/Әсел' })
  const [one, two] = [await enrolledDevice(store), await enrolledDevice(store)]
  const entry = await one.sign(entryOf(used.claims.jti))
  await store.appendCrossings([entry, await one.sign(exitOf(used.claims.jti))], one.id, NOW)
  const twice = [
    await one.sign(entryOf(double.claims.jti)),
    await two.sign(entryOf(double.claims.jti, { at: NOW + 1 })),
  ]
  await store.appendCrossings(twice, two.id, NOW)
  await store.appendCrossings([await two.sign(voidOf(used.claims.jti, entry.event.id))], two.id, NOW)
  const referral = await one.sign(referralOf(double.claims.jti))
  const taken = await one.sign(secondLineOf(double.claims.jti, referral.event.id))
  await store.appendCrossings([referral, taken], one.id, NOW)
  await store.review(
    `late-void:${(await listedConflicts(store)).find(({ kind }) => kind === 'late-void')?.id.slice(10)}`,
    {
      ...ACT,
      verdict: 'close',
      reason: 'no',
    },
  )
  await store.saveReport(one.id, { unsent: 1, headSeq: 2, dataAsOf: null, ledgerAsOf: NOW, wire: 2 }, NOW)
  const artefact = { path: 'snapshot', version: 3, kid: 'k', signedAt: NOW, contentHash: 'c', sha256: 's', body: 'b' }
  await store.publish([artefact, { ...artefact, path: 'trust' }], 0, NOW)
  await store.setCarrier({ id: 'KC', name: "Эйр Астана; '", deviceLimit: 3 }, ACT)
  await store.addEnrolmentCode('used', 'carrier', NOW + 900, ACT, { carrier: 'KC', station: 'NQZ' })
  await store.enrolDevice('used', { id: 'dev-of-kc', name: 'admin', jwk: one.jwk }, ACT)
  await store.addEnrolmentCode('open', 'carrier', NOW + 900, ACT, { carrier: 'KC', station: 'NQZ' })
  const plan = { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:00:00+05:00', departure: null }
  const list = [{ row: 2, reference: '1A', passenger: { ok: false, error: 'қате' } } as const]
  const who = { id: 'f1', owner: 'KC', device: one.id, carrier: 'KC', createdAt: NOW }
  await store.addFlight({ ...who, plan, list, idempotency: { key: 'k', contentHash: 'h' } })
  const { id } = await store.queueDelivery(newDelivery({ visaNumber: used.claims.jti }), ACT)
  await store.claimDelivery(NOW, NOW + 60)
  await store.deliveryBounced({ id, attempts: 1 }, { code: 'smtp/550', text: 'қате' }, ACT)
  await store.queueDelivery(newDelivery({ visaNumber: used.claims.jti, resendOf: id }), ACT)
  for (const name of ['Әсел', 'Bolat', 'Gone']) await store.setOperator(name, `hash of ${name}`, ACT)
  await store.removeOperator('Gone', ACT)
  const numbers = visas.slice(5, 7).map(({ claims }) => claims.jti)
  const change = { kind: 'status', status: 'suspended', visaNumbers: numbers } as const
  const edition = { ...defaultEdition(), effective_from: '2026-12-01' }
  const policy = {
    kind: 'policy',
    edition,
    overRevision: 0,
    overHash: '',
    difference: ['қызыл'],
    warnings: [],
  } as const
  for (const [id, content] of Object.entries({ p1: change, p2: policy, p3: change }))
    await store.addProposal({ id, title: id, content, reason: 'Қате', proposedBy: 'Әсел', expiresAt: NOW + 9 }, ACT)
  await store.approveProposal('p1', 'Bolat', null, ACT)
  await store.approveProposal('p2', 'Bolat', [defaultEdition(), edition], ACT)
  const invited = { supportNumber: 'KZ-2026/001' }
  const applied = { ...(await newVisa({}, invited)), application: { reference: 'REF-1', contentHash: 'h' } }
  await store.recordVisas([applied], ACT)
  await store.replaceVisa(applied.claims.jti, 'Қате', await newVisa({}, invited), ACT)
  await store.saveAuditCheckpoint(2, 'jws')
  return { dataDir, store, visas, one }
}
