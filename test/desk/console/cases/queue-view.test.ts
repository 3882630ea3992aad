import t from 'tap'
import { queueRow } from '../../../../desk/console/cases/queue-view.ts'
import { AIGUL, IN_ENGLISH } from './made-shown.ts'

const LISTED = {
  ...({ reference: 'K7Q2M4XN9TBD', state: 'review', due_at: 1_795_323_600, overdue: true, submitted_at: 1 } as const),
  ...{ claim: null, flags: ['chargeback'], category: 'B12' },
  holder: { surname: 'PERERA', given_names: 'NIMALI', nationality: 'LKA' },
}

t.test('a case is told by when it is due; where nothing is due any more it is not overdue', async (t) => {
  t.match(queueRow(LISTED, AIGUL, IN_ENGLISH), {
    ...{ address: '/en/cases/K7Q2M4XN9TBD', name: 'PERERA NIMALI', nationality: 'Sri Lanka (LKA)', isOverdue: true },
    ...{ flags: ['bank took the fee back'], due: /2026/, state: 'under review' },
  })
  t.match(queueRow({ ...LISTED, state: 'correction-asked' }, AIGUL, IN_ENGLISH), { isOverdue: false, isDue: false })
  const erased = { ...LISTED, holder: null, category: null, due_at: null, submitted_at: null }
  t.match(queueRow(erased, AIGUL, IN_ENGLISH), {
    name: 'erased',
    nationality: '',
    due: 'no day promised',
    submitted: '',
  })
})
