/** A bank in memory, behind the same port as any other: what it truly charged, whatever it tells and whenever it can be reached. */
import { ok, type Result } from '#evisa/result.ts'
import type {
  Acquirer,
  AcquirerFault,
  InvoiceOfTerminal,
  PaymentOrder,
  RefundOrder,
} from '../../../server/payments/acquirer.ts'
import type { Charge, ChargeState } from '../../../server/store/payment-store.ts'
import { FEE } from '../store/made-case.ts'

export interface TrueCharge extends Omit<Charge, 'state'> {
  state: ChargeState
  refund: string | null
  /** What its file of the day says of it, in order. */
  readonly lines: ChargeState[]
}

export interface ModelOrder {
  readonly order: PaymentOrder
  readonly charges: TrueCharge[]
  /** Charged once this time has come. */
  later: number | null
}

export type Trouble = 'not-reached' | 'not-understood' | 'not-listed' | 'another-invoice'

export class ModelBank implements Acquirer {
  readonly name = 'test'
  readonly isTest = true
  readonly pageOrigin = 'https://bank.example'
  readonly terminals = ['98765432']
  readonly orders = new Map<string, ModelOrder>()
  /** What the next questions meet. */
  readonly troubles: Trouble[] = []
  /** What the next refunds meet: nothing is done, or it is done and the answer is lost. */
  readonly refundTroubles: ('not-done' | 'answer-lost')[] = []
  refundsDone = 0
  tellsAll = false
  #transactions = 0
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  async openPayment(order: PaymentOrder): Promise<Result<string, AcquirerFault>> {
    if (this.troubles.shift() === 'not-reached') return { ok: false, error: { kind: 'not-reached', code: 'model' } }
    if (!this.orders.has(order.invoice)) this.orders.set(order.invoice, { order, charges: [], later: null })
    return ok(`http://bank/${order.invoice}`)
  }

  async chargesOf({ invoice, terminal }: InvoiceOfTerminal): Promise<Result<readonly Charge[], AcquirerFault>> {
    const trouble = this.troubles.shift()
    if (trouble === 'not-reached' || trouble === 'not-understood')
      return { ok: false, error: { kind: trouble, code: 'model' } }
    this.chargeLate()
    const found = this.orders.get(invoice)
    const charges = found?.charges ?? []
    const told = this.tellsAll ? charges : [charges.find(isTaken) ?? charges.at(-1)].filter((one) => one !== undefined)
    if (trouble === 'another-invoice') return ok([anothers(this.#now())])
    return ok(
      told.map(({ refund, lines, ...charge }) => ({
        ...charge,
        terminal,
        ...(found && { reference: found.order.reference }),
        ...(trouble === 'not-listed' && { state: 'not-listed' as const }),
      })),
    )
  }

  async refund({ refundId, transactionId, invoice }: RefundOrder): Promise<Result<null, AcquirerFault>> {
    const trouble = this.refundTroubles.shift()
    const away = { ok: false, error: { kind: 'not-reached', code: 'model' } } as const
    if (trouble === 'not-done') return away
    const charge = this.orders.get(invoice)?.charges.find((one) => one.transactionId === transactionId)
    if (charge === undefined) return { ok: false, error: { kind: 'refused', code: 'model' } }
    if (charge.refund !== refundId) {
      if (charge.refund !== null || !RETURNABLE.includes(charge.state))
        return { ok: false, error: { kind: 'refused', code: 'model' } }
      charge.refund = refundId
      this.move(charge, 'returned')
      this.refundsDone += 1
    }
    return trouble === 'answer-lost' ? away : ok(null)
  }

  async settlement(): Promise<Result<string, AcquirerFault>> {
    return ok(this.file())
  }

  /** What the payer does at the page. */
  charge(invoice: string, state: ChargeState, change: Partial<TrueCharge> = {}): void {
    const found = this.orders.get(invoice)
    if (found === undefined) throw new TypeError('no such order')
    const { terminal, minor, currency } = found.order
    const taken = state === 'captured' ? this.#now() : null
    this.#transactions += 1
    found.charges.push({
      ...{ transactionId: `t${this.#transactions}`, invoice, terminal, minor, currency, state, capturedAt: taken },
      ...{ refund: null, lines: taken === null ? [] : ['captured'], ...change },
    })
  }

  move(charge: TrueCharge, state: ChargeState): void {
    charge.state = state
    charge.lines.push(state)
  }

  /** Charges what was to be charged later. */
  chargeLate(): void {
    for (const [invoice, found] of this.orders) {
      if (found.later === null || found.later > this.#now()) continue
      found.later = null
      this.charge(invoice, 'captured')
    }
  }

  all(): readonly TrueCharge[] {
    return [...this.orders.values()].flatMap(({ charges }) => charges)
  }

  /** The file of all days: a line a thing that happened. */
  file(): string {
    const kinds: Partial<Record<ChargeState, string>> = {
      ...{ captured: 'CHARGE', returned: 'REFUND', disputed: 'DISPUTE' },
      ...{ 'dispute-won': 'DISPUTE_WON', 'dispute-lost': 'DISPUTE_LOST' },
    }
    const lines = this.all().flatMap(({ terminal, invoice, transactionId, minor, currency, capturedAt, lines }) =>
      lines.map((state) => {
        const at = new Date((capturedAt ?? 0) * 1000).toISOString().replace('.000Z', 'Z')
        return [terminal, invoice, transactionId, kinds[state], (minor / 100).toFixed(2), currency, at].join()
      }),
    )
    return ['terminal,invoice,transaction,kind,amount,currency,at', ...lines, ''].join('\r\n')
  }
}

/** What a bank may say by mistake: that somebody else's invoice was charged. */
function anothers(at: number): Charge {
  const captured = { state: 'captured', minor: FEE.minor, currency: FEE.currency, capturedAt: at } as const
  return { transactionId: 'x1', invoice: '999999', terminal: '98765432', ...captured }
}

const RETURNABLE: readonly ChargeState[] = ['captured', 'dispute-won']

/** Whether the amount was taken from the card, whatever became of it. */
export function isTaken({ capturedAt }: Pick<TrueCharge, 'capturedAt'>): boolean {
  return capturedAt !== null
}
