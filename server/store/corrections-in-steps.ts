/** Corrections, as both databases keep them. */

import type { TravellerLanguage } from '#evisa/language.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { APPLICATION, type ApplicationState } from '../lifecycles/application-states.ts'
import type { Act } from './audit-store.ts'
import { readContent } from './case-rows.ts'
import type {
  CorrectionFault,
  CorrectionStore,
  CorrectionVerdict,
  OpenCorrection,
  SaidCorrection,
  SayingFault,
} from './correction-store.ts'
import type { KeptSignature, SignatureFault } from './signature-store.ts'
import { keepSignature } from './signatures-in-steps.ts'
import { firstLocked, firstRow, noteAct, type Runs, rows, type Steps, TakenBack } from './steps.ts'
import { takeEdge } from './take-edge.ts'
import { writeToApplicant } from './write-to-applicant.ts'

export function correctionsInSteps({ act, read }: Runs): CorrectionStore {
  return {
    openCorrection: (reference) => read(() => open(reference)),
    sayCorrection: (correction, officer, change, by, signature = null) =>
      act(() => say({ ...correction, officer, change, signature }, by)),
    decideCorrection: (reference, id, officer, verdict, by) =>
      act(() => decide({ reference, id, officer, verdict }, by)),
  }
}

interface CorrectionRow {
  readonly id: string
  readonly asked: string
  readonly visaNumber: string
  readonly became: string | null
  readonly content: string | null
  readonly email: string
  readonly language: TravellerLanguage
  readonly saidChange: string
  readonly saidBy: string | null
  readonly saidAt: number
  readonly saidSignature: string | null
  readonly isThere: number
}

const IS_OPEN = `c.application = a.id AND c.decided_at IS NULL`
// A correction is issued by its own id, once however often that is tried.
const BECAME = '(SELECT v.visa_number FROM visa_applications v WHERE v.reference = c.id)'

function* open(reference: string): Steps<Result<OpenCorrection, 'not-there' | 'none-asked'>> {
  const state = yield* firstRow<{ state: ApplicationState }>(
    `SELECT state FROM applications WHERE id = ? AND state <> 'draft'`,
    reference,
  )
  if (state === null) return fail('not-there')
  const found = yield* firstRow<CorrectionRow>(
    `SELECT c.id, c.asked, a.visa_number AS "visaNumber", ${BECAME} AS became, a.content, p.email, a.language,
       c.said_change AS "saidChange", c.said_by AS "saidBy", c.said_at AS "saidAt", c.said_signature AS "saidSignature",
       (SELECT count(*) FROM operators o WHERE o.name = c.said_by AND o.removed_at IS NULL) AS "isThere"
     FROM applications a JOIN corrections c ON ${IS_OPEN} JOIN accounts p ON p.id = a.account
     WHERE a.id = ? AND a.state = 'correction-asked' ORDER BY c.id DESC LIMIT 1`,
    reference,
  )
  if (found === null) return fail('none-asked')
  const { asked, content: frozen, email, saidChange, saidBy, saidAt, saidSignature, isThere, ...row } = found
  const content = readContent(frozen)
  return ok({
    ...row,
    content,
    asked: asked === '' ? null : JSON.parse(asked),
    said: saidOf(saidBy, saidChange, saidAt, { isThere: isThere > 0, signature: saidSignature }),
    address: content?.email ?? email,
  })
}

function saidOf(
  by: string | null,
  change: string,
  at: number,
  more: Pick<SaidCorrection, 'isThere' | 'signature'>,
): SaidCorrection | null {
  return by === null || change === '' ? null : { by, at, ...more, change: JSON.parse(change) }
}

interface Saying extends Pick<OpenCorrection, 'id' | 'said'> {
  readonly reference: string
  readonly officer: string
  readonly change: unknown
  readonly signature: KeptSignature | null
}

function* say(
  { reference, id, said, officer, change, signature }: Saying,
  act: Act,
): Steps<Result<null, SayingFault | SignatureFault>> {
  const row = yield* firstLocked<{ state: ApplicationState }>(
    `SELECT state FROM applications WHERE id = ? AND state <> 'draft'`,
    reference,
  )
  if (row === null) return fail('not-there')
  if (row.state !== 'correction-asked') return fail('none-asked')
  if (signature !== null) yield* keepSignature(signature)
  const kept = yield* rows(
    `UPDATE corrections SET said_change = ?, said_by = ?, said_at = ?, said_signature = ? WHERE id = ? AND application = ?
     AND decided_at IS NULL AND coalesce(said_by, '') = ? AND coalesce(said_at, 0) = ? RETURNING id`,
    ...[JSON.stringify(change), officer, act.at, signature?.id ?? null, id, reference, said?.by ?? '', said?.at ?? 0],
  )
  if (kept.length === 0) throw new TakenBack(fail<SayingFault>('said-meanwhile'))
  const detail = { correction: id, ...(signature !== null && { signature: signature.id }) }
  yield* noteAct({ ...act, act: 'application-correction-said', subject: reference, detail })
  return ok(null)
}

interface Deciding {
  readonly reference: string
  readonly id: string
  readonly officer: string
  readonly verdict: CorrectionVerdict
}

function* decide({ reference, id, officer, verdict }: Deciding, act: Act): Steps<Result<null, CorrectionFault>> {
  const row = yield* firstLocked(`SELECT id FROM applications WHERE id = ? AND state <> 'draft'`, reference)
  if (row === null) return fail('not-there')
  const found = yield* firstRow<{ became: string | null }>(
    `SELECT ${BECAME} AS became FROM corrections c WHERE c.id = ? AND c.application = ? AND c.decided_at IS NULL`,
    id,
    reference,
  )
  if (found === null) return fail('none-asked')
  if (verdict.visaNumber === null && found.became !== null) return fail('corrected-already')
  const edge = verdict.visaNumber === null ? 'leave-as-is' : 'correct'
  const taken = yield* takeEdge(APPLICATION, reference, edge, act, { correction: id })
  if (!taken.ok) return fail('none-asked')
  yield* rows(
    'UPDATE corrections SET decided_by = ?, decided_at = ?, reason = ?, visa_number = ? WHERE id = ?',
    ...[officer, act.at, verdict.reason, verdict.visaNumber, id],
  )
  // The e-visa that the case names was moved on when the other took its place.
  if (verdict.visaNumber === null) yield* writeToApplicant(reference, verdict.letter, act.at)
  return ok(null)
}
