import t from 'tap'
import {
  decisionRow,
  edgeRow,
  messageRow,
  nameOf,
  otherRow,
  paymentRow,
  ruleInWords,
  valueInWords,
} from '../../../../desk/console/cases/case-history.ts'
import { DECIDED, IN_ENGLISH, SHOWN } from './made-shown.ts'

t.test('what became of a case is told in words', async (t) => {
  const fault = { field: 'passport.expires', rule: 'x', message: 'is too early' }
  t.match(decisionRow({ ...DECIDED, issue_fault: [fault] }, IN_ENGLISH), {
    ...{ officer: 'Marat', place: 'first officer', decision: 'refuse', rule: /not what the passport says/ },
    faults: ['passport.expires is too early'],
  })
  t.equal(ruleInWords('of-tomorrow', IN_ENGLISH), 'of-tomorrow')
  t.match(
    SHOWN.timeline.map((edge) => edgeRow(edge, IN_ENGLISH)),
    [
      { of: 'Application', state: 'new', by: 'payments' },
      { of: 'Application', state: 'under review', by: 'Aigul' },
    ],
  )
  const message = { id: 'm', author: 'traveller', template: null, text: 'yes', answers_to: null, at: 1 }
  t.match(messageRow(message, IN_ENGLISH), { author: 'traveller', text: 'yes' })
  const payment = { state: 'refund-due', amount_minor: 6000, currency: 'USD', captured_at: null, refunded_at: null }
  t.match(paymentRow(payment, IN_ENGLISH), { amount: '60.00\u00a0USD', state: 'to be returned', at: '' })
})

t.test('another case is told with its days and its e-visa, and one that was erased without a name', async (t) => {
  const other = {
    ...({ reference: 'K7Q2M4XN9TBD', state: 'issued', submitted_at: 1, visa_number: '7H2QXM4NT9VB' } as const),
    ...{ holder: null, category: null, valid_from: '2026-12-01', valid_until: '2026-12-20' },
  }
  t.match(otherRow(other, IN_ENGLISH), {
    ...{ address: '/en/cases/K7Q2M4XN9TBD', reference: 'K7Q2-M4XN-9TBD', visa: '7H2Q-XM4N-T9VB', name: 'erased' },
    ...{ days: '1 December 2026 – 20 December 2026', state: 'issued' },
  })
  t.equal(nameOf({ surname: 'MONONYM', given_names: '', nationality: 'IDN' }, IN_ENGLISH), 'MONONYM')
  t.equal(valueInWords('2026-12-01', IN_ENGLISH), '1 December 2026')
  t.equal(valueInWords('PERERA', IN_ENGLISH), 'PERERA')
})
