import t from 'tap'
import { problemOfFault } from '../../../server/http/fault-problems.ts'
import { INVITATION } from '../../../server/lifecycles/invitation-states.ts'
import {
  CHANGING,
  CLAIMING,
  CONFIRMING,
  fieldsTold,
  LISTING,
  LOOKING_UP,
} from '../../../server/routes/invitation-problems.ts'

const FAULTS = [{ field: 'number', rule: 'check-digit', message: 'is none' }]

t.test('every edge that cannot be taken says what is possible instead', async (t) => {
  for (const edge of [...Object.keys(INVITATION.edges), 'change', 'report-arrival']) {
    if (['reserve', 'give-back', 'use', 'expire'].includes(edge)) continue
    const { message } = problemOfFault({ kind: 'no-such-edge', edge, state: 'used' } as const, CHANGING)
    t.match(message, /^It is used: (?!no )/, edge)
  }
})

t.test('faults of fields are told with all of them, and by name', async (t) => {
  t.strictSame(fieldsTold(FAULTS), ['breaks-policy', 'number is none', { errors: FAULTS }])
  t.match(problemOfFault({ kind: 'host-fields', faults: FAULTS } as const, CLAIMING), {
    code: 'breaks-policy',
    errors: FAULTS,
  })
  t.match(problemOfFault({ kind: 'list-not-read', why: 'the file is empty' } as const, LISTING), {
    message: 'The list was not taken: the file is empty.',
  })
})

t.test('what an officer is told names what stands in the way', async (t) => {
  t.match(
    problemOfFault({ kind: 'number-confirmed', host: 'K7Q2', isOfCounter: true } as const, CONFIRMING).message,
    /confirmed for K7Q2.* in place of K7Q2/,
  )
  t.match(problemOfFault('too-many-misses', LOOKING_UP), { code: 'too-many' })
  t.match(problemOfFault({ kind: 'host-not-confirmed', state: 'refused' } as const, CHANGING).message, /was refused/)
})
