import t from 'tap'
import { lookDocument, SAYING_LOOK } from '../../../server/api-description/look-answers.ts'
import { problemOfFault } from '../../../server/http/fault-problems.ts'

t.test('a second look is told with all who decided, and what was found once somebody looked', async (t) => {
  const look = {
    ...{ reference: 'K7Q2M4XN9TBF', decision: 'refuse' as const, decisionSignature: 's', decidedAt: 1, drawnAt: 2 },
    decidedBy: ['Aigul'],
    looked: null,
  } as const
  const told = { reference: 'K7Q2M4XN9TBF', decision: 'refuse', decided_at: 1, decided_by: ['Aigul'], drawn_at: 2 }
  t.strictSame(lookDocument(look), { ...told, looked: null })
  const looked = { by: 'Marat', at: 3, verdict: 'right', reason: '' } as const
  t.strictSame(lookDocument({ ...look, looked }), { ...told, looked })
})

t.test('who looked already is told', async (t) => {
  t.match(problemOfFault({ kind: 'looked-at', by: 'Marat' }, SAYING_LOOK).message, /^Marat looked/)
})
