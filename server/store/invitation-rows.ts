/** Rows of invitations as a store reads them. */
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import type { Invitation } from './invitation-store.ts'

/** The columns of an `InvitationRow`. Without a join, so that the row can be locked. */
export const INVITATION_COLUMNS = `id, state, origin, host, number, content, revision, list, application, reason,
  (SELECT name FROM hosts WHERE hosts.id = invitations.host) AS "hostName",
  (SELECT account FROM hosts WHERE hosts.id = invitations.host) AS account,
  (SELECT actor FROM edges WHERE kind = 'invitation' AND subject = invitations.id AND edge = 'take-up'
   ORDER BY position DESC LIMIT 1) AS "takenUpBy",
  created_by AS "createdBy", decided_by AS "decidedBy", created_at AS "createdAt", changed_at AS "changedAt",
  approved_at AS "approvedAt", expires_at AS "expiresAt", arrival_due_at AS "arrivalDueAt", arrived_on AS "arrivedOn"`

/** The states in which the same content of the same host is the same invitation; as the index has it. */
export const NOT_OVER = "state NOT IN ('refused', 'cancelled', 'expired')"

export type InvitationRow = Omit<Invitation, 'content'> & { readonly content: string }

export function readInvitation({ content, ...row }: InvitationRow): Invitation {
  return { ...row, content: content === '' ? null : (JSON.parse(content) as InvitationContent) }
}
