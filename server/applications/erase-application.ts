/** Erasure on demand: a draft at once, what was decided once the law lets go of it. */
import { addDays, civilDateAt, type EpochSeconds, startOfDay } from '#evisa/civil-date.ts'
import { fail, type Result } from '#evisa/result.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { KeptApplication, OwnedReference } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { WrongState } from '../store/submission-store.ts'
import { type ApplicationContext, findCase } from './application-context.ts'

const DAY_SECONDS = 86_400

/** It is kept until then by the terms. */
export interface KeptByLaw {
  readonly kind: 'kept-by-law'
  readonly until: EpochSeconds
}
export type EraseFault = 'not-there' | 'no-terms-yet' | 'payment-open' | 'undecided' | KeptByLaw | WrongState

export async function eraseApplication(
  owned: OwnedReference,
  act: Act,
  context: Pick<ApplicationContext, 'store' | 'terms'>,
): Promise<Result<null, EraseFault>> {
  const found = await findCase(owned, context)
  if (!found.ok) return found
  const { application, hasOpenPayment } = found.value
  if (hasOpenPayment) return fail('payment-open')
  const terms = await context.terms.inForce()
  if (terms === null) return fail('no-terms-yet')
  const from = erasableFrom(application, terms.edition)
  if (from === null) return fail('undecided')
  if (from > act.at) return fail({ kind: 'kept-by-law', until: from })
  return context.store.eraseApplication(owned, application.state, act)
}

type Kept = Pick<KeptApplication, 'state' | 'submittedAt' | 'changedAt' | 'frozen'>

/** From when on an application may be erased by its owner; null while it is not decided. Of what was never submitted at once. */
export function erasableFrom(
  { state, submittedAt, changedAt, frozen }: Kept,
  { retention_days: days }: TermsEdition,
): EpochSeconds | null {
  if (state === 'draft') return 0
  if (state === 'withdrawn' || state === 'lapsed' || state === 'refused')
    return submittedAt === null ? 0 : changedAt + days.refused.value * DAY_SECONDS
  if (state !== 'issued' && state !== 'corrected' && state !== 'revoked') return null
  const over = frozen === null ? civilDateAt(changedAt) : addDays(frozen.content.valid_until, frozen.content.stay_days)
  return startOfDay(addDays(over, days.issued.value + 1))
}
