import t from 'tap'
import { fail, ok } from '#evisa/result.ts'
import { orProblem } from '../../../server/routes/flight-problems.ts'

t.test('what went well is the value, what did not is a problem with its own words', async (t) => {
  t.equal(orProblem(ok(7)), 7)
  for (const [fault, code, message] of [
    ['flights/too-many', 'too-many', /^2000 flights of your carrier are kept: remove some, or wait/],
    ['flight/other-list', 'conflict', /^This Idempotency-Key was used for another list/],
    ['flight/not-yours', 'not-found', /^You have no flight of this id/],
    ['flight/removed', 'not-found', /^This flight was removed meanwhile\.$/],
    ['flight/busy', 'too-busy', /^This flight is being changed by others: try again\.$/],
  ] as const)
    t.throws(() => orProblem(fail(fault)), { name: 'Problem', code, message })
})

t.test('a list that was not understood is told from one that is too long', async (t) => {
  const message = 'The list was not understood: the file is empty.'
  t.throws(() => orProblem(fail({ reason: 'list/format', message })), { code: 'bad-request', message })
  t.throws(() => orProblem(fail({ reason: 'list/too-long', message })), { code: 'too-large', message })
})

t.test('every fault of a plan is told, by its member', async (t) => {
  const faults = [
    { field: 'arrival', rule: 'past', message: 'is past' },
    { field: 'checkpoint', rule: 'known', message: 'is not known' },
  ] as const
  const expected = { code: 'breaks-policy', message: 'arrival is past; checkpoint is not known', errors: [...faults] }
  t.throws(() => orProblem(fail(faults)), expected)
})
