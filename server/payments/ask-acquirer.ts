/** Asks a bank about a payment and takes in what it answers. Only by this, and by the bank's own file, is anything paid. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { DueAt, Learned, StoredPayment } from '../store/payment-store.ts'
import type { Store } from '../store/store.ts'
import type { Acquirer, AcquirerFault } from './acquirer.ts'

export interface Asking {
  readonly store: Pick<Store, 'learnCharges' | 'postponeAsk'>
  /** The bank of this name; undefined where it is not set any more. */
  readonly acquirerOf: (name: string) => Acquirer | undefined
  /** How the clock of a case runs. */
  readonly dueOf: (reference: string) => Promise<DueAt>
  readonly now: () => EpochSeconds
}

/** Who writes what banks answer. */
export const PAYMENTS_ACTOR = 'payments'

/** Fails where there was no answer, and has it asked again. */
export async function askAbout(
  payment: StoredPayment,
  { store, acquirerOf, dueOf, now }: Asking,
): Promise<Result<Learned | null, AcquirerFault>> {
  const acquirer = acquirerOf(payment.acquirer)
  // What was asked before the page ran out says nothing of what came after it, however late it is answered.
  const at = now()
  const answer: Awaited<ReturnType<Acquirer['chargesOf']>> =
    acquirer === undefined ? fail({ kind: 'not-reached', code: 'not-set' }) : await acquirer.chargesOf(payment)
  if (!answer.ok) {
    await store.postponeAsk(payment.id, now())
    return answer
  }
  const dueAt = await dueOf(payment.application)
  return ok(await store.learnCharges(payment.id, answer.value, { at, dueAt }, { actor: PAYMENTS_ACTOR, at: now() }))
}
