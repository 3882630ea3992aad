/** The outbox of issuing, as both databases keep it. */
import { APPLICATION } from '../lifecycles/application-states.ts'
import type { Act } from './audit-store.ts'
import { AS_DECIDED } from './case-rows.ts'
import type { IssueFault } from './case-store.ts'
import { followVisa } from './follow-visa.ts'
import { useInvitation } from './invitation-steps.ts'
import type { DueIssue, IssuingBacklog, IssuingClaim, OutboxStore } from './outbox-store.ts'
import { firstLocked, firstRow, type Runs, rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'

const RESTORED: IssueFault = {
  field: '',
  rule: 'restored',
  message:
    'the store was restored from a backup, and nobody knows here whether this e-visa was issued since: look for it before you decide again',
}

export function outboxInSteps({ act, read }: Runs): OutboxStore {
  return {
    claimIssue: (now, leaseUntil) => act(() => claim(now, leaseUntil)),
    caseIssued: (reference, visaNumber, by) => act(() => issued(reference, visaNumber, by)),
    caseNotIssued: (held, faults, by) => act(() => notIssued(held, faults, by)),
    postponeIssue: (held, nextAt) => act(() => postpone(held, nextAt)),
    issuingBacklog: () => read(backlog),
    nextIssueAt: () => read(nextAt),
  }
}

function* claim(now: number, leaseUntil: number): Steps<DueIssue | null> {
  // Asked for twice: who waits for another worker's claim must see that it is due no more.
  return yield* firstRow<DueIssue>(
    `UPDATE issuing_outbox SET attempts = attempts + 1, next_at = ? WHERE next_at <= ? AND application = (
       SELECT application FROM issuing_outbox WHERE next_at <= ? ORDER BY next_at, application LIMIT 1)
     RETURNING application AS reference, attempts, input,
       (SELECT d.input FROM decisions d WHERE d.id = issuing_outbox.decision) AS decided,
       (SELECT d.signature FROM decisions d WHERE d.id = issuing_outbox.decision) AS signature`,
    ...[leaseUntil, now, now],
  )
}

function* issued(reference: string, visaNumber: string, act: Act): Steps<boolean> {
  // First of all, so that whoever revokes it meanwhile waits, and finds the case that it belongs to.
  const visa = yield* firstLocked<{ status: string; replacedBy: string | null }>(
    `SELECT status, (SELECT replacement FROM visa_replacements WHERE replaced = number) AS "replacedBy"
     FROM visas WHERE number = ?`,
    visaNumber,
  )
  yield* useInvitation(reference, act)
  const edge = yield* takeEdge(APPLICATION, reference, 'issue', act, { visa: visaNumber })
  yield* rows('DELETE FROM issuing_outbox WHERE application = ?', reference)
  if (!edge.ok) return false
  // What was promised is kept: a correction that is asked for later is not late by it.
  yield* rows('UPDATE applications SET visa_number = ?, due_at = NULL WHERE id = ?', visaNumber, reference)
  if (visa?.status === 'revoked') yield* followVisa(visaNumber, visa.replacedBy, act)
  return true
}

function* notIssued({ reference, attempts }: IssuingClaim, faults: readonly IssueFault[], act: Act): Steps<boolean> {
  // The case before its place in the outbox, as whoever issues it locks them.
  yield* firstLocked('SELECT state FROM applications WHERE id = ?', reference)
  const held = yield* firstLocked<{ decision: string }>(
    `SELECT decision FROM issuing_outbox WHERE application = ? AND attempts = ?
       AND NOT EXISTS (SELECT 1 FROM visa_applications v WHERE v.reference = issuing_outbox.application)`,
    reference,
    attempts,
  )
  if (held === null) return false
  const rules = [...new Set(faults.map(({ rule }) => rule))].join(' ')
  const edge = yield* takeEdge(APPLICATION, reference, 'not-issued', act, { rules })
  yield* rows('DELETE FROM issuing_outbox WHERE application = ?', reference)
  if (!edge.ok) return false
  const alteredAt = faults.some(({ rule }) => rule === AS_DECIDED) ? act.at : null
  yield* rows(
    'UPDATE decisions SET issue_fault = ?, altered_at = ? WHERE id = ?',
    ...[JSON.stringify(faults), alteredAt, held.decision],
  )
  return true
}

/** Gives a case back to its officers that nobody may issue by itself any more. */
export function* sendBackIssue(reference: string, act: Act): Steps<boolean> {
  const due = yield* firstRow<{ attempts: number }>(
    'SELECT attempts FROM issuing_outbox WHERE application = ?',
    reference,
  )
  if (due === null) return false
  return yield* notIssued({ reference, attempts: due.attempts }, [RESTORED], act)
}

function* postpone({ reference, attempts }: IssuingClaim, at: number): Steps<void> {
  yield* rows('UPDATE issuing_outbox SET next_at = ? WHERE application = ? AND attempts = ?', at, reference, attempts)
}

function* backlog(): Steps<IssuingBacklog> {
  const found = yield* firstRow<IssuingBacklog>(
    `SELECT count(*) AS waiting, min(created_at) AS "oldestAt",
       (SELECT count(*) FROM decisions WHERE altered_at IS NOT NULL) AS altered,
       (SELECT max(altered_at) FROM decisions WHERE altered_at IS NOT NULL) AS "alteredAt" FROM issuing_outbox`,
  )
  return found ?? { waiting: 0, oldestAt: null, altered: 0, alteredAt: null }
}

function* nextAt(): Steps<number | null> {
  const found = yield* firstRow<{ nextAt: number | null }>('SELECT min(next_at) AS "nextAt" FROM issuing_outbox')
  return found?.nextAt ?? null
}
