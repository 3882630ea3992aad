/** Looking back, as both databases do it. */
import type { CivilDate } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from './audit-store.ts'
import type {
  LookBackStore,
  LookFault,
  Looking,
  LookVerdict,
  PastDay,
  SaidLook,
  SecondLook,
  SignedLine,
  Signer,
} from './look-back-store.ts'
import { queueLetter } from './queue-letter.ts'
import type { SignatureFault } from './signature-store.ts'
import { keepSignature } from './signatures-in-steps.ts'
import { firstLocked, firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'

export function lookBacksInSteps({ act, read }: Runs): LookBackStore {
  return {
    lastDayLookedBack: async () => {
      const last = await read(() => firstRow<{ day: CivilDate | null }>('SELECT max(day) AS day FROM days_looked_back'))
      return last?.day ?? null
    },
    lookBack: (day, looking, by) => act(() => lookBack(day, looking, by)),
    secondLooks: (isOpen, limit) => read(() => secondLooks(isOpen, limit)),
    findSecondLook: (reference) => read(() => findLook(reference)),
    saySecondLook: (said, by) => act(() => sayLook(said, by)),
    countSecondLooks: async () => {
      const counted = await read(() =>
        firstRow<{ open: number; wrong: number }>(
          `SELECT (SELECT count(*) FROM second_looks WHERE looked_at IS NULL) AS open,
             (SELECT count(*) FROM second_looks WHERE verdict = 'wrong') AS wrong`,
        ),
      )
      return counted ?? { open: 0, wrong: 0 }
    },
  }
}

type SignedRow = SignedLine & Signer

function* lookBack(
  { day, until }: PastDay,
  { letterTo, draw }: Looking,
  act: Act,
): Steps<{ letters: number; looks: number } | null> {
  const isFirst = yield* firstRow(
    'INSERT INTO days_looked_back (day, looked_at) VALUES (?, ?) ON CONFLICT (day) DO NOTHING RETURNING day',
    ...[day, act.at],
  )
  if (isFirst === null) return null
  const signed = yield* rows<SignedRow>(
    `SELECT s.kind, s.subject, s.text, s.at, p.name, p.email FROM signatures s JOIN persons p ON p.id = s.person
     WHERE s.told_at IS NULL AND s.at < ? AND p.email <> '' ORDER BY s.at, s.id`,
    until,
  )
  yield* rows('UPDATE signatures SET told_at = ? WHERE told_at IS NULL AND at < ?', act.at, until)
  const signers = Map.groupBy(signed, ({ name }) => name)
  for (const of of signers.values()) {
    const [signer] = of
    if (signer !== undefined) yield* queueLetter(letterTo(signer, of), act.at)
  }
  // What waits for a second officer is weighed once it is decided.
  const weighed = yield* rows<{ reference: string }>(
    `UPDATE decisions SET weighed_at = ? WHERE weighed_at IS NULL AND at < ? AND EXISTS (
       SELECT 1 FROM applications a WHERE a.id = decisions.application AND a.erased_at IS NULL
         AND a.state NOT IN ('paid', 'review', 'second-review', 'information-asked'))
     RETURNING application AS reference`,
    ...[act.at, until],
  )
  const decided = [...new Set(weighed.map(({ reference }) => reference))].toSorted()
  const drawn = draw(decided)
  for (const reference of drawn) yield* drawLook(reference, act)
  return { letters: signers.size, looks: drawn.length }
}

function* drawLook(reference: string, act: Act): Steps<void> {
  const last = yield* firstRow<{ id: string }>(
    `SELECT id FROM decisions WHERE application = ? AND decision IN ('no-objection', 'refuse') ORDER BY id DESC LIMIT 1`,
    reference,
  )
  const drawn = yield* firstRow(
    `INSERT INTO second_looks (application, decision, drawn_at) VALUES (?, ?, ?)
     ON CONFLICT (application) DO NOTHING RETURNING application`,
    ...[reference, last?.id ?? '', act.at],
  )
  if (drawn !== null) yield* noteAct({ ...act, act: 'application-look-drawn', subject: reference, detail: {} })
}

interface LookRow extends Omit<SecondLook, 'decidedBy' | 'looked'> {
  readonly lookedBy: string | null
  readonly lookedAt: number
  readonly verdict: LookVerdict
  readonly reason: string
}

const LOOKS = `SELECT l.application AS reference, d.decision, d.signature AS "decisionSignature", d.at AS "decidedAt",
  l.drawn_at AS "drawnAt", l.looked_by AS "lookedBy", l.looked_at AS "lookedAt", l.verdict, l.reason
  FROM second_looks l JOIN decisions d ON d.id = l.decision`

function* secondLooks(isOpen: boolean, limit: number): Steps<readonly SecondLook[]> {
  const where = isOpen ? 'WHERE l.looked_at IS NULL ORDER BY l.drawn_at, l.application' : 'ORDER BY l.drawn_at DESC'
  const found = yield* rows<LookRow>(`${LOOKS} ${where} LIMIT ?`, limit)
  const looks: SecondLook[] = []
  for (const row of found) looks.push(yield* lookOf(row))
  return looks
}

function* findLook(reference: string): Steps<SecondLook | null> {
  const row = yield* firstRow<LookRow>(`${LOOKS} WHERE l.application = ?`, reference)
  return row === null ? null : yield* lookOf(row)
}

function* lookOf({ lookedBy, lookedAt, verdict, reason, ...row }: LookRow): Steps<SecondLook> {
  const officers = yield* rows<{ officer: string }>(
    `SELECT officer FROM decisions WHERE application = ?
     UNION SELECT decided_by FROM corrections WHERE application = ? AND decided_by IS NOT NULL
     UNION SELECT said_by FROM corrections WHERE application = ? AND said_by IS NOT NULL ORDER BY officer`,
    ...[row.reference, row.reference, row.reference],
  )
  const decidedBy = officers.map(({ officer }) => officer)
  const looked = lookedBy === null ? null : { by: lookedBy, at: lookedAt, verdict, reason }
  return { ...row, decidedBy, looked }
}

function* sayLook(
  { reference, officer, verdict, reason, signature, judge }: SaidLook,
  act: Act,
): Steps<Result<SecondLook, LookFault | SignatureFault>> {
  yield* firstLocked('SELECT application FROM second_looks WHERE application = ?', reference)
  const fault = judge(yield* findLook(reference), officer)
  if (fault !== null) return fail(fault)
  if (signature !== null) yield* keepSignature(signature)
  yield* rows(
    `UPDATE second_looks SET looked_by = ?, looked_at = ?, verdict = ?, reason = ?, signature = ? WHERE application = ?`,
    ...[officer, act.at, verdict, reason, signature?.id ?? null, reference],
  )
  const detail = { verdict, ...(signature !== null && { signature: signature.id }) }
  yield* noteAct({ ...act, act: 'application-second-look', subject: reference, detail })
  return ok((yield* findLook(reference)) as SecondLook)
}
