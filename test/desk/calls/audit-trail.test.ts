import t from 'tap'
import type { AuditRow, TrailLine } from '#evisa/audit-row.ts'
import { verifyAuditTrail } from '../../../desk/calls/audit-trail.ts'
import { auditHash } from '../../../platform/audit-hash.ts'
import { makeTrustList, trustedKey } from '../../made.ts'
import { KEYS } from '../../made-keys.ts'
import { checkpointOf, linesOf, madeRows } from '../made-trail.ts'

const trust = await makeTrustList()
const rows = madeRows(9)
const row = (position: number) => rows[position - 1] as AuditRow
/** The first fault of a trail, and its row. */
const fault = async (lines: Iterable<TrailLine>, known?: ReadonlyMap<number, string>) => {
  const verdict = await verifyAuditTrail(lines, trust, known)
  return verdict.fault === null ? 'whole' : `${verdict.fault.reason} ${verdict.fault.position}`
}
/** The trail with other words on some rows, none of them chained anew. */
const withChange = (...changes: readonly (readonly [number, Partial<AuditRow>])[]) =>
  rows.map((one) => ({ ...one, ...changes.find(([position]) => position === one.position)?.[1] }))

t.test('an untouched trail is whole, and says how far its checkpoints vouch for it', async (t) => {
  const verdict = await verifyAuditTrail(linesOf(rows, 3, 7), trust)
  t.match(verdict, { fault: null, rows: 9, checkpoints: 2, vouchedFor: 7, doubts: [] })
  t.same([...verdict.known.keys()], [3, 7, 9])
  t.match(await verifyAuditTrail([], trust), { fault: null, rows: 0, checkpoints: 0, vouchedFor: 0 })
})

t.test('finds the row that was changed, whatever was changed of it', async (t) => {
  for (const change of [{ detail: { reason: 'another' } }, { actor: 'x' }, { at: 0 }, { subject: 'x' }, { prev: 'x' }])
    t.equal(await fault(linesOf(withChange([4, change]))), 'audit/changed 4', JSON.stringify(change))
  const changed = { ...row(4), subject: 'x' }
  const rehashed = { subject: 'x', hash: auditHash(changed) }
  t.equal(await fault(linesOf(withChange([4, rehashed]))), 'audit/unlinked 5', 'its hash made to fit')
  const last = { ...row(9), subject: 'x' }
  t.equal(
    await fault(linesOf(withChange([9, { subject: 'x', hash: auditHash(last) }]))),
    'whole',
    'nothing follows the last one: only a checkpoint or an earlier export shows it',
  )
  t.equal(
    await fault([
      ...linesOf([...rows.slice(0, 8), { ...last, hash: auditHash(last) }]),
      {
        checkpoint: checkpointOf(row(9)),
      },
    ]),
    'audit/rewritten 9',
  )
})

t.test('finds a row that was removed, at the start and in the middle', async (t) => {
  const without = (position: number) => rows.filter((one) => one.position !== position)
  t.equal(await fault(linesOf(without(1))), 'audit/missing 1')
  t.equal(await fault(linesOf(without(5))), 'audit/missing 5')
  const closed = without(5).map((one, at) => ({ ...one, position: at + 1 }))
  t.equal(await fault(linesOf(closed)), 'audit/changed 5', 'the gap closed')
  const rehashed = closed.map((one) => ({ ...one, hash: auditHash(one) }))
  t.equal(await fault(linesOf(rehashed)), 'audit/unlinked 5', 'the gap closed and the hashes made to fit')
})

t.test('the last rows removed are missed by a checkpoint of them, or by an earlier export', async (t) => {
  const rest = rows.slice(0, 6)
  t.equal(await fault(linesOf(rest)), 'whole', 'nothing in the rows themselves shows it')
  t.equal(await fault([...linesOf(rest, 3), { checkpoint: checkpointOf(row(8)) }]), 'audit/cut-off 7')
  const { known } = await verifyAuditTrail(linesOf(rows.slice(0, 8), 2), trust)
  t.equal(await fault(linesOf(rest), known), 'audit/cut-off 7')
  t.equal(await fault([], known), 'audit/cut-off 1')
  t.equal(await fault(linesOf(rows), known), 'whole', 'the trail grew since')
})

t.test('finds rows that were swapped or put in', async (t) => {
  const swapped = [...rows.slice(0, 3), row(5), row(4), ...rows.slice(5)]
  t.equal(await fault(linesOf(swapped)), 'audit/missing 4')
  const renumbered = swapped.map((one, at) => ({ ...one, position: at + 1 }))
  t.equal(await fault(linesOf(renumbered)), 'audit/changed 4')
  t.equal(await fault(linesOf([...rows.slice(0, 3), row(3), ...rows.slice(3)])), 'audit/missing 4', 'one twice')
})

t.test('a whole trail written anew is shown by a checkpoint that was left, and by an earlier export', async (t) => {
  const anew = madeRows(12, { reason: 'nothing happened' })
  t.equal(await fault(linesOf(anew)), 'whole', 'nothing in the rows themselves shows it')
  t.equal(await fault(linesOf(anew, 6)), 'whole', 'nor where the checkpoints were made anew as well')
  const left = linesOf(anew).flatMap((line): TrailLine[] =>
    'row' in line && line.row.position === 4 ? [line, { checkpoint: checkpointOf(row(4)) }] : [line],
  )
  t.equal(await fault(left), 'audit/rewritten 4')
  const { known } = await verifyAuditTrail(linesOf(rows, 9), trust)
  t.equal(await fault(linesOf(anew, 6), known), 'audit/rewritten 9')
  t.equal(await fault([{ checkpoint: checkpointOf(anew[8] as AuditRow) }], known), 'audit/rewritten 9')
})

t.test('a checkpoint that is not genuine is told, and one that stands elsewhere', async (t) => {
  const after = (position: number, checkpoint: string) => [
    ...linesOf(rows.slice(0, position)),
    { checkpoint },
    ...linesOf(rows.slice(position)),
  ]
  const genuine = checkpointOf(row(4))
  const [header, payload] = genuine.split('.')
  const forged = [
    checkpointOf(row(4), KEYS.stranger),
    checkpointOf(row(4), KEYS.status),
    `${header}.${payload}.${checkpointOf(row(5)).split('.')[2]}`,
    '',
    'no checkpoint',
  ]
  for (const checkpoint of forged) t.equal(await fault(after(4, checkpoint)), 'audit/checkpoint 4', checkpoint)
  t.equal(await fault(after(6, genuine)), 'audit/checkpoint 6', 'of an earlier row')
})

t.test('a checkpoint by a key that was stolen since is told, and proves nothing either way', async (t) => {
  const stolen = await makeTrustList({ keys: [trustedKey(KEYS.snapshot, 'snapshot', { state: 'compromised' })] })
  const verdict = await verifyAuditTrail(linesOf(rows, 4), stolen)
  t.match(verdict, { fault: null, rows: 9, checkpoints: 0, vouchedFor: 0, doubts: [4] })
  const earlier = await verifyAuditTrail(linesOf(rows, 9), stolen)
  const anew = linesOf(madeRows(12, { reason: 'nothing happened' }))
  t.match(
    await verifyAuditTrail(anew, stolen, earlier.known),
    { fault: { reason: 'audit/rewritten', position: 9 } },
    'the rows that were kept still show that others stand there now',
  )
})

t.test('a part is whole from its first row on, and is none where the whole is asked for', async (t) => {
  const part = linesOf(rows, 4, 9).slice(2)
  t.match(await verifyAuditTrail(part, trust), { fault: { reason: 'audit/missing', position: 1 } })
  const verdict = await verifyAuditTrail(part, trust, new Map(), true)
  t.match(verdict, { fault: null, from: 3, rows: 9, checkpoints: 2, vouchedFor: 9 })
  t.match(await verifyAuditTrail(linesOf(rows, 9), trust, verdict.known, true), { fault: null, from: 1 })
  t.match(
    await verifyAuditTrail(part, trust, new Map([[2, 'gone']]), true),
    { fault: null },
    'what is before it is not its',
  )
  const changed = part.map((line) =>
    'row' in line && line.row.position === 5 ? { row: { ...line.row, at: 1 } } : line,
  )
  t.match(await verifyAuditTrail(changed, trust, new Map(), true), { fault: { reason: 'audit/changed', position: 5 } })
})
