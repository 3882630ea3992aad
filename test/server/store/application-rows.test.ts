import t from 'tap'
import {
  type ApplicationRow,
  answersText,
  keptApplication,
  listedApplication,
} from '../../../server/store/application-rows.ts'
import { CONTENT } from './made-applications.ts'

const ROW: ApplicationRow = {
  ...{
    reference: 'K7Q2M4XN9TBD',
    state: 'submitted',
    revision: 3,
    createdAt: 1,
    changedAt: 2,
    submittedAt: 2,
    dueAt: null,
  },
  ...{ termsRevision: 0, termsFrom: '2026-01-01', account: 'a', email: 'a@example.org', language: 'en' },
  ...{
    content: JSON.stringify({ ...CONTENT, copy: 'c' }),
    salt: 'salt',
    receipt: 'jws',
    frozenRevision: 3,
    feeMinor: 0,
    feeCurrency: 'USD',
  },
  ...{ flags: '["convicted"]', paidAt: null, completeAt: null, visaNumber: null, invitation: 'i', passport: 'LKA:N1' },
}

t.test('what was frozen is read whole, or is not there', async (t) => {
  t.match(keptApplication(ROW).frozen, {
    revision: 3,
    content: { copy: 'c' },
    fee: { minor: 0, currency: 'USD' },
    flags: ['convicted'],
    terms: { revision: 0 },
  })
  for (const change of [
    { content: null },
    { content: '' },
    { salt: null },
    { receipt: null },
    { termsFrom: null },
    { feeMinor: null },
  ])
    t.equal(keptApplication({ ...ROW, ...change }).frozen, null, JSON.stringify(change))
})

t.test('of one in a list the terms are told where it has some', async (t) => {
  t.strictSame(listedApplication(ROW).terms, { revision: 0, effectiveFrom: '2026-01-01' })
  t.equal(listedApplication({ ...ROW, termsRevision: null }).terms, null)
})

t.test('the same answers are the same text, whatever their order and letters', async (t) => {
  t.equal(answersText({ b: '\0\uD800🙂', a: true }), answersText({ a: true, b: '\0\uD800🙂' }))
  t.notMatch(answersText({ a: '\0' }), '\0', 'no database would keep it')
  t.strictSame(JSON.parse(answersText({ a: '\0\uD800' })), { a: '\0\uD800' })
})
