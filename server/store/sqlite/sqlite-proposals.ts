/** Proposals and approved policies, on SQLite. */
import type Database from 'better-sqlite3'
import type { Act } from '../audit-store.ts'
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
  NewProposal,
  ProposalBacklog,
  ProposalStore,
  StoredProposal,
} from '../proposal-store.ts'
import type { KeptSignature } from '../signature-store.ts'
import { faultTakenBack, keepSignature } from '../signatures-in-steps.ts'
import { sqliteAuditor } from './sqlite-audit.ts'
import { isOperator } from './sqlite-operators.ts'
import { sqliteWalker } from './sqlite-steps.ts'
import { statusSetter } from './sqlite-visas.ts'

export function sqliteProposals(database: Database.Database): ProposalStore {
  const audit = sqliteAuditor(database)
  const isThere = isOperator(database)
  const setStatus = statusSetter(database)
  const insert = database.prepare(
    `INSERT INTO proposals (id, kind, title, content, reason, proposed_by, proposed_at, expires_at, state)
     VALUES (@id, @kind, @title, @content, @reason, @proposedBy, @at, @expiresAt, 'open')`,
  )
  const select = database.prepare<[string], ProposalRow>(`SELECT ${PROPOSAL_COLUMNS} FROM proposals WHERE id = ?`)
  const newest = database.prepare<[{ open: number; now: number; limit: number }], ListedProposal>(
    `SELECT ${LISTED_COLUMNS} FROM proposals WHERE @open = 0 OR ${IS_OPEN} @now
     ORDER BY id DESC LIMIT @limit`,
  )
  const decide = database.prepare(
    `UPDATE proposals SET state = @state, decided_by = @by, decided_at = @at,
       seen_at = CASE WHEN proposed_by = @by THEN @at END
     WHERE id = @id AND state = 'open'`,
  )
  const openOf = database
    .prepare<[number, string], number>(`SELECT count(*) FROM proposals WHERE ${IS_OPEN} ? AND proposed_by = ?`)
    .pluck()
  const backlog = database.prepare<[number], ProposalBacklog>(
    `SELECT count(*) AS waiting, min(proposed_at) AS "oldestAt", min(expires_at) AS "firstEnd"
     FROM proposals WHERE ${IS_OPEN} ?`,
  )
  const othersOpen = database
    .prepare<[number, string], number>(`SELECT count(*) FROM proposals WHERE ${IS_OPEN} ? AND proposed_by <> ?`)
    .pluck()
  const unseen = database
    .prepare<[string, number], number>(
      `SELECT count(*) FROM proposals WHERE seen_at IS NULL AND proposed_by = ? AND NOT (${IS_OPEN} ?)`,
    )
    .pluck()
  const see = database.prepare<[{ ids: string; operator: string; now: number }]>(
    `UPDATE proposals SET seen_at = @now WHERE id IN (SELECT value FROM json_each(@ids))
     AND seen_at IS NULL AND proposed_by = @operator AND NOT (${IS_OPEN} @now)`,
  )
  const lastPolicy = database.prepare<[], EditionsRow>(
    'SELECT revision, editions, sum FROM policies ORDER BY revision DESC LIMIT 1',
  )
  const allPolicies = database.prepare<[], KeptPolicy>(ALL_POLICIES)
  const kept = {
    policy: keptEditions(database, 'policies'),
    terms: keptEditions(database, 'terms'),
  }
  const find = (id: string): StoredProposal | null => readProposal(select.get(id))

  const walk = sqliteWalker(database)
  const add = database.transaction((proposal: NewProposal, act: Act, signature: KeptSignature | null) => {
    const { content, ...columns } = proposal
    if ((openOf.get(act.at, proposal.proposedBy) ?? 0) >= MOST_OPEN) return 'too-many-open'
    insert.run({ ...columns, kind: content.kind, content: JSON.stringify(content), at: act.at })
    if (signature !== null) walk(keepSignature(signature))
    audit(proposeNote(proposal, act, signature))
    return null
  })
  const carryOut = (
    { id, content, reason }: StoredProposal,
    editions: AllEditions | null,
    act: Act,
  ): ApprovalFault | null => {
    if (content.kind !== 'status') {
      const { lastRevision, add } = kept[content.kind]
      if (editions === null || lastRevision() !== content.overRevision) return CHANGED[content.kind]
      add(content.overRevision + 1, JSON.stringify(editions), id, act.at)
      return null
    }
    const change = { status: content.status, reason, proposal: id }
    const revoked = content.visaNumbers.filter((number) => setStatus(number, change, act) === undefined)
    return revoked.length === 0 ? null : { revoked }
  }
  const approve = database.transaction(
    (id: string, by: string, editions: AllEditions | null, act: Act, signature: KeptSignature | null) => {
      const proposal = find(id)
      const fault = approvalFault(proposal, by, act.at, isThere)
      if (fault !== null || proposal === null) return fault
      decide.run({ id, by, at: act.at, state: 'approved' })
      if (signature !== null) walk(keepSignature(signature))
      audit(decisionNote(id, 'approve', act, proposal.content, signature))
      const undone = carryOut(proposal, editions, act)
      // This takes back whatever was done already.
      if (undone !== null) throw new NotApproved(undone)
      return null
    },
  )
  const decline = database.transaction((id: string, by: string, act: Act) => {
    if (decide.run({ id, by, at: act.at, state: 'declined' }).changes === 0) return false
    audit(decisionNote(id, 'decline', act))
    return true
  })
  return {
    addProposal: async (proposal, act, signature = null) => {
      try {
        return add.immediate(proposal, act, signature)
      } catch (error) {
        return faultTakenBack(error)
      }
    },
    findProposal: async (id) => find(id),
    proposals: async (only, now, limit) => newest.all({ open: Number(only === 'open'), now, limit }),
    proposalBacklog: async (now) => backlog.get(now) ?? { waiting: 0, oldestAt: null, firstEnd: null },
    proposalNews: async (operator, now) => ({
      waiting: othersOpen.get(now, operator) ?? 0,
      ended: unseen.get(operator, now) ?? 0,
    }),
    sawEnded: async (ids, operator, now) => void see.run({ ids: JSON.stringify(ids), operator, now }),
    approveProposal: async (id, by, editions, act, signature = null) => {
      try {
        return approve.immediate(id, by, editions, act, signature)
      } catch (error) {
        return error instanceof NotApproved ? error.fault : faultTakenBack(error)
      }
    },
    declineProposal: async (id, by, act) => decline.immediate(id, by, act),
    approvedPolicy: async () => {
      const policy = lastPolicy.get()
      return policy === undefined
        ? null
        : { revision: policy.revision, editions: JSON.parse(wholeEditions('policies', policy)) }
    },
    policies: async () => allPolicies.all(),
    policyRevision: async () => kept.policy.lastRevision(),
  }
}

/** The table in which approved policies, or terms, are kept whole. */
function keptEditions(database: Database.Database, table: 'policies' | 'terms') {
  const last = database.prepare<[], number>(`SELECT coalesce(max(revision), 0) FROM ${table}`).pluck()
  const insert = database.prepare<[number, string, string, number, number]>(
    `INSERT INTO ${table} (revision, editions, proposal, approved_at, sum) VALUES (?, ?, ?, ?, ?)`,
  )
  return {
    lastRevision: () => last.get() ?? 0,
    add: (revision: number, editions: string, proposal: string, at: number) =>
      void insert.run(revision, editions, proposal, at, sumOfEditions({ revision, editions })),
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
