/** Payments of made cases, and what a bank answers of them. */
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Charge, StoredPayment } from '../../../server/store/payment-store.ts'
import type { Store } from '../../../server/store/store.ts'
import type { MadeCase } from './made-case.ts'

export const BY = { actor: 'payments', at: NOW } as const
export const TERMINAL = '98765432'
export const dueAt = (completeAt: number) => completeAt + 86_400

export function asking({ reference, account }: MadeCase, terminals: readonly string[] = [TERMINAL]) {
  return { id: uuidv7(), application: reference, account, acquirer: 'test', terminals, random: randomBytes(12) }
}

/** Begins a payment and sends its payer to the bank's page. */
export async function atAcquirer(store: Store, made: MadeCase, at = NOW): Promise<StoredPayment> {
  const begun = await store.beginPayment(asking(made), { actor: `applicant/${made.account}`, at })
  if (!begun.ok) throw new Error(`not begun: ${JSON.stringify(begun.error)}`)
  const sent = await store.sentToAcquirer(begun.value.id, 'http://127.0.0.1:1/pay/x', { ...BY, at })
  if (sent === null) throw new Error('not there')
  return sent
}

export function charge(payment: StoredPayment, change: Partial<Charge> = {}): Charge {
  return {
    transactionId: `tx-${payment.invoice}`,
    invoice: payment.invoice,
    terminal: payment.terminal,
    state: 'captured',
    minor: payment.amountMinor,
    currency: payment.currency,
    capturedAt: NOW + 30,
    ...change,
  }
}

/** Takes in what a bank answers to a question that was asked at a time. */
export async function learn(store: Store, { id }: StoredPayment, charges: readonly Charge[], at: number = NOW + 60) {
  const learned = await store.learnCharges(id, charges, { at, dueAt }, { ...BY, at })
  if (learned === null) throw new Error('not there')
  return learned
}
