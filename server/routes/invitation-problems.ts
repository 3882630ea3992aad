/** What hosts, officers and travellers are told of a host or an invitation that cannot be had or changed. */
import type { FieldFault } from '#evisa/field-fault.ts'
import type { ProblemsOf, Told } from '../http/fault-problems.ts'
import type { HostFault, InvitationFields } from '../invitations/ask-invitation.ts'
import type { ClaimHostFault } from '../invitations/claim-host.ts'
import type { NoRules } from '../invitations/invitation-context.ts'
import type { LookUpFault } from '../invitations/look-up-invitation.ts'
import type { ListFault } from '../invitations/take-invitation-list.ts'
import { type HostDecisionFault, MOST_HOSTS_AN_ACCOUNT } from '../store/host-store.ts'
import type { InvitationFault } from '../store/invitation-store.ts'

/** The faults of fields, all of them. */
export function fieldsTold(errors: readonly FieldFault[]): Told {
  return ['breaks-policy', errors.map(({ field, message }) => `${field} ${message}`).join('; '), { errors }]
}

export const CLAIMING: ProblemsOf<ClaimHostFault> = {
  'host-fields': ({ faults }) => fieldsTold(faults),
  'too-many-hosts': [
    'conflict',
    `You have ${MOST_HOSTS_AN_ACCOUNT} hosts: more are confirmed at the Migration Service.`,
  ],
}

const NO_SUCH_HOST: Told = ['not-found', 'There is no such host.']

export const CONFIRMING: ProblemsOf<HostDecisionFault> = {
  'no-such-host': NO_SUCH_HOST,
  'same-officer': ['conflict', 'You entered it: another operator has to confirm it.'],
  'decided-before': ({ state, by }) => ['conflict', `It was decided before: ${state} by ${by}.`],
  'number-confirmed': ({ host, isOfCounter }) => [
    'conflict',
    `Its number is confirmed for ${host}: compare the two, and refuse this one if it is somebody else's claim.` +
      (isOfCounter
        ? ` That one has no account: if they are the same house, confirm this one in place of ${host}.`
        : ''),
  ],
}

const NO_RULES: ProblemsOf<NoRules> = {
  'no-rules-yet': ['conflict', 'No terms or no policy are in force yet: nothing can be judged.'],
}
const INVITING: ProblemsOf<HostFault> = {
  'no-such-host': NO_SUCH_HOST,
  'host-not-confirmed': ({ state }) => [
    'conflict',
    state === 'refused'
      ? 'This host was refused: it cannot invite.'
      : 'This host waits for an officer to confirm it: you are told by e-mail, and can invite from then on.',
  ],
}

const EDGES: Readonly<Record<string, string>> = {
  change: 'only a draft is changed; what was submitted can be called off and asked for anew',
  submit: 'only a draft is submitted',
  'take-up': 'only one that was submitted is taken up, once',
  ask: 'only of one in review something is asked',
  answer: 'nothing was asked, or it was answered before',
  approve: 'only one in review is approved: take it up first',
  refuse: 'only one in review is refused',
  'call-off': 'it is in use or over, and is not called off any more',
  'report-arrival': 'an arrival is reported once the e-visa was issued',
}

export const CHANGING: ProblemsOf<InvitationFault | InvitationFields | HostFault | NoRules> = {
  ...NO_RULES,
  ...INVITING,
  'not-there': ['not-found', 'There is no such invitation.'],
  'no-such-edge': ({ edge, state }) => ['conflict', `It is ${state}: ${EDGES[edge] ?? `no ${edge} from there`}.`],
  'same-officer': ['conflict', 'You typed it or took it up: another operator has to approve it.'],
  'changed-meanwhile': ({ revision }) => [
    'conflict',
    `It was changed in another window and is at revision ${revision} by now: look at it, then send your change again.`,
  ],
  'same-as': ({ id }) => ['conflict', `This host has the same invitation already: ${id}.`],
  'invitation-fields': ({ faults }) => fieldsTold(faults),
}

export const LISTING: ProblemsOf<ListFault> = {
  ...NO_RULES,
  ...INVITING,
  'list-not-read': ({ why }) => ['bad-request', `The list was not taken: ${why}.`],
}

export const LOOKING_UP: ProblemsOf<LookUpFault> = {
  'no-such-invitation': [
    'not-found',
    'No invitation of this number can be used with this passport: compare both with what you were sent, or ask your host.',
  ],
  'too-many-misses': [
    'too-many',
    'Too many numbers that were not right: try again in ten minutes, or ask your host.',
    { headers: { 'retry-after': '600' } },
  ],
}
