/** Gives back what was charged for cases that the store does not know, once somebody says so: each by the bank's word, one after the other. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Acquirer, AcquirerFault } from '../payments/acquirer.ts'
import type { Act } from '../store/audit-store.ts'
import type { RecoveryStore } from '../store/recovery-store.ts'

export interface GivingBack {
  readonly store: Pick<RecoveryStore, 'doubts' | 'settleDoubts'>
  /** Undefined where none is set. */
  readonly acquirer?: Pick<Acquirer, 'chargesOf' | 'refund'> | undefined
}

export type NotGivenBack = 'no-acquirer' | (AcquirerFault & { readonly id: string })

// As many as a call may name.
const AT_ONCE = 1000

/** Gives how many are in doubt no more. One that the bank does not give back stays, as do those after it. */
export async function giveBackUnknown(
  ids: readonly string[] | 'all',
  by: Act,
  { store, acquirer }: GivingBack,
): Promise<Result<number, NotGivenBack>> {
  if (acquirer === undefined) return fail('no-acquirer')
  const open = (await store.doubts('payment', '', AT_ONCE)).filter(({ isKept }) => !isKept)
  const meant = open.filter(({ id }) => ids === 'all' || ids.includes(id))
  for (const { id } of meant) {
    const given = await giveBack(id, acquirer)
    if (!given.ok) return fail({ ...given.error, id })
    await store.settleDoubts('payment', [id], 'end', by)
  }
  return ok(meant.length)
}

async function giveBack(
  id: string,
  acquirer: Pick<Acquirer, 'chargesOf' | 'refund'>,
): Promise<Result<null, AcquirerFault>> {
  const [terminal = '', invoice = ''] = id.split('/')
  const charges = await acquirer.chargesOf({ terminal, invoice })
  if (!charges.ok) return charges
  for (const { state, transactionId, minor, currency } of charges.value) {
    if (state !== 'captured') continue
    // The same refund is done once, however often it is asked for.
    const refundId = `unknown-${transactionId}`
    const done = await acquirer.refund({ refundId, transactionId, invoice, terminal, minor, currency })
    if (!done.ok) return done
  }
  return ok(null)
}
