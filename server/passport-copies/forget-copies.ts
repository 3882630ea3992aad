/** Forgets copies of passports: when the terms say so, and those that nobody went on sending. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CopyStore } from '../store/copy-store.ts'
import type { TermsSource } from '../terms/terms-source.ts'

const DAY_SECONDS = 86_400
/** A copy that is still arriving, since its last part. */
export const UPLOAD_KEPT_SECONDS = DAY_SECONDS

export interface ForgetContext {
  readonly store: Pick<CopyStore, 'forgetCopies'>
  readonly terms: Pick<TermsSource, 'inForce'>
}

/** Forgets all that has outlived its use. Without terms in force nothing that was accepted is forgotten. */
export async function forgetCopies(at: EpochSeconds, { store, terms }: ForgetContext): Promise<void> {
  const inForce = await terms.inForce()
  const days = inForce?.edition.retention_days.passport_copy.value
  const decidedBefore = days === undefined ? 0 : at - days * DAY_SECONDS
  const outlived = { stoppedBefore: at - UPLOAD_KEPT_SECONDS, decidedBefore, at }
  while ((await store.forgetCopies(outlived)) > 0);
}
