import t from 'tap'
import { INVITATION } from '../../../server/lifecycles/invitation-states.ts'
import { toldMachine, unreached } from './told-machine.ts'

t.test('an invitation lives as the table says, and in no other way', async (t) => {
  t.strictSame(toldMachine(INVITATION), {
    'draft -> submitted': 'submit',
    'submitted -> review': 'take-up',
    'review -> information-asked': 'ask',
    'information-asked -> review': 'answer',
    'review -> approved': 'approve',
    'review -> refused': 'refuse',
    'draft -> cancelled': 'call-off',
    'submitted -> cancelled': 'call-off',
    'review -> cancelled': 'call-off',
    'information-asked -> cancelled': 'call-off',
    'approved -> cancelled': 'call-off',
    'approved -> reserved': 'reserve',
    'reserved -> approved': 'give-back',
    'reserved -> used': 'use',
    'approved -> expired': 'expire',
  })
  t.strictSame(unreached(INVITATION), [])
})
