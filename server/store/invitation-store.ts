/** The port to invitations: asked for by hosts, approved by a second officer, and what becomes of their numbers. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import type { InvitationEdge, InvitationState } from '../lifecycles/invitation-states.ts'
import type { Act } from './audit-store.ts'
import type { NumberBearer, UsableInvitation } from './invitation-steps.ts'
import type { EdgeFault } from './take-edge.ts'

export interface NewInvitation {
  /** Random, typeable, with a check character: its reference. */
  readonly id: string
  /** Which host invites; null of one on paper. */
  readonly host: string | null
  readonly content: InvitationContent
  readonly contentHash: string
  /** Of the list that it came in. */
  readonly list: string | null
}

/** How far an invitation goes in the act that keeps it: as a draft, to the officers, or, typed by one at the counter, into review. */
export type KeptAs = 'draft' | 'submitted' | 'review'

/** One that was given on paper before: it comes in with its number, in review, for a second officer to approve. */
export interface PaperInvitation extends NewInvitation {
  readonly number: string
}

/** What became of one that was to be kept. */
export interface KeptInvitation {
  readonly id: string
  readonly state: InvitationState
  readonly isNew: boolean
}
/** Another invitation has this number. */
export type PaperFault = 'number-taken'

export interface InvitationMessage {
  readonly author: 'host' | 'officer'
  readonly text: string
  readonly at: EpochSeconds
}

export interface Invitation {
  readonly id: string
  readonly state: InvitationState
  readonly origin: 'host' | 'counter' | 'paper'
  readonly host: string | null
  /** Of the host, as it is told to the traveller; null of one on paper. */
  readonly hostName: string | null
  readonly account: string | null
  readonly number: string | null
  /** Null once it was erased. */
  readonly content: InvitationContent | null
  readonly revision: number
  readonly list: string | null
  readonly application: string | null
  readonly reason: string
  readonly createdBy: string
  /** The officer who took it up last; null where none did. */
  readonly takenUpBy: string | null
  readonly decidedBy: string | null
  readonly createdAt: EpochSeconds
  readonly changedAt: EpochSeconds
  readonly approvedAt: EpochSeconds | null
  readonly expiresAt: EpochSeconds | null
  readonly arrivalDueAt: EpochSeconds | null
  readonly arrivedOn: CivilDate | null
}

/** A change of state; `begin` is the first one. */
export interface InvitationStep {
  readonly edge: InvitationEdge | 'begin'
  readonly state: InvitationState
  readonly at: EpochSeconds
}

export interface InvitationInFull extends Invitation {
  readonly messages: readonly InvitationMessage[]
  /** In the order in which they were taken. */
  readonly timeline: readonly InvitationStep[]
  /** Others for the same passport that are not over. */
  readonly others: readonly { readonly id: string; readonly state: InvitationState; readonly host: string | null }[]
}

export interface InvitationQuery {
  readonly state?: InvitationState | undefined
  /** Only those of hosts of this account. */
  readonly account?: string | undefined
  readonly list?: string | undefined
  readonly after?: { readonly at: EpochSeconds; readonly id: string } | undefined
  readonly limit: number
}

/** Why an invitation was not changed: nothing was done. */
export type InvitationFault =
  | EdgeFault
  /** A second officer approves, not the one who took it up or typed it. */
  | 'same-officer'
  /** Another tab changed it: at this revision it stands by now. */
  | { readonly kind: 'changed-meanwhile'; readonly revision: number }
  /** The same content stands in another invitation of this host. */
  | { readonly kind: 'same-as'; readonly id: string }

/** What an officer, or the host, does to one. */
export type InvitationChange =
  | { readonly edge: 'take-up' | 'call-off' }
  /** The draft that was judged: as it stood at this revision. */
  | { readonly edge: 'submit'; readonly revision: number }
  | { readonly edge: 'ask' | 'answer'; readonly text: string }
  | { readonly edge: 'refuse'; readonly reason: string }
  | {
      readonly edge: 'approve'
      /** Drawn anew for each try. */
      readonly drawNumber: () => string
      readonly expiresAt: EpochSeconds
    }

/** Whose invitation it must be; null: an officer's act, who may see all. */
export type OwnedBy = string | null

/** One whose traveller came, and when first. */
export interface Entered {
  readonly id: string
  readonly at: EpochSeconds
}

/** Since when nobody went on with an invitation that waits for its host. */
export interface LyingSince {
  readonly draft: EpochSeconds
  readonly asked: EpochSeconds
}

/** Before when an invitation must have been over to be forgotten. */
export interface OverBefore {
  /** Of what was never submitted. */
  readonly drafts: EpochSeconds
  /** Of what was refused, called off or ran out. */
  readonly ended: EpochSeconds
  /** The visit of what was used by hand; what an application used is forgotten with that. */
  readonly visits: CivilDate
}

export interface InvitationStore {
  /** Keeps them in one act, in their order. The same content of the same host again is the invitation that there is. */
  keepInvitations(invitations: readonly NewInvitation[], as: KeptAs, act: Act): Promise<readonly KeptInvitation[]>
  /** The same number with the same content again is the invitation that there is. */
  takeInPaper(invitations: readonly PaperInvitation[], act: Act): Promise<readonly Result<KeptInvitation, PaperFault>[]>
  /** Changes a draft that stands at this revision; gives the next one. */
  changeDraft(
    id: string,
    owner: OwnedBy,
    revision: number,
    content: Pick<NewInvitation, 'content' | 'contentHash'>,
    act: Act,
  ): Promise<Result<number, InvitationFault>>
  /** Takes an edge with all that goes with it: the text kept, the letter queued, the number drawn. */
  changeInvitation(
    id: string,
    owner: OwnedBy,
    change: InvitationChange,
    act: Act,
  ): Promise<Result<InvitationState, InvitationFault>>
  invitation(id: string, owner: OwnedBy): Promise<InvitationInFull | null>
  /** By the time of their last change, oldest first. */
  invitations(query: InvitationQuery): Promise<readonly Invitation[]>
  /** Whether who bears a number may use it: always the same statements; null for all that is wrong. */
  usableInvitation(bearer: NumberBearer, now: EpochSeconds): Promise<UsableInvitation | null>
  /** Ends approved ones whose number ran out; how many. To be asked again while it gives `limit`. */
  expireInvitations(act: Act, limit: number): Promise<number>
  /** Marks approved ones used whose number and passport (ISSUER:NUMBER) an e-visa was issued for. */
  useIssued(issued: readonly { readonly number: string; readonly passport: string }[], act: Act): Promise<number>
  /** Used ones of a host whose traveller entered, and nobody reckoned by when the arrival is to be reported. */
  enteredInvitations(lastDaySince: CivilDate, limit: number): Promise<readonly Entered[]>
  setArrivalDue(id: string, dueAt: EpochSeconds): Promise<void>
  /** Reminds the hosts of arrivals due before this and not reported, once each; how many. */
  remindOfArrivals(dueBefore: EpochSeconds, act: Act, limit: number): Promise<number>
  /** The host reports on which day the traveller came; the same day again changes nothing. */
  reportArrival(id: string, owner: OwnedBy, day: CivilDate, act: Act): Promise<Result<null, InvitationFault>>
  /** Calls off what was never approved and lies: its visit is over, or nobody went on with it since; how many. */
  callOffForgotten(since: LyingSince, act: Act, limit: number): Promise<number>
  /** Empties what is over, with all that was written of it; how many. */
  forgetInvitations(over: OverBefore, limit: number): Promise<number>
}
