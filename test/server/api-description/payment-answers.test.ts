import t from 'tap'
import { Compile } from 'typebox/schema'
import { NOW } from '../../../fixtures/made-world.ts'
import {
  CasePaymentsDocument,
  casePaymentsDocument,
  DeskPaymentDocument,
  deskPaymentDocument,
  OWE_BACK_PROBLEMS,
  PAYMENT_PROBLEMS,
  PaymentDocument,
  paymentDocument,
  SETTLEMENT_PROBLEMS,
  SettlementDocument,
  SettlementsDocument,
  settlementDocument,
} from '../../../server/api-description/payment-answers.ts'
import { problemOfFault } from '../../../server/http/fault-problems.ts'
import { PAYMENT } from '../../../server/lifecycles/payment-states.ts'
import { ADVICE } from '../../../server/payments/payment-advice.ts'
import { storedPayment } from '../store/stored-payment.ts'

t.test('a payment in any state is of the shape that is described', async (t) => {
  const states = [...new Set([...PAYMENT.begins, ...Object.values(PAYMENT.edges).map(({ to }) => to)])]
  t.equal(states.length, 17)
  for (const state of states) {
    const payment = storedPayment({ state })
    t.ok(Compile(PaymentDocument).Check(paymentDocument(payment, NOW)), state)
    t.ok(Compile(DeskPaymentDocument).Check(deskPaymentDocument(payment, NOW)), state)
    const fee = { feeMinor: 6000, feeCurrency: 'USD' }
    const found = { reference: 'K7Q2M4XN9TBD', state: 'submitted', language: 'en', ...fee } as const
    const document = casePaymentsDocument({ ...found, paidAt: null, payments: [payment] }, NOW)
    t.ok(Compile(CasePaymentsDocument).Check(document), state)
    t.ok(ADVICE.includes(document.advice.code))
  }
})

t.test('a traveller is told nothing of terminals, transactions and reasons', async (t) => {
  const told = paymentDocument(
    storedPayment({ transactionId: 'secret-t', reason: 'secret-r', terminal: 'secret-m' }),
    NOW,
  )
  t.notMatch(JSON.stringify(told), /secret/)
})

t.test('a settlement is of the shape that is described', async (t) => {
  const findings = [{ line: 2, kind: 'unknown-invoice', invoice: '123456' }]
  const settled = { fileHash: 'ab', terminal: '1', lines: 1, findings, readBy: 'operator/a', readAt: NOW }
  t.ok(Compile(SettlementDocument).Check(settlementDocument(settled)))
  t.ok(Compile(SettlementsDocument).Check({ settlements: [settlementDocument(settled)] }))
})

t.test('a file that was not taken is told by its terminal, and why', async (t) => {
  const terminals = [
    { terminal: '1', code: 'not-reached 500', why: 'the bank did not answer (500)' },
    { terminal: '2', code: 'no-settlement', why: 'line 3: the time is none' },
  ]
  t.match(problemOfFault({ kind: 'no-settlement', terminals }, SETTLEMENT_PROBLEMS), {
    code: 'conflict',
    message: /^Not taken: of terminal 1, the bank did not answer \(500\); of terminal 2, line 3: the time is none\. /,
  })
  t.match(problemOfFault({ kind: 'no-such-day', day: '2026-11-31' }, SETTLEMENT_PROBLEMS), { code: 'bad-request' })
  t.match(problemOfFault('no-acquirer', SETTLEMENT_PROBLEMS), { code: 'not-built', message: /EVISA_ACQUIRER_URL/ })
})

t.test('whatever keeps somebody from paying is said with what to do, and that nothing was taken', async (t) => {
  for (const kind of ['not-reached', 'refused', 'not-understood'] as const)
    t.match(problemOfFault({ kind, code: '500' }, PAYMENT_PROBLEMS), {
      code: 'too-busy',
      message: /Nothing was taken; try again/,
    })
  t.match(problemOfFault('no-acquirer', PAYMENT_PROBLEMS), { code: 'not-built' })
  t.match(problemOfFault('no-invoices-left', PAYMENT_PROBLEMS), { code: 'not-built' })
  t.match(problemOfFault({ kind: 'no-such-edge', edge: 'owe-back', state: 'failed' }, OWE_BACK_PROBLEMS), {
    message: /It is failed/,
  })
})
