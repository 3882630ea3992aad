/** Rows of proposals: what a store reads, who may approve one, and how the audit trail tells it. */
import { createHash } from 'node:crypto'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Act, AuditEntry } from './audit-store.ts'
import type { ApprovalFault, EditionsRow, NewProposal, ProposalContent, StoredProposal } from './proposal-store.ts'
import { RowDamaged, rowSum } from './row-sums.ts'
import type { KeptSignature } from './signature-store.ts'

/** Of one operator: nobody's may be lost among another's. */
export const MOST_OPEN = 20

export interface ProposalRow extends Omit<StoredProposal, 'content'> {
  readonly content: string
}

/** The columns of a `ListedProposal`, on every store. */
export const LISTED_COLUMNS = `id, kind, title, reason, proposed_by AS "proposedBy", proposed_at AS "proposedAt",
  expires_at AS "expiresAt", state, decided_by AS "decidedBy", decided_at AS "decidedAt"`
/** The columns of a `ProposalRow`. */
export const PROPOSAL_COLUMNS = LISTED_COLUMNS.replace('kind, ', 'content, ')

/** A `KeptPolicy` each. */
export const ALL_POLICIES = 'SELECT revision, editions, sum, proposal FROM policies ORDER BY revision'

/** The condition of those that may still be approved; the time stands behind it. */
export const IS_OPEN = "state = 'open' AND expires_at >"

export function readProposal(row: ProposalRow | undefined): StoredProposal | null {
  return row === undefined ? null : { ...row, content: JSON.parse(row.content) as ProposalContent }
}

export function sumOfEditions({ revision, editions }: Omit<EditionsRow, 'sum'>): number {
  return rowSum([revision, editions])
}

/** The same editions; throws `RowDamaged` where they are not as they were approved: nothing is signed or decided by them. */
export function wholeEditions(table: 'policies' | 'terms', row: EditionsRow): string {
  if (row.sum !== sumOfEditions(row)) throw new RowDamaged(table, row.revision)
  return row.editions
}

/** What is told where others were approved since. */
export const CHANGED = { policy: 'policy-changed', terms: 'terms-changed' } as const

/** Why this operator may not approve this proposal; null where only its content is still to be judged. */
export function approvalFault(
  proposal: StoredProposal | null,
  by: string,
  at: EpochSeconds,
  isOperator: (name: string) => boolean,
): ApprovalFault | null {
  if (proposal === null) return 'not-there'
  const { state, expiresAt, proposedBy } = proposal
  if (state !== 'open') return state
  if (at >= expiresAt) return 'run-out'
  if (by === proposedBy) return 'same-operator'
  if (!isOperator(proposedBy)) return 'proposer-gone'
  return isOperator(by) ? null : 'approver-gone'
}

export function proposeNote({ id, title, reason, content }: NewProposal, by: Act, signature: Signed): AuditEntry {
  const detail = { kind: content.kind, title, reason, content: hashOfContent(content), ...signedBy(signature) }
  return { ...by, act: 'propose', subject: id, detail }
}

type Signed = Pick<KeptSignature, 'id'> | null
const signedBy = (signature: Signed) => (signature === null ? {} : { signature: signature.id })

/** What is noted of a decision; of an approval with its `content`, so that the trail says what two people agreed on. */
export function decisionNote(
  id: string,
  decision: 'approve' | 'decline',
  by: Act,
  content: ProposalContent | null = null,
  signature: Signed = null,
): AuditEntry {
  const detail = content === null ? {} : { content: hashOfContent(content), ...signedBy(signature) }
  return { ...by, act: decision, subject: id, detail }
}

/** Of all that a proposal changes: the audit trail has it, and who signs it signs this, too. */
export function hashOfContent(content: ProposalContent): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}
