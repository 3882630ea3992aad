import t from 'tap'
import { endsBeyond } from '../../../../server/store/backup/ends-beyond.ts'
import { MANIFEST_OF_TESTS } from './made-manifest.ts'

const { ends, epoch } = MANIFEST_OF_TESTS

t.test('a store that has no more than the backup has nothing beyond it', async (t) => {
  t.strictSame(endsBeyond({ ends, epoch }, { ends, epoch }, 'h'), [])
  const older = { ledger: 1, audit: 2, audit_hash: 'older', snapshot: 3 }
  t.strictSame(endsBeyond({ ends: older, epoch }, { ends, epoch }, 'older'), [])
  t.strictSame(endsBeyond({ ends: { ...older, audit: 0, audit_hash: '' }, epoch }, { ends, epoch }, null), [])
})

t.test('says by how much a store goes further', async (t) => {
  const more = { ends: { ledger: 10, audit: 41, audit_hash: 'x', snapshot: 5 }, epoch: { ...epoch, number: 2 } }
  t.strictSame(endsBeyond(more, { ends, epoch }, null), [
    '3 positions of the ledger (10 here, 7 in the backup)',
    '10 rows of the audit trail (41 here, 31 in the backup)',
    '1 snapshots (5 here, 4 in the backup)',
    '1 lives after a restore (2 here, 1 in the backup)',
  ])
})

t.test('finds out that a store went another way, though it goes no further', async (t) => {
  const other = { ...ends, audit: 30, audit_hash: 'another' }
  t.strictSame(endsBeyond({ ends: other, epoch }, { ends, epoch }, 'ours'), [
    'an audit trail that is another one from row 30 on, or before',
  ])
})
