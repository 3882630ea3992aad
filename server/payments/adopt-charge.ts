/** A charge under an invoice that the store does not know, as after a restore: its bank tells of which case it is. */
import { uuidv7 } from 'uuidv7'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import { isCaptured } from '../store/judge-charges.ts'
import type { Charge, StoredPayment } from '../store/payment-store.ts'
import type { Store } from '../store/store.ts'
import type { Acquirer, AcquirerFault } from './acquirer.ts'

export interface Adopting {
  readonly store: Pick<Store, 'adoptCharge'>
  readonly acquirer: Pick<Acquirer, 'name' | 'chargesOf'>
}

/** Why it is no payment: it is of nobody here, went back already, or is of a case that the store does not know. */
export type NotAdopted = 'unknown-invoice' | 'unknown-case'

/** Gives the payment that it is from now on; it is paid by what the bank's file says of it. Fails where the bank did not tell. */
export async function adoptCharge(
  line: Charge,
  by: Act,
  { store, acquirer }: Adopting,
): Promise<Result<StoredPayment | NotAdopted, AcquirerFault>> {
  const { invoice, terminal, transactionId } = line
  const answer = await acquirer.chargesOf({ invoice, terminal })
  if (!answer.ok) return answer
  const told = answer.value.filter((one) => one.invoice === invoice && one.terminal === terminal)
  const reference = told.find((one) => one.reference !== undefined)?.reference
  if (reference === undefined) return ok('unknown-invoice')
  if (told.some(({ state }) => state === 'not-listed')) return fail({ kind: 'not-understood', code: 'not-listed' })
  // Of the same transaction the bank's answer is younger than its file.
  const charges = told.some((one) => one.transactionId === transactionId) ? told : [...told, line]
  const charge = charges.find(isCaptured)
  if (charge === undefined) return ok('unknown-invoice')
  const { minor, currency } = charge
  const found = { id: uuidv7(), acquirer: acquirer.name, terminal, invoice, reference, minor, currency }
  return ok((await store.adoptCharge(found, by)) ?? 'unknown-case')
}
