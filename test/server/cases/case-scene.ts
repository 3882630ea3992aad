/** Cases as tests make them: submitted, paid, with an invitation of a host, a copy of the passport and a payment. */
import { randomBytes, randomUUID } from 'node:crypto'
import { makeSupportNumber } from '#evisa/support-number.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { demoPassport } from '../../../fixtures/demo-applications.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { ApplicationContent } from '../../../server/lifecycles/application-content.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import type { InvitationContent } from '../../../server/lifecycles/invitation-content.ts'
import { INVITATION } from '../../../server/lifecycles/invitation-states.ts'
import { PAYMENT } from '../../../server/lifecycles/payment-states.ts'
import { reserveInvitation } from '../../../server/store/invitation-steps.ts'
import { type Runs, rows, type Steps } from '../../../server/store/steps.ts'
import { keepBeginning, takeEdge } from '../../../server/store/take-edge.ts'
import { passportOf } from '../../../server/store/visa-rows.ts'

/** Of whom the fixtures have a passport. */
export const PASSPORT = demoPassport('N1234567')

/** What NIMALI PERERA asks for, with nothing to be said against it. */
export const CONTENT: ApplicationContent = {
  purpose: 'tourism',
  visa_support_number: '1000000000',
  ...{ category: 'B12', entries: 1, valid_from: '2026-12-01', valid_until: '2026-12-20', stay_days: 20 },
  holder: {
    surname: PASSPORT.surname,
    given_names: PASSPORT.givenNames,
    sex: PASSPORT.sex,
    birth_date: `19${PASSPORT.birthDate.slice(0, 2)}-${PASSPORT.birthDate.slice(2, 4)}-${PASSPORT.birthDate.slice(4)}`,
    nationality: PASSPORT.nationality,
  },
  passport: {
    number: PASSPORT.number,
    issuer: PASSPORT.issuer,
    expires: `20${PASSPORT.expiryDate.slice(0, 2)}-${PASSPORT.expiryDate.slice(2, 4)}-${PASSPORT.expiryDate.slice(4)}`,
  },
  mrz: [...PASSPORT.mrz],
  copy: null,
  copy_sha256: 'made',
  expected_entry: '2026-12-02',
  expected_exit: '2026-12-15',
  place_of_stay: 'Hotel Astana',
  phone: '+94 77 1234567',
  background: { refused_before: false, overstayed: false, convicted: false, explanation: '' },
  email: 'nimali@example.org',
  language: 'en',
}

export interface MadeCase {
  readonly content?: Partial<ApplicationContent>
  readonly invited?: Partial<InvitationContent>
  readonly flags?: readonly string[]
  readonly host?: string
  readonly account?: string
  readonly dueAt?: number | null
  readonly state?: 'submitted' | 'paid'
}

export interface KeptCase {
  readonly reference: string
  readonly account: string
  readonly invitation: string
  readonly payment: string
  readonly content: ApplicationContent
}

/** Keeps a case that is paid and waits for an officer. */
export async function keepCase({ act }: Runs, made: MadeCase = {}): Promise<KeptCase> {
  const number = makeSupportNumber(randomBytes)
  const content = { ...CONTENT, ...made.content, visa_support_number: number }
  const ids = {
    reference: makeVisaNumber(randomBytes),
    account: made.account ?? randomUUID(),
    invitation: randomUUID(),
    payment: randomUUID(),
  }
  await act(function* () {
    if (made.account === undefined) yield* keepAccount(ids.account, content)
    yield* keepInvitation(ids.invitation, number, content, made)
    yield* keepApplication(ids, content, made)
    if (made.state !== 'submitted') yield* pay(ids, made)
  })
  return { ...ids, content }
}

/** A host, confirmed; gives its id. */
export async function keepHost({ act }: Runs, name = 'Silk Road Tours'): Promise<string> {
  const id = randomUUID()
  await act(() =>
    rows(
      `INSERT INTO hosts (id, kind, number, name, place, state, created_at) VALUES (?, 'tour-operator', ?, ?, 'Astana', 'confirmed', ?)`,
      ...[id, id.slice(0, 12), name, NOW],
    ),
  )
  return id
}

function* keepAccount(id: string, { email }: ApplicationContent): Steps<void> {
  yield* rows(
    `INSERT INTO accounts (id, kind, email, language, created_at, seen_at) VALUES (?, 'applicant', ?, 'en', ?, ?)`,
    ...[id, `${id}.${email}`, NOW, NOW],
  )
}

function* keepInvitation(id: string, number: string, content: ApplicationContent, made: MadeCase): Steps<void> {
  const { purpose, category, entries, valid_from, valid_until, stay_days, holder, passport, email } = content
  const { surname, given_names, birth_date, nationality } = holder
  const invited: InvitationContent = {
    ...{ surname, given_names, birth_date, nationality, purpose, category, entries, valid_from, valid_until },
    ...{ stay_days, passport: { number: passport.number, issuer: passport.issuer }, email, language: 'en' },
    ...made.invited,
  }
  const act = { actor: 'operator/counter', at: NOW - 900 }
  yield* rows(
    `INSERT INTO invitations (id, state, origin, host, number, passport, content, valid_until, revision, created_by, created_at, changed_at)
     VALUES (?, 'review', 'host', ?, ?, ?, ?, ?, 1, ?, ?, ?)`,
    ...[id, made.host ?? null, number, passportOf(content), JSON.stringify(invited), valid_until],
    ...[act.actor, act.at, act.at],
  )
  yield* keepBeginning(INVITATION, id, 'review', act)
  yield* takeEdge(INVITATION, id, 'approve', { ...act, actor: 'operator/second' })
}

type Ids = Omit<KeptCase, 'content'>

function* keepApplication(
  { reference, account, invitation }: Ids,
  content: ApplicationContent,
  made: MadeCase,
): Steps<void> {
  const act = { actor: `applicant/${account}`, at: NOW - 600 }
  yield* rows(
    `INSERT INTO applications (id, state, account, language, revision, content, content_hash, terms_revision, terms_from,
       passport, invitation, fee_minor, fee_currency, flags, submitted_at, created_at, changed_at)
     VALUES (?, 'draft', ?, ?, 9, ?, 'hash', 0, '2026-01-01', ?, ?, 6000, 'USD', ?, ?, ?, ?)`,
    ...[reference, account, content.language, JSON.stringify(content), passportOf(content), invitation],
    ...[JSON.stringify(made.flags ?? []), act.at, act.at, act.at],
  )
  yield* keepBeginning(APPLICATION, reference, 'draft', act)
  const bearer = {
    number: content.visa_support_number,
    passport: passportOf(content),
    nationality: content.holder.nationality,
  }
  yield* reserveInvitation(bearer, reference, act)
  yield* takeEdge(APPLICATION, reference, 'submit', act)
  yield* rows(
    `INSERT INTO passport_copies (id, application, state, size, received, file_key, wrapped_key, findings, created_at,
       changed_at)
     VALUES (?, ?, 'accepted', 9, 9, 'k', ?, '[{"code":"dark","page":1}]', ?, ?)`,
    ...[randomUUID(), reference, new Uint8Array([1]), act.at, act.at],
  )
}

function* pay({ reference, payment }: Ids, { dueAt = NOW + 86_400 }: MadeCase): Steps<void> {
  const act = { actor: 'payments', at: NOW - 60 }
  const tail = Number.parseInt(payment.slice(0, 8), 16)
  yield* rows(
    `INSERT INTO payments (id, state, application, acquirer, terminal, invoice, tail, amount_minor, currency, expires_at,
       watched_until, captured_minor, captured_currency, captured_at, created_at, changed_at)
     VALUES (?, 'confirming', ?, 'test', 'T1', ?, ?, 6000, 'USD', ?, ?, 6000, 'USD', ?, ?, ?)`,
    ...[payment, reference, String(tail), tail, act.at + 900, act.at + 900, act.at, act.at, act.at],
  )
  yield* keepBeginning(PAYMENT, payment, 'created', act)
  yield* takeEdge(PAYMENT, payment, 'pay', act)
  yield* takeEdge(APPLICATION, reference, 'pay', act)
  yield* rows(
    'UPDATE applications SET paid_at = ?, complete_at = ?, due_at = ? WHERE id = ?',
    ...[act.at, act.at, dueAt, reference],
  )
}
