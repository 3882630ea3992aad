import t from 'tap'
import {
  caseCorrection,
  caseEdge,
  type ListedCaseRow,
  listedCase,
  liveClaim,
  otherCase,
  readContent,
} from '../../../server/store/case-rows.ts'

const row: ListedCaseRow = {
  ...{ reference: 'K7Q2M4XN9TBD', state: 'review' as const, dueAt: 9, submittedAt: 1, key: 9 },
  ...{ claimedBy: 'asel', claimedUntil: 100, flags: '["convicted"]', content: '{"purpose":"tourism"}' },
}

t.test('a listed case has its place, its flags, and a claim as long as that lasts', async (t) => {
  t.match(listedCase(row, 99), {
    ...{ place: { key: 9, reference: 'K7Q2M4XN9TBD' }, claim: { by: 'asel', until: 100 } },
    ...{ flags: ['convicted'], content: { purpose: 'tourism' } },
  })
  t.equal(listedCase(row, 100).claim, null)
  t.equal(liveClaim(null, null, 1), null)
})

t.test('what was erased is nothing', async (t) => {
  for (const content of [null, '']) {
    t.equal(readContent(content), null)
    t.equal(otherCase({ reference: 'x', state: 'refused', submittedAt: null, visaNumber: null, content }).content, null)
  }
})

t.test('what an edge says beside its name is read', async (t) => {
  const edge = { kind: 'payment', subject: 'p', edge: 'pay', state: 'paid', actor: 'payments', at: 1 } as const
  t.strictSame(caseEdge({ ...edge, detail: '{"list":1}' }), { ...edge, detail: { list: 1 } })
})

t.test('what an officer said of a correction is read, until it was erased', async (t) => {
  const row = { id: 'c', asked: '{"a":1}', askedAt: 1, decidedBy: null, decidedAt: null, reason: '', visaNumber: null }
  t.match(caseCorrection({ ...row, saidChange: '{"b":2}', saidBy: 'asel', saidAt: 2 }), {
    asked: { a: 1 },
    said: { change: { b: 2 }, by: 'asel', at: 2 },
  })
  t.match(caseCorrection({ ...row, asked: '', saidChange: '', saidBy: 'asel', saidAt: 2 }), { asked: null, said: null })
  t.equal(caseCorrection({ ...row, saidChange: '', saidBy: null, saidAt: null }).said, null)
})
