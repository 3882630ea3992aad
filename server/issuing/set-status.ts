/** Setting the status of one e-visa: some an hour, for more is a mass action, which takes a second person. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import type { Store } from '../store/store.ts'
import type { StatusChange, StoredVisa } from '../store/visa-store.ts'
import { findVisa } from './look-up-visa.ts'

export type SetStatusFault =
  | 'no-such-visa'
  | 'mass-action'
  /** Which is for ever. `replacedBy`: what stands in its place. */
  | { readonly kind: 'revoked'; readonly replacedBy: string | null }

export async function setStatus(
  number: string,
  { status, reason }: StatusChange,
  by: Act,
  store: Pick<Store, 'findVisa' | 'setVisaStatus'>,
): Promise<Result<StoredVisa, SetStatusFault>> {
  const visa = await store.setVisaStatus(number, status, reason, by)
  if (visa === 'mass-action') return fail(visa)
  if (visa !== null) return ok(visa)
  const revoked = await findVisa(number, store)
  return revoked.ok ? fail({ kind: 'revoked', replacedBy: revoked.value.replacedBy }) : revoked
}
