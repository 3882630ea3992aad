/** A host asks for an invitation, or an officer types one at the counter: kept as a draft, changed, judged when it is submitted. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import type { Host } from '../store/host-store.ts'
import type { InvitationFault, InvitationInFull, KeptInvitation, NewInvitation } from '../store/invitation-store.ts'
import { type Actor, type InvitationContext, judgesNow, type NoRules } from './invitation-context.ts'
import { judgeInvitation } from './judge-invitation.ts'
import { invitationHash, readInvitation } from './read-invitation.ts'

export type HostFault = 'no-such-host' | { readonly kind: 'host-not-confirmed'; readonly state: Host['state'] }
export interface InvitationFields {
  readonly kind: 'invitation-fields'
  readonly faults: readonly FieldFault[]
}

/**
 * Keeps an invitation: of a host as a draft; of an officer, judged at once, in review, for a second one to approve. The same
 * content again is the invitation that there is.
 */
export async function askInvitation(
  host: string,
  sent: unknown,
  { account, ...act }: Actor,
  context: InvitationContext,
): Promise<Result<KeptInvitation, HostFault | InvitationFields | NoRules>> {
  const inviting = await invitingHost(host, account, context)
  if (!inviting.ok) return inviting
  const read = readInvitation(sent)
  if (!read.ok) return fail({ kind: 'invitation-fields', faults: read.error })
  if (account === null) {
    const judged = await judge(read.value, inviting.value, act.at, context)
    if (!judged.ok) return judged
  }
  const asked = newInvitation(read.value, host, context)
  const [kept] = await context.store.keepInvitations([asked], account === null ? 'review' : 'draft', act)
  return ok(kept as KeptInvitation)
}

/** Changes a draft; gives its next revision. */
export async function changeDraft(
  id: string,
  { revision, content }: { readonly revision: number; readonly content: unknown },
  { account, ...act }: Actor,
  { store }: Pick<InvitationContext, 'store'>,
): Promise<Result<number, InvitationFault | InvitationFields>> {
  const read = readInvitation(content)
  if (!read.ok) return fail({ kind: 'invitation-fields', faults: read.error })
  return store.changeDraft(id, account, revision, { content: read.value, contentHash: invitationHash(read.value) }, act)
}

/** Submits a draft, judged as it stands at this moment. */
export async function submitInvitation(
  id: string,
  { account, ...act }: Actor,
  context: InvitationContext,
): Promise<Result<InvitationInFull, InvitationFault | InvitationFields | HostFault | NoRules>> {
  const { store } = context
  const found = await store.invitation(id, account)
  if (found === null || found.host === null || found.content === null) return fail('not-there')
  const inviting = await invitingHost(found.host, account, context)
  if (!inviting.ok) return inviting
  const judged = await judge(found.content, inviting.value, act.at, context)
  if (!judged.ok && found.state === 'draft') return judged
  const { revision } = found
  const submitted = await store.changeInvitation(id, account, { edge: 'submit', revision }, act)
  if (!submitted.ok) return submitted
  return ok((await store.invitation(id, account)) ?? found)
}

/** The host that invites, if it may: of this account, or whichever for an officer. */
export async function invitingHost(
  id: string,
  account: string | null,
  { store }: Pick<InvitationContext, 'store'>,
): Promise<Result<Host, HostFault>> {
  const host = await store.host(id)
  if (host === null || (account !== null && host.account !== account)) return fail('no-such-host')
  return host.state === 'confirmed' ? ok(host) : fail({ kind: 'host-not-confirmed', state: host.state })
}

export function newInvitation(
  content: InvitationContent,
  host: string | null,
  { randomBytes }: Pick<InvitationContext, 'randomBytes'>,
  list: string | null = null,
): NewInvitation {
  return { id: makeVisaNumber(randomBytes), host, content, contentHash: invitationHash(content), list }
}

async function judge(
  content: InvitationContent,
  { kind }: Pick<Host, 'kind'>,
  at: number,
  context: InvitationContext,
): Promise<Result<null, InvitationFields | NoRules>> {
  const judges = await judgesNow(context, at, kind)
  if (!judges.ok) return judges
  const faults = judgeInvitation(content, judges.value)
  return faults.length === 0 ? ok(null) : fail({ kind: 'invitation-fields', faults })
}
