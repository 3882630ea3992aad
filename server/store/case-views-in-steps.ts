/** All of one case, in steps: what an officer has side by side. */
import type { Act } from './audit-store.ts'
import {
  type CaseCorrectionRow,
  type CaseEdgeRow,
  caseCorrection,
  caseEdge,
  liveClaim,
  type OtherCaseRow,
  otherCase,
  readContent,
} from './case-rows.ts'
import type {
  CaseCopy,
  CaseCorrection,
  CaseDecision,
  CaseEdge,
  CaseInvitation,
  CaseMessage,
  CasePayment,
  OtherCase,
  StoredCase,
} from './case-store.ts'
import { firstRow, noteAct, rows, type Steps } from './steps.ts'

// How many other cases are shown beside one.
const MOST_OTHERS = 20
// That somebody took the case up is nothing that an officer has to look at again.
const EDGES = `SELECT position, kind, subject, edge, state, actor, at, detail FROM edges
    WHERE kind = 'application' AND subject = ? AND edge <> 'take-up'
  UNION ALL SELECT e.position, e.kind, e.subject, e.edge, e.state, e.actor, e.at, e.detail FROM payments p
    JOIN edges e ON e.kind = 'payment' AND e.subject = p.id WHERE p.application = ?
  UNION ALL SELECT e.position, e.kind, e.subject, e.edge, e.state, e.actor, e.at, e.detail FROM applications a
    JOIN edges e ON e.kind = 'invitation' AND e.subject = a.invitation WHERE a.id = ?`

/** All that changed a case so far, in order: how many there are is its revision. */
export function* caseEdges(reference: string): Steps<readonly CaseEdge[]> {
  const found = yield* rows<CaseEdgeRow>(`${EDGES} ORDER BY position`, reference, reference, reference)
  return found.map(caseEdge)
}

interface CaseRow extends Omit<StoredCase, 'claim' | 'flags' | 'content'> {
  readonly claimedBy: string | null
  readonly claimedUntil: number | null
  readonly flags: string
  readonly content: string | null
  readonly passport: string | null
}

/** Read after its revision: what changes meanwhile makes the revision an old one. */
export function* showCase(reference: string, act: Act): Steps<StoredCase | null> {
  const timeline = yield* caseEdges(reference)
  const row = yield* firstRow<CaseRow>(
    `SELECT id AS reference, state, language, due_at AS "dueAt", submitted_at AS "submittedAt", paid_at AS "paidAt",
       complete_at AS "completeAt", claimed_by AS "claimedBy", claimed_until AS "claimedUntil", flags, content, passport,
       terms_revision AS "termsRevision", terms_from AS "termsFrom", fee_minor AS "feeMinor",
       fee_currency AS "feeCurrency", visa_number AS "visaNumber"
     FROM applications WHERE id = ? AND state <> 'draft'`,
    reference,
  )
  if (row === null) return null
  yield* noteAct({ ...act, act: 'application-look-up', subject: reference, detail: {} })
  const { claimedBy, claimedUntil, passport, flags, content, ...more } = row
  const invitation = yield* invitationOfCase(reference)
  return {
    ...more,
    revision: timeline.length,
    claim: liveClaim(claimedBy, claimedUntil, act.at),
    flags: JSON.parse(flags),
    content: readContent(content),
    invitation,
    copy: yield* copyOf(reference),
    ofPassport: yield* othersOfPassport(reference, passport),
    ofHost: yield* othersOfHost(reference, invitation?.host?.id ?? null),
    payments: yield* paymentsOf(reference),
    messages: yield* messagesOf(reference),
    decisions: yield* decisionsOf(reference),
    corrections: yield* correctionsOf(reference),
    timeline,
  }
}

interface InvitationRow extends Omit<CaseInvitation, 'content' | 'host'> {
  readonly content: string
  readonly host: string | null
  readonly hostName: string | null
  readonly hostKind: string | null
  readonly hostNumber: string | null
}

function* invitationOfCase(reference: string): Steps<CaseInvitation | null> {
  const found = yield* firstRow<InvitationRow>(
    `SELECT i.id, i.number, i.state, i.origin, i.content, h.id AS host, h.name AS "hostName", h.kind AS "hostKind",
       h.number AS "hostNumber"
     FROM applications a JOIN invitations i ON i.id = a.invitation LEFT JOIN hosts h ON h.id = i.host WHERE a.id = ?`,
    reference,
  )
  if (found === null) return null
  const { content, host, hostName, hostKind, hostNumber, ...row } = found
  return {
    ...row,
    content: content === '' ? null : JSON.parse(content),
    host: host === null ? null : { id: host, name: hostName ?? '', kind: hostKind ?? '', number: hostNumber ?? '' },
  }
}

/** The one that officers are shown: the newest that was accepted. */
function* copyOf(reference: string): Steps<CaseCopy | null> {
  const found = yield* firstRow<Omit<CaseCopy, 'findings'> & { findings: string }>(
    `SELECT c.id, c.state, c.findings, (SELECT count(*) FROM passport_pictures p WHERE p.copy = c.id) AS pages
     FROM passport_copies c WHERE c.application = ?
     ORDER BY CASE WHEN c.state = 'accepted' THEN 0 ELSE 1 END, c.created_at DESC, c.id DESC LIMIT 1`,
    reference,
  )
  return found && { ...found, findings: JSON.parse(found.findings) }
}

const OTHER = `a.id AS reference, a.state, a.submitted_at AS "submittedAt", a.visa_number AS "visaNumber", a.content`

function* othersOfPassport(reference: string, passport: string | null): Steps<readonly OtherCase[]> {
  if (passport === null) return []
  const found = yield* rows<OtherCaseRow>(
    `SELECT ${OTHER} FROM applications a WHERE a.passport = ? AND a.id <> ? AND a.state <> 'draft'
     ORDER BY a.submitted_at DESC LIMIT ?`,
    ...[passport, reference, MOST_OTHERS],
  )
  return found.map(otherCase)
}

function* othersOfHost(reference: string, host: string | null): Steps<readonly OtherCase[]> {
  if (host === null) return []
  const found = yield* rows<OtherCaseRow>(
    `SELECT ${OTHER} FROM invitations i JOIN applications a ON a.invitation = i.id
     WHERE i.host = ? AND a.id <> ? AND a.state <> 'draft' ORDER BY i.created_at DESC, i.id DESC LIMIT ?`,
    ...[host, reference, MOST_OTHERS],
  )
  return found.map(otherCase)
}

function* paymentsOf(reference: string): Steps<readonly CasePayment[]> {
  return yield* rows<CasePayment>(
    `SELECT id, state, amount_minor AS "amountMinor", currency, captured_at AS "capturedAt", refunded_at AS "refundedAt"
     FROM payments WHERE application = ? ORDER BY created_at, id`,
    reference,
  )
}

function* messagesOf(reference: string): Steps<readonly CaseMessage[]> {
  return yield* rows<CaseMessage>(
    'SELECT id, author, template, text, answers_to AS "answersTo", at FROM messages WHERE application = ? ORDER BY id',
    reference,
  )
}

function* decisionsOf(reference: string): Steps<readonly CaseDecision[]> {
  const found = yield* rows<Omit<CaseDecision, 'issueFault'> & { issueFault: string | null }>(
    `SELECT id, revision, officer, place, decision, rule, reason, issue_fault AS "issueFault", at FROM decisions
     WHERE application = ? ORDER BY id`,
    reference,
  )
  return found.map(({ issueFault, ...row }) => ({
    ...row,
    issueFault: issueFault === null ? null : JSON.parse(issueFault),
  }))
}

function* correctionsOf(reference: string): Steps<readonly CaseCorrection[]> {
  const found = yield* rows<CaseCorrectionRow>(
    `SELECT id, asked, asked_at AS "askedAt", decided_by AS "decidedBy", decided_at AS "decidedAt", reason,
       visa_number AS "visaNumber", said_change AS "saidChange", said_by AS "saidBy", said_at AS "saidAt"
     FROM corrections WHERE application = ? ORDER BY id`,
    reference,
  )
  return found.map(caseCorrection)
}
