/** Proposals and approved policies, on PostgreSQL. */
import type { Act, AuditEntry } from '../audit-store.ts'
import {
  ALL_POLICIES,
  approvalFault,
  CHANGED,
  decisionNote,
  IS_OPEN,
  LISTED_COLUMNS,
  MOST_OPEN,
  PROPOSAL_COLUMNS,
  type ProposalRow,
  proposeNote,
  readProposal,
  sumOfEditions,
  wholeEditions,
} from '../proposal-rows.ts'
import type {
  AllEditions,
  ApprovalFault,
  EditionsRow,
  KeptPolicy,
  ListedProposal,
  ProposalBacklog,
  ProposalNews,
  ProposalStore,
  StoredProposal,
} from '../proposal-store.ts'
import type { SignatureFault } from '../signature-store.ts'
import { faultTakenBack, keepSignature } from '../signatures-in-steps.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'
import { walkSteps } from './postgres-steps.ts'
import { setStatuses, untilAlone } from './postgres-visas.ts'

export function postgresProposals(connection: Connection): ProposalStore {
  const { rows, transaction } = connection
  const find = async (id: string, more: '' | 'FOR UPDATE' = '', on?: Queries) =>
    readProposal(
      (await rows<ProposalRow>(`SELECT ${PROPOSAL_COLUMNS} FROM proposals WHERE id = $1 ${more}`, [id], on))[0],
    )
  const decide = async (id: string, state: 'approved' | 'declined', by: string, act: Act, on: Queries) => {
    const decided = `UPDATE proposals SET state = $2, decided_by = $3, decided_at = $4,
        seen_at = CASE WHEN proposed_by = $3 THEN $4::bigint END
      WHERE id = $1 AND state = 'open' RETURNING id`
    return (await rows(decided, [id, state, by, act.at], on)).length > 0
  }
  const lastRevision = async (table: 'policies' | 'terms', on?: Queries) => {
    const last = `SELECT coalesce(max(revision), 0) AS revision FROM ${table}`
    return (await rows<{ revision: number }>(last, [], on))[0]?.revision ?? 0
  }
  /** Carries a proposal out, and gives what is to be noted or why it could not: then nothing of it may stay. */
  const carryOut = async (
    { id, content, reason }: StoredProposal,
    editions: AllEditions | null,
    act: Act,
    on: Queries,
  ): Promise<readonly AuditEntry[]> => {
    if (content.kind !== 'status') {
      const { kind, overRevision } = content
      const table = kind === 'policy' ? 'policies' : 'terms'
      await on.query(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`)
      if (editions === null || (await lastRevision(table, on)) !== overRevision) throw new NotApproved(CHANGED[kind])
      const row = { revision: overRevision + 1, editions: JSON.stringify(editions) }
      await rows(
        `INSERT INTO ${table} (revision, editions, proposal, approved_at, sum) VALUES ($1, $2, $3, $4, $5)`,
        [row.revision, row.editions, id, act.at, sumOfEditions(row)],
        on,
      )
      return []
    }
    const change = { status: content.status, reason, proposal: id }
    const { set, notes } = await setStatuses(connection, content.visaNumbers, change, act, on)
    const revoked = content.visaNumbers.filter((number) => !set.has(number))
    if (revoked.length > 0) throw new NotApproved({ revoked })
    return notes
  }
  return {
    addProposal: (proposal, act, signature = null) =>
      transaction<'too-many-open' | SignatureFault | null>(async (on) => {
        const { id, content, title, reason, proposedBy, expiresAt } = proposal
        // Of many by one operator at once, at whatever process, each sees those before it.
        await rows('SELECT 1 FROM operators WHERE name = $1 FOR UPDATE', [proposedBy], on)
        const ofOperator = `SELECT count(*) AS open FROM proposals WHERE ${IS_OPEN} $1 AND proposed_by = $2`
        const [waiting] = await rows<{ open: number }>(ofOperator, [act.at, proposedBy], on)
        if ((waiting?.open ?? 0) >= MOST_OPEN) return 'too-many-open'
        await rows(
          `INSERT INTO proposals (id, kind, title, content, reason, proposed_by, proposed_at, expires_at, state)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open')`,
          [id, content.kind, title, JSON.stringify(content), reason, proposedBy, act.at, expiresAt],
          on,
        )
        if (signature !== null) await walkSteps(connection, keepSignature(signature), on)
        await noteActs(connection, [proposeNote(proposal, act, signature)], on)
        return null
      }).catch(faultTakenBack),
    findProposal: (id) => find(id),
    proposals: (only, now, limit) =>
      rows<ListedProposal>(
        `SELECT ${LISTED_COLUMNS} FROM proposals WHERE $1::integer = 0 OR ${IS_OPEN} $2
         ORDER BY id DESC LIMIT $3`,
        [Number(only === 'open'), now, limit],
      ),
    proposalBacklog: async (now) => {
      const [backlog] = await rows<ProposalBacklog>(
        `SELECT count(*) AS waiting, min(proposed_at) AS "oldestAt", min(expires_at) AS "firstEnd"
         FROM proposals WHERE ${IS_OPEN} $1`,
        [now],
      )
      return backlog ?? { waiting: 0, oldestAt: null, firstEnd: null }
    },
    proposalNews: async (operator, now) => {
      const [news] = await rows<ProposalNews>(
        `SELECT (SELECT count(*) FROM proposals WHERE ${IS_OPEN} $2 AND proposed_by <> $1) AS waiting,
           (SELECT count(*) FROM proposals
            WHERE seen_at IS NULL AND proposed_by = $1 AND NOT (${IS_OPEN} $2)) AS ended`,
        [operator, now],
      )
      return news ?? { waiting: 0, ended: 0 }
    },
    sawEnded: async (ids, operator, now) => {
      await rows(
        `UPDATE proposals SET seen_at = $3 WHERE id = ANY($1::text[])
           AND seen_at IS NULL AND proposed_by = $2 AND NOT (${IS_OPEN} $3)`,
        [ids, operator, now],
      )
    },
    approveProposal: (id, by, editions, act, signature = null) =>
      untilAlone(() =>
        transaction(async (on) => {
          const proposal = await find(id, 'FOR UPDATE', on)
          // Both are locked until the commit: whoever removes one of the two does it before this or after it.
          const two =
            'SELECT name FROM operators WHERE name = ANY($1::text[]) AND removed_at IS NULL ORDER BY name FOR SHARE'
          const there = await rows<{ name: string }>(two, [[by, proposal?.proposedBy ?? by]], on)
          const fault = approvalFault(proposal, by, act.at, (name) => there.some((one) => one.name === name))
          if (fault !== null || proposal === null) return fault
          await decide(id, 'approved', by, act, on)
          if (signature !== null) await walkSteps(connection, keepSignature(signature), on)
          const notes = await carryOut(proposal, editions, act, on)
          await noteActs(connection, [decisionNote(id, 'approve', act, proposal.content, signature), ...notes], on)
          return null
        }),
      ).catch((error: unknown) => (error instanceof NotApproved ? error.fault : faultTakenBack(error))),
    declineProposal: (id, by, act) =>
      transaction(async (on) => {
        if (!(await decide(id, 'declined', by, act, on))) return false
        await noteActs(connection, [decisionNote(id, 'decline', act)], on)
        return true
      }),
    approvedPolicy: async () => {
      const last = 'SELECT revision, editions, sum FROM policies ORDER BY revision DESC LIMIT 1'
      const [policy] = await rows<EditionsRow>(last)
      return policy === undefined
        ? null
        : { revision: policy.revision, editions: JSON.parse(wholeEditions('policies', policy)) }
    },
    policies: () => rows<KeptPolicy>(ALL_POLICIES),
    policyRevision: () => lastRevision('policies'),
  }
}

/** Ends a transaction that must leave nothing behind. */
class NotApproved extends Error {
  override name = 'NotApproved'
  readonly fault: ApprovalFault
  constructor(fault: ApprovalFault) {
    super('not approved')
    this.fault = fault
  }
}
