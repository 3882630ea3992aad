import t from 'tap'
import { problemOfFault } from '../../../server/http/fault-problems.ts'
import { CLAIMING, CORRECTING, DECIDING_CASE } from '../../../server/routes/case-problems.ts'

const FAULTS = [{ field: 'valid_until', rule: 'not-past', message: 'is already past' }]

t.test('an officer is told who has a case, until when, and what to do', async (t) => {
  const claimed = problemOfFault({ kind: 'claimed', by: 'Әсел', until: 1_795_323_600 }, CLAIMING)
  t.match([claimed.code, claimed.message], ['conflict', /^Әсел has this case until 2026-\d\d-.*: take another one/])
  t.match(problemOfFault({ kind: 'not-claimable', state: 'issued' }, CLAIMING).message, /It is issued/)
})

t.test('what changed is told, the newest of much', async (t) => {
  const edge = { kind: 'payment', subject: 'p', state: 'x', actor: 'payments', at: 1_795_323_600, detail: {} } as const
  const since = Array.from({ length: 12 }, (_, at) => ({ ...edge, edge: `e${at}` }))
  const { message } = problemOfFault({ kind: 'changed', revision: 20, since }, DECIDING_CASE)
  t.match(message, /payment e2 at .*payment e11 at .*revision 20 now/)
  t.notMatch(message, /payment e1 at/)
  t.match(
    problemOfFault({ kind: 'changed', revision: 3, since: [] }, DECIDING_CASE).message,
    /changed since you looked at it\. Look/,
  )
})

t.test('what cannot be issued or corrected names its fields', async (t) => {
  for (const problem of [
    problemOfFault({ kind: 'not-issuable', faults: FAULTS }, DECIDING_CASE),
    problemOfFault({ kind: 'not-corrected', faults: FAULTS }, CORRECTING),
  ])
    t.match([problem.code, problem.message, problem.errors], ['breaks-policy', 'valid_until is already past', FAULTS])
})
