/** Begins the payment of a case: on our disk first, then at the bank, then the payer is sent there. */
import { uuidv7 } from 'uuidv7'
import type { Language } from '#evisa/language.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import type { BeginFault, StoredPayment } from '../store/payment-store.ts'
import type { Store } from '../store/store.ts'
import type { Acquirer, AcquirerFault } from './acquirer.ts'
import type { PaymentWatch } from './watch-payments.ts'

export interface AskedPayment {
  readonly reference: string
  readonly account: string
  readonly language: Language
  /** Where the bank sends the payer back to. */
  readonly returnAddress: string
}

export interface Paying {
  readonly store: Pick<Store, 'beginPayment' | 'sentToAcquirer'>
  /** Undefined where none is set. */
  readonly acquirer?: Acquirer
  readonly paymentWatch?: Pick<PaymentWatch, 'wake' | 'nudge'>
  readonly randomBytes: (count: number) => Uint8Array
  readonly publicUrl: () => string
}

export type PaymentFault = BeginFault | 'no-acquirer' | AcquirerFault

// Four bytes for the head of the invoice, eight for the walk of a new terminal.
const RANDOM_BYTES = 12

export async function beginPayment(
  { reference, account, language, returnAddress }: AskedPayment,
  by: Act,
  { store, acquirer, paymentWatch, randomBytes, publicUrl }: Paying,
): Promise<Result<StoredPayment, PaymentFault>> {
  if (acquirer === undefined) return fail('no-acquirer')
  const { name, terminals } = acquirer
  const asked = { id: uuidv7(), application: reference, account, acquirer: name, terminals }
  const begun = await store.beginPayment({ ...asked, random: randomBytes(RANDOM_BYTES) }, by)
  if (!begun.ok) return begun
  // Its time is over, and the bank was not asked yet whether it was paid: that is done now, before another one can begin.
  if (by.at >= begun.value.expiresAt) {
    paymentWatch?.nudge(begun.value)
    return begun
  }
  if (begun.value.state !== 'created') return begun
  const { id, invoice, terminal, amountMinor: minor, currency, expiresAt } = begun.value
  const page = await acquirer.openPayment({
    ...{ reference, invoice, terminal, minor, currency, expiresAt, language, returnAddress },
    noticeAddress: `${publicUrl()}/v1/payment-notices/${name}`,
  })
  if (!page.ok) return page
  const sent = await store.sentToAcquirer(id, page.value, by)
  paymentWatch?.wake()
  return ok(sent ?? begun.value)
}
