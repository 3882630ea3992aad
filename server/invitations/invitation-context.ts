/** What the acts on hosts and invitations work with. */
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { HostKind, TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { Publisher } from '../publishing/publish.ts'
import type { Act } from '../store/audit-store.ts'
import type { Store } from '../store/store.ts'
import type { TermsSource } from '../terms/terms-source.ts'
import type { InvitationJudges } from './judge-invitation.ts'

export interface InvitationContext {
  readonly store: Store
  readonly publisher: Pick<Publisher, 'policyInForce'>
  readonly terms: Pick<TermsSource, 'inForce'>
  readonly now: () => EpochSeconds
  readonly randomBytes: (count: number) => Uint8Array
}

/** Who acts: a person by the account, for whom there is only what is their own; an officer sees all. */
export interface Actor extends Act {
  readonly account: string | null
}

/** Nothing can be judged: no terms, or no policy, apply yet. */
export type NoRules = 'no-rules-yet'

/** What an invitation is judged by today. */
export async function judgesNow(
  { publisher, terms }: Pick<InvitationContext, 'publisher' | 'terms'>,
  at: EpochSeconds,
  hostKind: HostKind | null,
): Promise<Result<Omit<InvitationJudges, 'edition'> & { readonly edition: TermsEdition }, NoRules>> {
  const [policy, inForce] = await Promise.all([publisher.policyInForce(), terms.inForce()])
  if (policy === null || inForce === null) return fail('no-rules-yet')
  return ok({ policy, edition: inForce.edition, today: civilDateAt(at), hostKind })
}
