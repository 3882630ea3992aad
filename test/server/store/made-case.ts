/** A submitted application with a fee, written as rows: for scenes of payments. */
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { firstRow, type Runs, rows } from '../../../server/store/steps.ts'

export interface MadeCase {
  readonly reference: string
  readonly account: string
}

export const FEE = { minor: 6000, currency: 'USD' } as const

/** Of a traveller who is made with it. */
export async function madeCase(runs: Runs, change: CaseChange = {}): Promise<MadeCase> {
  const account = uuidv7()
  await runs.act(() =>
    rows(
      `INSERT INTO accounts (id, kind, email, language, created_at, seen_at) VALUES (?, 'applicant', ?, 'en', ?, ?)`,
      ...[account, `${account}@example.com`, NOW, NOW],
    ),
  )
  return madeCaseOf(runs, account, change)
}

export interface CaseChange {
  readonly state?: string
  readonly fee?: number
  readonly at?: number
  readonly content?: string
}

export async function madeCaseOf(
  { act }: Runs,
  account: string,
  { state = 'submitted', fee = FEE.minor, at = NOW - 100, content = '{"email":"nimali@example.com"}' }: CaseChange = {},
): Promise<MadeCase> {
  const reference = makeVisaNumber(randomBytes)
  await act(function* () {
    yield* rows(
      `INSERT INTO applications (id, state, account, language, revision, content, terms_revision, terms_from, fee_minor,
         fee_currency, submitted_at, created_at, changed_at) VALUES (?, ?, ?, 'en', 1, ?, 0, '2026-01-01', ?, 'USD', ?, ?, ?)`,
      ...[reference, state, account, content, fee, at, at, at],
    )
  })
  return { reference, account }
}

export interface CaseRow {
  readonly state: string
  readonly paidAt: number | null
  readonly completeAt: number | null
  readonly dueAt: number | null
  readonly flags: string
}

export async function caseRow({ read }: Runs, reference: string): Promise<CaseRow> {
  const found = await read(() =>
    firstRow<CaseRow>(
      `SELECT state, paid_at AS "paidAt", complete_at AS "completeAt", due_at AS "dueAt", flags FROM applications
       WHERE id = ?`,
      reference,
    ),
  )
  if (found === null) throw new TypeError(`no case ${reference}`)
  return found
}

export async function setCase({ act }: Runs, reference: string, state: string): Promise<void> {
  await act(() => rows('UPDATE applications SET state = ? WHERE id = ?', state, reference))
}

export function lettersAbout({ read }: Runs, reference: string): Promise<readonly Record<string, string>[]> {
  return read(() =>
    rows<Record<string, string>>(
      'SELECT kind, address, language, content FROM letters WHERE about = ? ORDER BY id',
      reference,
    ),
  )
}

export function edgesOf({ read }: Runs, id: string): Promise<readonly string[]> {
  return read(function* () {
    const found = yield* rows<{ edge: string }>('SELECT edge FROM edges WHERE subject = ? ORDER BY position', id)
    return found.map(({ edge }) => edge)
  })
}
