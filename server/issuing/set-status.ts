/** Setting the status of one e-visa: some an hour, for more is a mass action, which takes a second person. */
import { fail, ok, type Result } from '#evisa/result.ts'
import { inPlace } from '../../platform/in-place.ts'
import type { Act } from '../store/audit-store.ts'
import type { Store } from '../store/store.ts'
import type { StatusChange, StoredVisa } from '../store/visa-store.ts'
import { findVisa } from './look-up-visa.ts'
import type { SingleChanges } from './single-changes.ts'

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
  single: SingleChanges,
): Promise<Result<StoredVisa, SetStatusFault>> {
  const before = await findVisa(number, store)
  if (!before.ok) return before
  const giveBack = single.take(by.at)
  if (giveBack === null) return fail('mass-action')
  const set = () => store.setVisaStatus(number, status, reason, by)
  const visa = await inPlace(giveBack, set, (after) => after !== null && after.status !== before.value.status)
  if (visa !== null) return ok(visa)
  const revoked = await findVisa(number, store)
  return revoked.ok ? fail({ kind: 'revoked', replacedBy: revoked.value.replacedBy }) : revoked
}
