/** How the test acquirer tells of an order: an answer for its status, a notice, lines of the day's file. Pure. */
import { type Charged, type Order, type StatusName, toldCharge } from './orders.ts'

const STATUS_IDS: Readonly<Record<StatusName, string>> = {
  NEW: '1',
  '3D': '2',
  AUTH: '3',
  CHARGE: '4',
  FAILED: '5',
  REFUND: '6',
  DISPUTE: '7',
  DISPUTE_WON: '8',
  DISPUTE_LOST: '9',
}

// Documents of banks in Kazakhstan carry the offset of before March 2024 still.
const OFFSET_HOURS = 6

/** An instant as the bank writes it. */
export function bankTime(at: number): string {
  return `${new Date((at + OFFSET_HOURS * 3600) * 1000).toISOString().slice(0, 19)}+0${OFFSET_HOURS}:00`
}

/** `odd`: a state that is in no list is told. */
export function toldStatus(order: Order | null, odd = false): object {
  if (order === null) return { resultCode: '103', resultMessage: 'there is no such invoice' }
  const charge = toldCharge(order)
  if (charge === null) return { resultCode: '102', resultMessage: 'nothing was begun' }
  return { resultCode: '100', resultMessage: 'ok', transaction: transactionOf(order, charge, odd) }
}

function transactionOf({ invoice, terminal, accountId }: Order, charge: Charged, odd: boolean): object {
  const { id, amount, currency, status, createdAt, chargedAt } = charge
  return {
    id,
    invoiceID: invoice,
    amount: Number(amount),
    currency,
    terminal: `TEST ${terminal}`,
    terminalID: terminal,
    ...(accountId !== undefined && { accountID: accountId }),
    statusID: odd ? '99' : STATUS_IDS[status],
    statusName: odd ? 'ASTRAY' : status,
    createdDate: bankTime(createdAt),
    chargedDate: chargedAt === null ? null : bankTime(chargedAt),
  }
}

/** What the notice says; nothing of it is signed. `forged`: that it was charged, which it was not. */
export function noticeOf(order: Order, forged: boolean): object {
  const charge = toldCharge(order)
  const isPaid = forged || charge?.chargedAt != null
  return {
    test: true,
    invoiceId: order.invoice,
    terminal: order.terminal,
    amount: Number(charge?.amount ?? order.amount),
    currency: charge?.currency ?? order.currency,
    code: isPaid ? 'ok' : 'error',
    reason: isPaid ? 'success' : 'declined',
  }
}

const HEAD = 'terminal,invoice,transaction,kind,amount,currency,at'

/** The file of a day as the bank counts days, for a terminal; CSV. */
export function settlementFile(orders: readonly Order[], terminal: string, day: string): string {
  const lines = orders
    .filter((order) => order.terminal === terminal)
    .flatMap(({ invoice, charges }) =>
      charges.flatMap(({ id, amount, currency, lines }) =>
        lines.map(({ kind, at }) => [terminal, invoice, id, kind, amount, currency, bankTime(at)]),
      ),
    )
    .filter((line) => line.at(-1)?.startsWith(day))
  return `${[HEAD, ...lines.map((line) => line.join())].join('\r\n')}\r\n`
}
