import t from 'tap'
import {
  caseEdge,
  claimDocument,
  listedCase,
  otherCase,
  placeText,
  readPlace,
  readReference,
  shownState,
} from '../../../server/api-description/case-answers.ts'
import type { ListedCase } from '../../../server/store/case-store.ts'
import { CONTENT } from '../cases/case-scene.ts'

const LISTED: ListedCase = {
  ...{
    reference: 'K7Q2M4XN9TBD',
    state: 'review' as const,
    dueAt: 9,
    submittedAt: 1,
    claim: null,
    flags: ['convicted'],
  },
  ...{ place: { key: 9, reference: 'K7Q2M4XN9TBD' }, content: CONTENT },
}

t.test('a case in the list says whose it is, until when, and whether that is past', async (t) => {
  t.match(listedCase(LISTED, 8), { overdue: false, due_at: 9, holder: { surname: 'PERERA' }, category: 'B12' })
  t.equal(listedCase(LISTED, 9).overdue, true)
  t.equal(listedCase({ ...LISTED, dueAt: null }, 9).overdue, false)
  t.match(listedCase({ ...LISTED, content: null }, 9), { holder: null, category: null })
  t.equal(claimDocument(null), null)
  t.throws(() => shownState('draft'), TypeError)
})

t.test('a place in the list is a text and comes back from it', async (t) => {
  t.equal(placeText(LISTED.place), '9.K7Q2M4XN9TBD')
  t.strictSame(readPlace(placeText(LISTED.place)), LISTED.place)
})

t.test('a reference is read as it is typed', async (t) => {
  t.strictSame(readReference('22-22222 222q'), {
    ok: false,
    error: 'a reference has 12 letters and digits, none of 0 O 1 I L U',
  })
})

t.test('other cases and edges tell what an officer needs, and no more', async (t) => {
  t.strictSame(otherCase({ ...LISTED, visaNumber: null, content: null }), {
    ...{ reference: 'K7Q2M4XN9TBD', state: 'review', submitted_at: 1, visa_number: null, holder: null, category: null },
    ...{ valid_from: null, valid_until: null },
  })
  const edge = {
    kind: 'payment',
    subject: 'p1',
    edge: 'pay',
    state: 'paid',
    actor: 'payments',
    at: 1,
    detail: {},
  } as const
  t.strictSame(caseEdge(edge), { of: 'payment', edge: 'pay', state: 'paid', actor: 'payments', at: 1, detail: {} })
})
