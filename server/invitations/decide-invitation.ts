/** What officers and hosts do to an invitation once it is submitted: taken up, asked about, approved with a number, refused, called off. */
import { addDays, civilDateAt, type EpochSeconds, startOfDay } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { makeSupportNumber } from '#evisa/support-number.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import type { InvitationChange, InvitationFault, InvitationInFull } from '../store/invitation-store.ts'
import type { Actor, InvitationContext, NoRules } from './invitation-context.ts'

/** What is asked for; how the number is drawn and how long it is good the terms and the server say. */
export type AskedChange =
  | Exclude<InvitationChange, { readonly edge: 'approve' | 'submit' }>
  | { readonly edge: 'approve' }

/** Takes the edge; gives the invitation as it stands then. */
export async function decideInvitation(
  id: string,
  asked: AskedChange,
  { account, ...act }: Actor,
  context: InvitationContext,
): Promise<Result<InvitationInFull, InvitationFault | NoRules>> {
  const { store } = context
  const found = await store.invitation(id, account)
  if (found === null) return fail('not-there')
  const change = asked.edge === 'approve' ? await approvalOf(found, act.at, context) : ok(asked)
  if (!change.ok) return change
  const changed = await store.changeInvitation(id, account, change.value, act)
  if (!changed.ok) return changed
  return ok((await store.invitation(id, account)) ?? found)
}

async function approvalOf(
  { content }: InvitationInFull,
  at: EpochSeconds,
  { terms, randomBytes }: Pick<InvitationContext, 'terms' | 'randomBytes'>,
): Promise<Result<InvitationChange, NoRules>> {
  const inForce = await terms.inForce()
  if (inForce === null) return fail('no-rules-yet')
  // What was erased is in no state that can be approved.
  const expiresAt = content === null ? at : numberEndsAt(content, at, inForce.edition)
  return ok({ edge: 'approve', drawNumber: () => makeSupportNumber(randomBytes), expiresAt })
}

/** When a number that is approved now runs out: after the days of the terms, and with the visit at the latest. */
export function numberEndsAt(
  { valid_until }: Pick<InvitationContent, 'valid_until'>,
  approvedAt: EpochSeconds,
  { times }: Pick<TermsEdition, 'times'>,
): EpochSeconds {
  const unused = addDays(civilDateAt(approvedAt), times.invitation_unused_days.value + 1)
  const afterVisit = addDays(valid_until, 1)
  return startOfDay(unused < afterVisit ? unused : afterVisit)
}
