import t from 'tap'
import {
  APPLICATION,
  CASE_STATES,
  isGivenUp,
  isOfficersTurn,
  OFFICERS_TURN,
} from '../../../server/lifecycles/application-states.ts'
import { edgesFrom } from '../../../server/lifecycles/machine.ts'
import { toldMachine, unreached } from './told-machine.ts'

t.test('an application lives as the table says, and in no other way', async (t) => {
  const told = Object.entries(toldMachine(APPLICATION))
  const ending = / -> (withdrawn|lapsed)$/
  t.strictSame(Object.fromEntries(told.filter(([pair]) => !ending.test(pair))), {
    'draft -> submitted': 'submit',
    'submitted -> draft': 'reopen',
    'submitted -> paid': 'pay',
    'paid -> review': 'take-up',
    'review -> information-asked': 'ask',
    'information-asked -> review': 'answer',
    'review -> second-review': 'to-second',
    'second-review -> review': 'back-to-review',
    'review -> no-objection': 'clear',
    'second-review -> no-objection': 'clear',
    'second-review -> refused': 'refuse',
    'review -> refused': 'refuse-alone',
    'no-objection -> issued': 'issue',
    'no-objection -> review': 'not-issued',
    'issued -> correction-asked': 'ask-correction',
    'corrected -> correction-asked': 'ask-correction',
    'correction-asked -> corrected': 'correct',
    'correction-asked -> issued': 'leave-as-is',
    'issued -> revoked': 'revoke',
    'corrected -> revoked': 'revoke',
    'correction-asked -> revoked': 'revoke',
  })
  t.strictSame(unreached(APPLICATION), [])
})

t.test('what is decided is neither withdrawn nor lapses', async (t) => {
  for (const state of ['no-objection', 'issued', 'refused', 'withdrawn', 'revoked'] as const) {
    const ways = edgesFrom(APPLICATION, state).filter((edge) => ['withdraw', 'lapse'].includes(edge))
    t.strictSame(ways, [], state)
  }
})

t.test('what was withdrawn or lapsed came to nothing, and nothing else did', async (t) => {
  t.strictSame(CASE_STATES.filter(isGivenUp).sort(), ['lapsed', 'withdrawn'])
  t.notOk(isGivenUp('draft'))
})

t.test('where it is the turn of the officers, a case is taken up or decided', async (t) => {
  t.ok(OFFICERS_TURN.every(isOfficersTurn))
  t.notOk(isOfficersTurn('information-asked'), 'it is the turn of the traveller')
  const decides = ['take-up', 'clear', 'back-to-review']
  for (const state of OFFICERS_TURN)
    t.ok(
      edgesFrom(APPLICATION, state).some((edge) => decides.includes(edge)),
      state,
    )
  t.equal(CASE_STATES.length, 13)
  t.notOk(
    CASE_STATES.some((state) => APPLICATION.begins.includes(state as 'draft')),
    "a draft is the traveller's alone",
  )
})
