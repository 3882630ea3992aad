import t from 'tap'
import {
  beginShown,
  countsOf,
  rowsOf,
  saysBefore,
  withAnswers,
  withLines,
} from '../../../../scanner-client/pwa/flights/shown-flight.ts'
import { answerOf, headOfFlight, PLAN } from './made-answers.ts'

t.test('lines that come together are shown together, exceptions first', async (t) => {
  const empty = beginShown(PLAN, null, 1)
  const shown = withLines(empty, [
    { kind: 'flight', head: headOfFlight({ id: 'f-1', arrival: '2026-11-23T01:00:00+05:00' }) },
    { kind: 'answer', answer: answerOf(2, 'clear') },
    { kind: 'answer', answer: answerOf(3, 'refuse') },
    { kind: 'answer', answer: answerOf(4, 'not-applicable') },
    { kind: 'answer', answer: answerOf(5, 'refer') },
    { kind: 'progress', done: 4, total: 5 },
  ])
  t.match(shown, { id: 'f-1', plan: { arrival: '2026-11-23T01:00:00+05:00' }, progress: { done: 4, total: 5 } })
  t.same(
    rowsOf(shown, 'all').map(({ row }) => row),
    [3, 5, 2, 4],
  )
  t.same(countsOf(shown), { clear: 1, refer: 1, refuse: 1, not_applicable: 1 })
  const done = withLines(shown, [{ kind: 'end', revision: 6, counts: countsOf(shown) }])
  t.match(done, { progress: null, revision: 6 })
  t.equal(empty.answers.size, 0, 'what was shown before is as it was')
})

t.test('what changed can be looked at alone, and says what it was', async (t) => {
  const before = withAnswers(beginShown(PLAN, null, 1), [answerOf(2, 'clear'), answerOf(3, 'clear')])
  const again = [answerOf(2, 'refuse'), answerOf(3, 'clear')].map((one) => saysBefore(one, before.answers.get(one.row)))
  const shown = withAnswers(before, again)
  t.same(
    rowsOf(shown, 'changed').map(({ row, changed_from }) => [row, changed_from?.outcome]),
    [[2, 'clear']],
  )
  t.same(
    rowsOf(shown, 'clear').map(({ row }) => row),
    [3],
  )
  const third = saysBefore(answerOf(2, 'refuse'), shown.answers.get(2))
  t.equal(third.changed_from?.outcome, 'clear', 'checked once more with the same answer, it still says so')
})
