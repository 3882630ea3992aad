/** The raw side of a submission: what it writes, ready made, in one commit of its own that is on the disk, and nothing else. */
import { randomUUID } from 'node:crypto'
import { NOW } from '../fixtures/made-world.ts'
import { hashToken } from '../platform/token-text.ts'
import { linesOfPassport, TERMS, type TypedChange } from '../test/server/made-application.ts'
import { CONTENT } from '../test/server/store/made-applications.ts'
import { keepReadyDrafts, openTables, type ReadyDraft } from './ready-drafts.ts'

export interface FloorCases {
  readonly drafts: readonly ReadyDraft[]
  /** Writes that a case was submitted, and gives what is answered. */
  submit(reference: string, receipt: string): unknown
  /** Writes, in one with that, what its owner agreed to; false where the session is not the owner's. */
  declare(reference: string, session: string, declaration: object, receipt: string): boolean
  close(): void
}

const HASH = 'h'.repeat(43)
const SALT = 's'.repeat(22)
const AMOUNT = '60.00 USD'
const FEE = { amount_minor: 6000, currency: 'USD' }
const ANSWERED = { submitted_at: NOW, fee: FEE, terms: { revision: 0, effective_from: TERMS.effectiveFrom } }
const RESERVED = JSON.stringify({ application: '0'.repeat(12) })
const FROZEN = JSON.stringify({ ...CONTENT, copy: randomUUID(), mrz: linesOfPassport().split('\n') })

/** Cases in tables and indexes that are the authority's own. */
export async function floorCases(file: string, count: number, change: TypedChange = {}): Promise<FloorCases> {
  const drafts = await keepReadyDrafts(file, count, 'dev-0000000000', change)
  const database = openTables(file)
  const byReference = new Map(drafts.map((draft) => [draft.reference, draft]))
  const of = (sql: string) => database.prepare<(string | number)[]>(sql)
  const reserve = of(`UPDATE invitations SET state = 'reserved', changed_at = ?, application = ? WHERE id = ?`)
  const freeze = of(
    `UPDATE applications SET state = 'submitted', changed_at = ?, revision = ?, content = ?, content_hash = ?, salt = ?, receipt = ?, frozen_revision = ?,
       terms_revision = 0, terms_from = ?, fee_minor = ?, fee_currency = ?, flags = '[]', passport = ?, invitation = ?, submitted_at = ?,
       over_on = '2027-01-20' WHERE id = ?`,
  )
  const keepEdge = of('INSERT INTO edges (kind, subject, edge, state, actor, at, detail) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const note = of(
    'INSERT INTO audit (position, prev, at, actor, act, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const queue = of(
    `INSERT INTO letters (id, kind, address, language, about, content, state, next_at, created_at)
     VALUES (?, 'submitted', ?, 'en', ?, ?, 'waiting', ?, ?)`,
  )
  const findSession = database
    .prepare<[string, number], string>('SELECT account FROM sessions WHERE token_hash = ? AND expires_at > ?')
    .pluck()
  const keepPage = of(
    `UPDATE application_pages SET revision = ?, answers = ?, kept_at = ? WHERE application = ? AND page = 'declaration'`,
  )
  let position = Number(database.prepare('SELECT MAX(position) FROM audit').pluck().get())
  let letters = 0
  const submit = ({ reference, account, invitation, revision }: ReadyDraft, receipt: string) => {
    const actor = `applicant/${account}`
    reserve.run(NOW, reference, invitation)
    keepEdge.run('invitation', invitation, 'reserve', 'reserved', actor, NOW, RESERVED)
    note.run(++position, HASH, NOW, actor, 'invitation-reserve', invitation, RESERVED, HASH)
    freeze.run(
      ...[NOW, revision, FROZEN, HASH, SALT, receipt, revision, TERMS.effectiveFrom, FEE.amount_minor, FEE.currency],
      ...[`LKA:${reference}`, invitation, NOW, reference],
    )
    keepEdge.run('application', reference, 'submit', 'submitted', actor, NOW, '{}')
    note.run(++position, HASH, NOW, actor, 'application-submit', reference, '{}', HASH)
    const letter = JSON.stringify({ reference, amount: AMOUNT, until: '2026-11-29' })
    queue.run(`00000000-0000-7000-8000-${++letters}`, `${account}@example.org`, reference, letter, NOW, NOW)
  }
  const write = database.transaction(submit)
  const declare = database.transaction((draft: ReadyDraft, declaration: object, receipt: string) => {
    const revision = draft.revision + 1
    keepPage.run(revision, JSON.stringify(declaration), NOW, draft.reference)
    submit({ ...draft, revision }, receipt)
  })
  const draftOf = (reference: string): ReadyDraft => {
    const draft = byReference.get(reference)
    if (draft === undefined) throw new Error('not a case of the bench')
    return draft
  }
  return {
    drafts,
    submit: (reference, receipt) => {
      write.immediate(draftOf(reference), receipt)
      return { reference, ...ANSWERED, receipt, salt: SALT }
    },
    declare: (reference, session, declaration, receipt) => {
      const draft = draftOf(reference)
      if (findSession.get(hashToken(session), NOW) !== draft.account) return false
      declare.immediate(draft, declaration, receipt)
      return true
    },
    close: () => void database.close(),
  }
}
