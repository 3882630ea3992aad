/** Decisions, as both databases keep them. */
import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { APPLICATION, type ApplicationState } from '../lifecycles/application-states.ts'
import type { Act } from './audit-store.ts'
import { liveClaim, readContent } from './case-rows.ts'
import { caseEdges } from './case-views-in-steps.ts'
import type {
  CarriedOut,
  CaseUnderDecision,
  Deciding,
  DecisionStore,
  FirstDecision,
  Verdict,
} from './decision-store.ts'
import { giveBackInvitation } from './invitation-steps.ts'
import type { SignatureFault } from './signature-store.ts'
import { keepSignature } from './signatures-in-steps.ts'
import { firstLocked, firstRow, type Runs, rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'
import { writeToApplicant } from './write-to-applicant.ts'

export function decisionsInSteps({ act, read }: Runs): DecisionStore {
  return {
    caseUnderDecision: (reference, now) =>
      read(function* () {
        const row = yield* firstRow<CaseRow>(CASE, reference)
        return row && (yield* underDecision(reference, row, now))
      }),
    decideCase: (deciding, by) => act(() => decide(deciding, by)),
  }
}

interface CaseRow {
  readonly state: ApplicationState
  readonly language: TravellerLanguage
  readonly content: string | null
  readonly flags: string
  readonly claimedBy: string | null
  readonly claimedUntil: number | null
  readonly termsRevision: number | null
  readonly termsFrom: string | null
  readonly invitation: string | null
}

const CASE = `SELECT state, language, content, flags, claimed_by AS "claimedBy", claimed_until AS "claimedUntil",
  terms_revision AS "termsRevision", terms_from AS "termsFrom", invitation FROM applications
  WHERE id = ? AND state <> 'draft'`

function* decide<F>(deciding: Deciding<F>, act: Act): Steps<Result<CarriedOut, F | 'not-there' | SignatureFault>> {
  const { reference, judge } = deciding
  // An invitation is locked before its application: whoever locks both does it in this order.
  yield* firstLocked(
    'SELECT state FROM invitations WHERE id = (SELECT invitation FROM applications WHERE id = ?)',
    reference,
  )
  const row = yield* firstLocked<CaseRow>(CASE, reference)
  if (row === null) return fail('not-there')
  const found = yield* underDecision(reference, row, act.at)
  const verdict = judge(found)
  if (!verdict.ok) return verdict
  if (deciding.signature !== null) yield* keepSignature(deciding.signature)
  const state = yield* carryOut(deciding, found, verdict.value, act)
  return ok({ ...verdict.value, state })
}

function* underDecision(reference: string, row: CaseRow, at: EpochSeconds): Steps<CaseUnderDecision> {
  const issued = yield* firstRow('SELECT visa_number FROM visa_applications WHERE reference = ?', reference)
  return {
    reference,
    state: row.state,
    language: row.language,
    content: readContent(row.content),
    invitationHash: yield* invitationHash(row.invitation),
    terms:
      row.termsRevision === null || row.termsFrom === null
        ? null
        : { revision: row.termsRevision, from: row.termsFrom },
    flags: JSON.parse(row.flags),
    claim: liveClaim(row.claimedBy, row.claimedUntil, at),
    timeline: yield* caseEdges(reference),
    first: row.state === 'second-review' ? yield* firstDecision(reference) : null,
    isIssued: issued !== null,
  }
}

/** The decision that waits for a second officer, of a case in second review. */
export function* firstDecision(reference: string): Steps<FirstDecision | null> {
  const found = yield* firstRow<Omit<FirstDecision, 'isThere'> & { isThere: number }>(
    `SELECT d.officer, d.decision, d.rule, d.reason, d.signature,
       (SELECT count(*) FROM operators o WHERE o.name = d.officer AND o.removed_at IS NULL) AS "isThere"
     FROM decisions d WHERE d.application = ? AND d.place = 'first' ORDER BY d.id DESC LIMIT 1`,
    reference,
  )
  return found && { ...found, isThere: found.isThere > 0 }
}

function* carryOut<F>(
  { reference, officer, revision, signature }: Deciding<F>,
  { state, content, invitationHash, terms }: CaseUnderDecision,
  verdict: Verdict,
  act: Act,
): Steps<ApplicationState> {
  const { edge, place, decision, rule, reason, input, question, letter } = verdict
  const taken = yield* takeEdge(APPLICATION, reference, edge, act, {
    ...{ place, decision, ...(rule !== null && { rule }) },
    ...(signature !== null && { signature: signature.id }),
  })
  // It was judged under the lock: a verdict that does not fit the state is a mistake of the judge.
  if (!taken.ok) throw new TypeError(`${edge} does not begin in ${state}`)
  const id = uuidv7()
  yield* rows(
    `INSERT INTO decisions (id, application, revision, officer, place, decision, rule, reason, input, copy_hash,
       invitation_hash, terms_revision, signature, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, reference, revision, officer, place, decision, rule, reason, input],
    ...[content?.copy_sha256 ?? null, invitationHash, terms?.revision ?? 0, signature?.id ?? null, act.at],
  )
  yield* rows('UPDATE applications SET claimed_by = NULL, claimed_until = NULL WHERE id = ?', reference)
  if (question !== null) yield* ask(reference, question, act)
  if (letter !== null) yield* writeToApplicant(reference, letter, act.at)
  if (edge === 'clear' && input !== null) yield* toOutbox(reference, id, input, act)
  if (edge === 'refuse' || edge === 'refuse-alone') yield* endRefused(reference, act)
  return taken.value
}

/** It is nobody's turn any more: no day is promised, and its invitation is free for another application. */
function* endRefused(reference: string, act: Act): Steps<void> {
  yield* rows('UPDATE applications SET due_at = NULL WHERE id = ?', reference)
  yield* giveBackInvitation(reference, act)
}

/** The clock stands still until it is answered. */
function* ask(reference: string, { template, text }: NonNullable<Verdict['question']>, { at }: Act): Steps<void> {
  yield* rows(
    `INSERT INTO messages (id, application, author, template, text, at) VALUES (?, ?, 'officer', ?, ?, ?)`,
    ...[uuidv7(), reference, template, text, at],
  )
  yield* rows('UPDATE applications SET due_at = NULL WHERE id = ?', reference)
}

function* toOutbox(reference: string, decision: string, input: string, { at }: Act): Steps<void> {
  yield* rows(
    'INSERT INTO issuing_outbox (application, decision, input, next_at, created_at) VALUES (?, ?, ?, ?, ?)',
    ...[reference, decision, input, at, at],
  )
}

/** Of what the invitation says now: empty once it was erased. */
function* invitationHash(invitation: string | null): Steps<string | null> {
  if (invitation === null) return null
  const found = yield* firstRow<{ content: string }>('SELECT content FROM invitations WHERE id = ?', invitation)
  return found === null || found.content === '' ? null : createHash('sha256').update(found.content).digest('base64url')
}
