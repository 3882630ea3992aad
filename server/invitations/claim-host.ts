/** Hosts: claimed by who invites or entered at the counter, confirmed or refused by an officer, once. */
import { civilDateAt } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, type Result } from '#evisa/result.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import type { Host } from '../store/host-store.ts'
import type { Actor, InvitationContext } from './invitation-context.ts'
import { type HostClaim, readHost } from './read-host.ts'

export type ClaimHostFault = 'too-many-hosts' | { readonly kind: 'host-fields'; readonly faults: readonly FieldFault[] }

/** Whether the number is somebody else's by now is for the officer to see, and told to nobody else. */
export async function claimHost(
  claim: HostClaim,
  { account, ...act }: Actor,
  { store, randomBytes }: Pick<InvitationContext, 'store' | 'randomBytes'>,
): Promise<Result<Host, ClaimHostFault>> {
  const read = readHost(claim, civilDateAt(act.at))
  if (!read.ok) return fail({ kind: 'host-fields', faults: read.error })
  return store.claimHost({ ...read.value, account, id: makeVisaNumber(randomBytes) }, act)
}
