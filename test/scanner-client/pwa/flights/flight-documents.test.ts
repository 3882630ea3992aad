import t from 'tap'
import { Unreachable } from '../../../../scanner-client/offline/http-call.ts'
import { answersOf, headOf, lineOf } from '../../../../scanner-client/pwa/flights/flight-documents.ts'
import { answerOf, headOfFlight } from './made-answers.ts'

t.test('takes what the server says, and what a newer one says besides', async (t) => {
  const head = headOfFlight()
  t.same(headOf(head), head)
  t.match(lineOf({ kind: 'flight', ...head, total: 1 }), { kind: 'flight', head: { id: 'f-0' } })
  t.match(lineOf({ kind: 'answer', ...answerOf(2, 'refer'), newer: 1 }), { kind: 'answer', answer: { row: 2 } })
  t.same(lineOf({ kind: 'progress', done: 1, total: 2 }), { kind: 'progress', done: 1, total: 2 })
  t.match(lineOf({ kind: 'end', revision: 3, counts: head.counts }), { kind: 'end', revision: 3 })
  t.equal(lineOf({ kind: 'later' }), null)
})

t.test('an outcome that is not known here, or no answer at all, is not shown', async (t) => {
  const answer = answerOf(2, 'clear')
  for (const bad of [{ ...answer, outcome: 'fine' }, { ...answer, word: 'OK TO BOARD' }, {}, null, '<html>'])
    t.throws(() => answersOf([answer, bad]), Unreachable)
  t.throws(() => answersOf({}), Unreachable)
  for (const bad of [{ ...headOfFlight(), id: '../devices' }, { ...headOfFlight(), counts: 1 }, undefined])
    t.throws(() => headOf(bad), Unreachable)
})
