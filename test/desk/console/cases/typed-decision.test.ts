import t from 'tap'
import { wordsOf } from '../../../../desk/console/area.ts'
import {
  isTold,
  readTypedDecision,
  type TypedDecision,
  typedInWords,
  typedOfText,
} from '../../../../desk/console/cases/typed-decision.ts'
import { IN_ENGLISH } from './made-shown.ts'

const read = (typed: TypedDecision) => readTypedDecision(typed, wordsOf(IN_ENGLISH))

t.test('a decision is read with what goes with it, and with nothing of another form', async (t) => {
  for (const [typed, value] of [
    [{ decision: 'no-objection', reason: 'x' }, { decision: 'no-objection' }],
    [
      { decision: 'no-objection', why: 'it is a typo' },
      { decision: 'no-objection', reason: 'it is a typo' },
    ],
    [
      { decision: 'refuse', rule: 'identity', reason: 'another person' },
      { decision: 'refuse', rule: 'identity', reason: 'another person' },
    ],
    [
      { decision: 'ask', template: 'journey', text: '' },
      { decision: 'ask', template: 'journey' },
    ],
    [
      { decision: 'ask', template: '', text: 'Where?' },
      { decision: 'ask', text: 'Where?' },
    ],
    [{ decision: 'agree', back: 'x' }, { decision: 'agree' }],
    [
      { decision: 'send-back', back: 'look again' },
      { decision: 'send-back', reason: 'look again' },
    ],
  ] as const)
    t.same(read(typed), { ok: true, value })
})

t.test('what is missing is told beside its field', async (t) => {
  const fields = (typed: TypedDecision) => {
    const answer = read(typed)
    return answer.ok ? [] : answer.error.map(({ field }) => field)
  }
  t.same(fields({ decision: 'refuse', rule: 'of-mine' }), ['rule', 'reason'])
  t.same(fields({ decision: 'refuse', rule: 'identity', reason: 'x'.repeat(2001) }), ['reason'])
  t.same(fields({ decision: 'ask', template: 'of-mine' }), ['text'])
  t.same(fields({ decision: 'ask', template: 'journey', text: 'no' }), ['text'])
  t.same(fields({ decision: 'send-back' }), ['back'])
  t.same(fields({ decision: 'no-objection', why: 'x' }), ['why'])
  t.same(fields({}), ['case'])
  t.ok(isTold('😀😀😀') && !isTold('😀😀'), 'letters are counted as people count them')
})

t.test('a text that was not signed stands in its form again', async (t) => {
  t.same(typedOfText({ decision: 'refuse', place: 'first', rule: 'identity', reason: 'r' }), {
    ...{ decision: 'refuse', rule: 'identity', reason: 'r' },
  })
  t.same(typedOfText({ decision: 'no-objection', place: 'first', reason: '' }), { decision: 'no-objection', why: '' })
  t.same(typedOfText({ decision: 'refuse', place: 'second' }), { decision: 'agree' })
  t.same(typedOfText(null), { decision: 'no-objection', why: '' })
  t.same(typedInWords({ decision: 'refuse', rule: 'identity', reason: 'r', why: '' }), ['r'])
})
