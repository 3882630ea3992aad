/** The desk's commands about fees: `payments`, `payments show`, `payments owe-back`, `payments settle`. */
import { type Command, Option } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import { moneyText } from '#evisa/money.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

const STATES = [
  ...['created', 'at-acquirer', 'confirming', 'paid', 'failed', 'expired', 'cancelled', 'wrong-amount', 'paid-late'],
  ...['counted', 'duplicate', 'refund-due', 'refund-failed', 'refunded', 'disputed', 'won', 'lost'],
]

export interface PaymentAnswer {
  readonly id: string
  readonly state: string
  readonly reference: string
  readonly amount_minor: number
  readonly currency: string
  readonly invoice: string
  readonly acquirer: string
  readonly terminal: string
  readonly transaction: string | null
  readonly captured_minor: number | null
  readonly captured_currency: string | null
  readonly captured_at: number | null
  readonly created_at: number
  readonly refund_tries: number
  readonly refunded_at: number | null
  readonly settled_at: number | null
  readonly second_of: string | null
  readonly reason: string
}

interface Page {
  readonly payments: readonly PaymentAnswer[]
  readonly complete: boolean
}

interface SettlementAnswer {
  readonly terminal: string
  readonly lines: number
  readonly read_by: string
  readonly read_at: number
  readonly findings: readonly { readonly line: number; readonly kind: string; readonly invoice: string }[]
}

export function addPaymentCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  const payments = program
    .command('payments')
    .description('list the payments of fees; wrong-amount and refund-failed wait for a person')
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .action(async ({ state }: { state?: string }) => {
      const all = await listed(state)
      show({ payments: all }, all.map(describePayment).join('\n') || 'no such payment')
    })
  payments
    .command('show <id>')
    .description('one payment, with all that is known of it')
    .action(async (id: string) => {
      const payment = await call<PaymentAnswer>('GET', `/v1/payments/${encodeURIComponent(id)}`)
      show(payment, describePayment(payment))
    })
  payments
    .command('owe-back <id>')
    .description('give an amount back: a wrong one, or one whose return failed')
    .requiredOption('--reason <text>', 'why, for the audit')
    .action(async (id: string, { reason }: { reason: string }) => {
      const path = `/v1/payments/${encodeURIComponent(id)}/owe-back`
      const payment = await call<PaymentAnswer>('POST', path, { reason })
      show(payment, describePayment(payment))
    })
  payments
    .command('settle <day>')
    .description(
      "fetch the bank's file of a day (YYYY-MM-DD), and tell what in it does not agree; it is done every hour",
    )
    .action(async (day: string) => {
      const settled = await call<{ settlements: readonly SettlementAnswer[] }>('POST', '/v1/settlements', { day })
      show(settled, settled.settlements.map(describeSettlement).join('\n'))
    })

  async function listed(state: string | undefined): Promise<PaymentAnswer[]> {
    const all: PaymentAnswer[] = []
    for (;;) {
      const last = all.at(-1)
      const query = new URLSearchParams({ ...(state && { state }), ...(last && { after: last.id }) })
      const page = await call<Page>('GET', `/v1/payments?${query}`)
      all.push(...page.payments)
      if (page.complete) return all
    }
  }
}

export function describePayment(payment: PaymentAnswer): string {
  const { id, state, reference, amount_minor, currency, invoice, terminal, captured_minor, captured_currency } = payment
  const asked = moneyText({ minor: amount_minor, currency }, 'en')
  const came =
    captured_minor === null || captured_currency === null
      ? null
      : moneyText({ minor: captured_minor, currency: captured_currency }, 'en')
  const at = (time: number | null) => (time === null ? null : formatInstant(time))
  const lines = [
    `${id}  ${formatVisaNumber(reference)}  ${asked}  ${state}`,
    `  invoice ${invoice} of terminal ${terminal}, begun ${at(payment.created_at)}`,
    ...(came === null
      ? []
      : [`  the bank took ${came}${came === asked ? '' : ', which is not the fee'}, ${at(payment.captured_at)}`]),
    ...(payment.second_of === null ? [] : [`  charged a second time under the invoice of ${payment.second_of}`]),
    ...(payment.refunded_at === null ? [] : [`  given back ${at(payment.refunded_at)}`]),
    ...(state in TO_DO ? [`  ${TO_DO[state]?.replaceAll('ID', id)}`] : []),
    ...(payment.reason === '' ? [] : [`  ${plainText(payment.reason)}`]),
  ]
  return lines.join('\n')
}

const TO_DO: Readonly<Record<string, string>> = {
  'wrong-amount': 'look at it with the bank, then: authority payments owe-back ID --reason TEXT',
  'refund-failed': 'the bank did not give it back. When it can: authority payments owe-back ID --reason TEXT',
}

const MEANINGS: Readonly<Record<string, string>> = {
  'unknown-invoice': 'an invoice that is not ours',
  'unknown-case': 'of a case that is not here: look at it, `authority recovery list payment`',
  'unknown-kind': 'a kind of line that is in no list',
  'charged-twice': 'charged twice; the second is given back by itself',
  'amount-differs': 'another amount than the bank told us before',
  'wrong-amount': 'not the fee: look at it',
  'not-known-as-paid': 'charged, and nobody had told us; taken in',
  'returned-unasked': 'given back by the bank, and not by us',
  disputed: 'disputed; its case is flagged',
}

function describeSettlement({ terminal, lines, findings, read_by, read_at }: SettlementAnswer): string {
  const head = `${lines} lines of terminal ${terminal}, read by ${plainText(read_by)} ${formatInstant(read_at)}: `
  if (findings.length === 0) return `${head}all of it agrees`
  const told = findings.map(
    ({ line, kind, invoice }) => `  line ${line}, invoice ${invoice}: ${MEANINGS[kind] ?? kind}`,
  )
  return [`${head}${findings.length} findings`, ...told].join('\n')
}
