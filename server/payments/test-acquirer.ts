/** The test acquirer, as a bank's client would speak to it. The shape is that of Halyk's public documents; no bank is behind it. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { parseInstant } from '#evisa/civil-date.ts'
import { majorText, minorOf } from '#evisa/money.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { isVisaNumber } from '#evisa/visa-number.ts'
import type { Charge, ChargeState } from '../store/payment-store.ts'
import type { Acquirer, AcquirerFault, PaymentOrder } from './acquirer.ts'
import { type AcquirerPlace, acquirerCalls, jsonIn } from './acquirer-calls.ts'

export interface TestAcquirerPlace extends AcquirerPlace {
  readonly terminals: readonly string[]
}

/** The states that are documented. One that is not here pays nothing. */
export const TEST_STATES: Readonly<Record<string, ChargeState>> = {
  NEW: 'begun',
  '3D': 'begun',
  AUTH: 'held',
  CHARGE: 'captured',
  FAILED: 'failed',
  REFUND: 'returned',
  DISPUTE: 'disputed',
  DISPUTE_WON: 'dispute-won',
  DISPUTE_LOST: 'dispute-lost',
}

const Transaction = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100 }),
  invoiceID: Type.String({ maxLength: 30 }),
  amount: Type.Number(),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  terminalID: Type.String({ maxLength: 40 }),
  statusName: Type.String({ maxLength: 40 }),
  chargedDate: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
  accountID: Type.Optional(Type.String({ maxLength: 100 })),
})
const Status = Compile(Type.Object({ resultCode: Type.Literal('100'), transaction: Transaction }))
const Nothing = Compile(Type.Object({ resultCode: Type.Union([Type.Literal('102'), Type.Literal('103')]) }))
const Page = Compile(Type.Object({ page: Type.String({ pattern: '^https?://', maxLength: 2000 }) }))

export function testAcquirer(place: TestAcquirerPlace): Acquirer & { close(): Promise<void> } {
  const { call, close } = acquirerCalls(place)
  return {
    name: 'test',
    isTest: true,
    pageOrigin: new URL(place.url).origin,
    terminals: place.terminals,
    openPayment: async (order) => {
      const answer = await call({ method: 'POST', path: '/payments', body: orderBody(order) })
      if (!answer.ok) return answer
      const read = jsonIn(answer.value)
      return Page.Check(read) ? ok(read.page) : notUnderstood('page')
    },
    chargesOf: async ({ invoice, terminal }) => {
      const path = `/check-status/payment/transaction/${encodeURIComponent(invoice)}`
      const answer = await call({ method: 'GET', path, query: { terminal } })
      return answer.ok ? readStatus(answer.value) : answer
    },
    refund: async ({ refundId, transactionId, invoice, terminal, ...money }) => {
      const path = `/operation/${encodeURIComponent(transactionId)}/refund`
      const query = { terminal, invoice, externalID: refundId, amount: majorText(money) }
      const answer = await call({ method: 'POST', path, query })
      return answer.ok ? ok(null) : answer
    },
    settlement: (day, terminal) => call({ method: 'GET', path: `/settlements/${day}`, query: { terminal } }),
    close,
  }
}

function orderBody({
  reference,
  invoice,
  terminal,
  language,
  expiresAt,
  returnAddress,
  noticeAddress,
  ...money
}: PaymentOrder) {
  return {
    invoiceId: invoice,
    // What the bank calls the customer in the shop's own books: the case.
    accountId: reference,
    terminal,
    language,
    amount: majorText(money),
    currency: money.currency,
    postLink: noticeAddress,
    backLink: returnAddress,
    expires: expiresAt,
  }
}

function readStatus(text: string): Result<readonly Charge[], AcquirerFault> {
  const read = jsonIn(text)
  if (Nothing.Check(read)) return ok([])
  if (!Status.Check(read)) return notUnderstood('status')
  const { id, invoiceID, amount, currency, terminalID, statusName, chargedDate, accountID } = read.transaction
  // A number of a bank is a decimal that JSON wrote: its digits are read, and nothing is computed with it.
  const minor = minorOf(String(amount), currency)
  if (minor === null) return notUnderstood('amount')
  const state = Object.hasOwn(TEST_STATES, statusName) ? TEST_STATES[statusName] : undefined
  return ok([
    {
      transactionId: id,
      invoice: invoiceID,
      terminal: terminalID,
      state: state ?? 'not-listed',
      minor,
      currency,
      capturedAt: chargedDate === null ? null : parseInstant(chargedDate),
      ...(accountID !== undefined && isVisaNumber(accountID) && { reference: accountID }),
    },
  ])
}

const notUnderstood = (code: string) => fail({ kind: 'not-understood', code } as const)
