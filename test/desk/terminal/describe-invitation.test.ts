import t from 'tap'
import {
  describeInvitation,
  describeTakenList,
  type InvitationAnswer,
} from '../../../desk/terminal/describe-invitation.ts'
import { INVITED } from '../../server/store/made-invitations.ts'

const ONE: InvitationAnswer = {
  ...{ invitation: 'K7Q2', state: 'review', origin: 'host', host: 'H2', host_name: 'Steppe\u202e Tours', number: null },
  ...{ content: INVITED, reason: '', changed_at: 1_795_323_600 },
  officers: { created_by: 'host/a', taken_up_by: 'operator/a', decided_by: null },
  messages: [{ author: 'officer', text: 'Which\nhotel?', at: 1_795_323_600 }],
  others: [{ invitation: 'M4XN', state: 'approved' }],
}

t.test('an officer is told all that matters, a line each, whatever others wrote', async (t) => {
  t.strictSame(describeInvitation(ONE).split('\n'), [
    'K7Q2  REVIEW',
    '  Steppe  Tours (H2), host, since 2026-11-22T10:00:00+05:00',
    '  PERERA NIMAL, born 1990-05-04, LKA, passport LKA N1234567',
    '  tourism, B12, entries 1, 2026-12-01 to 2026-12-20, 20 days',
    '  by host/a, taken up by operator/a',
    '  officer, 2026-11-22T10:00:00+05:00: Which hotel?',
    '  ATTENTION: the same passport has M4XN, approved',
  ])
  t.match(describeInvitation({ ...ONE, content: null, reason: 'no' }), /REVIEW \(no\)\n.*\n {2}what it said was erased/)
})

t.test('of a list the sums are told, and each row that is wrong', async (t) => {
  const text = describeTakenList({
    ...{ list: 'l', sums: { all: 4, taken: 1, already: 1, named: 1, skipped: 1 }, ignored: ['Hotel'] },
    rows: [
      { row: 2, became: 'taken', invitation: 'K7Q2', errors: [] },
      {
        row: 3,
        became: 'named',
        invitation: null,
        errors: [{ field: 'purpose', rule: 'x', message: 'takes tourism' }],
      },
    ],
  })
  t.strictSame(text.split('\n'), [
    '4 rows: 1 taken, 1 there already, 1 wrong, 1 skipped (list l)',
    'columns that were not understood: Hotel',
    'row 3: purpose takes tourism',
  ])
})
