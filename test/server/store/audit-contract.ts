/** What every store must do with the audit trail. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { auditHash } from '../../../platform/audit-hash.ts'
import type { AuditEntry } from '../../../server/store/audit-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { entryOf, overrideOf, voidOf } from '../../made-device.ts'
import { enrolledDevice } from './ledger-contract.ts'
import { ACT, newVisa } from './made-visas.ts'

const ENTRY: AuditEntry = { ...ACT, act: 'look-up', subject: 'K7Q2', detail: {} }

/** Runs the contract on a store that `open` gives empty. */
export function auditContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} notes every act that changes something, with the change`, async (t) => {
    const store = await open(t)
    const visa = await newVisa()
    const number = visa.claims.jti
    await store.recordVisas([visa, visa], { actor: 'authority/Aigerim', at: NOW })
    await store.setVisaStatus(number, 'suspended', 'asked about', { actor: 'authority', at: NOW + 1 })
    await store.setVisaStatus('222222222222', 'revoked', 'in vain', ACT)
    const device = await enrolledDevice(store)
    const entry = await device.sign(entryOf(number))
    const override = await device.sign(overrideOf(number))
    const undo = await device.sign(voidOf(number, entry.event.id))
    await store.appendCrossings([entry, override, undo], device.id, NOW + 2)
    await store.appendCrossings([override], device.id, NOW + 3)
    await store.revokeDevice(device.id, ACT)
    await store.revokeDevice(device.id, ACT)
    const made = (path: string, version: number) => {
      return { path, version, kid: 'k', signedAt: NOW, contentHash: 'c', sha256: 's', body: 'b' }
    }
    await store.publish([made('trust', 4), made('status/0', 5), made('policy', 6), made('snapshot', 7)], 0, NOW)
    await store.publish([made('trust', 5)], 0, NOW)
    const rows = await store.auditAfter(0, 100)
    t.same(
      rows.map(({ act, actor, subject }) => `${act} ${subject} by ${actor}`),
      [
        `issue ${number} by authority/Aigerim`,
        `set-status ${number} by authority`,
        'make-enrolment-code border by authority',
        `enrol ${device.id} by ${device.id}`,
        `override ${number} by ${device.id}`,
        `void ${number} by ${device.id}`,
        `revoke-device ${device.id} by authority`,
        'change-keys trust by authority',
        'change-policy policy by authority',
      ],
    )
    t.match(rows[1], { at: NOW + 1, detail: { status: 'suspended', reason: 'asked about' } })
    t.match(rows[4]?.detail, { code: 'STAMPS_CHECKED', supervisor: 'KZ-2', text: 'never stamped' })
  })

  t.test(`${name} chains the rows, whoever writes at once`, async (t) => {
    const store = await open(t)
    t.equal(await store.auditEnd(), null)
    const hostile = `'; DROP TABLE audit; -- \u{1F600}`
    await store.noteActs([{ ...ENTRY, subject: hostile, detail: { text: hostile, count: 3 } }])
    await Promise.all(Array.from({ length: 20 }, () => store.noteActs([ENTRY, ENTRY])))
    const rows = await store.auditAfter(0, 1000)
    t.equal(rows.length, 41)
    t.match(rows[0], { position: 1, prev: '', subject: hostile, detail: { text: hostile, count: 3 } })
    let prev = ''
    for (const [at, row] of rows.entries()) {
      if (row.position !== at + 1 || row.prev !== prev || row.hash !== auditHash(row)) t.fail(`row ${row.position}`)
      prev = row.hash
    }
    t.same(await store.auditEnd(), { position: 41, hash: prev })
    t.same(await store.auditAfter(3, 2), rows.slice(3, 5))
  })

  t.test(`${name} keeps checkpoints, the first of a row`, async (t) => {
    const store = await open(t)
    await store.noteActs([ENTRY, ENTRY, ENTRY])
    await store.saveAuditCheckpoint(3, 'three')
    await store.saveAuditCheckpoint(1, 'one')
    await store.saveAuditCheckpoint(3, 'another')
    t.same(await store.auditCheckpointsAfter(0, 10), [
      { position: 1, jws: 'one' },
      { position: 3, jws: 'three' },
    ])
    t.same(await store.auditCheckpointsAfter(1, 10), [{ position: 3, jws: 'three' }])
    t.same(await store.auditCheckpointsAfter(0, 1), [{ position: 1, jws: 'one' }])
  })
}
