/** Applications as the contracts of the stores make them: an account, an invitation, a copy of the passport, and what is submitted. */
import { randomBytes, randomUUID } from 'node:crypto'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { ApplicationContent } from '../../../server/lifecycles/application-content.ts'
import { APPLICATION, type ApplicationEdge } from '../../../server/lifecycles/application-states.ts'
import { type Runs, rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import type { Submission } from '../../../server/store/submission-store.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { INVITED, keepApproved, NUMBER } from './made-invitations.ts'

let made = 0

/** An account of an applicant, signed in once; gives its id. */
export async function keepAccount({ act }: Runs, email = `nimali-${made}@example.org`): Promise<string> {
  made += 1
  const id = `account-${made}`
  await act(() =>
    rows(
      `INSERT INTO accounts (id, kind, email, language, created_at, seen_at) VALUES (?, 'applicant', ?, 'en', ?, ?)`,
      ...[id, email, NOW, NOW],
    ),
  )
  return id
}

/** A copy of the passport of an application that was accepted, with its picture; gives its id. */
export async function keepCopy({ act }: Runs, reference: string, state = 'accepted', at = NOW): Promise<string> {
  made += 1
  const id = randomUUID()
  await act(function* () {
    yield* rows(
      `INSERT INTO passport_copies (id, application, state, size, wrapped_key, file_key, created_at, changed_at)
       VALUES (?, ?, ?, 10, ?, 'key', ?, ?)`,
      ...[id, reference, state, new Uint8Array([1]), at, at],
    )
    yield* rows(
      `INSERT INTO passport_pictures (copy, page, width, height, sha256, bytes) VALUES (?, 1, 800, 600, 'hash', ?)`,
      ...[id, new Uint8Array([1])],
    )
  })
  return id
}

export const CONTENT: Omit<ApplicationContent, 'copy'> = {
  purpose: INVITED.purpose,
  visa_support_number: NUMBER,
  category: INVITED.category,
  entries: INVITED.entries,
  valid_from: INVITED.valid_from,
  valid_until: INVITED.valid_until,
  stay_days: INVITED.stay_days,
  holder: {
    surname: INVITED.surname,
    given_names: INVITED.given_names,
    sex: 'F',
    birth_date: INVITED.birth_date,
    nationality: INVITED.nationality,
  },
  passport: { ...INVITED.passport, expires: '2031-08-22' },
  mrz: null,
  copy_sha256: 'hash',
  expected_entry: '2026-12-02',
  expected_exit: '2026-12-10',
  place_of_stay: 'Hotel Astana',
  phone: '+94 77 123 4567',
  background: { refused_before: false, overstayed: false, convicted: false, explanation: '' },
  email: 'nimali@example.org',
  language: 'en',
}

/** What is submitted of a draft with this copy, with changes. */
export function submission(copy: string, change: Partial<Submission> = {}): Submission {
  return {
    content: { ...CONTENT, copy },
    contentHash: 'content hash',
    salt: 'salt',
    receipt: 'header.payload.signature',
    revision: 1,
    terms: { revision: 0, effectiveFrom: '2026-01-01' },
    fee: { minor: 6000, currency: 'USD' },
    flags: [],
    dueAt: NOW + 500,
    declaration: null,
    letter: { amount: '60.00 USD', until: '2026-11-29' },
    ...change,
  }
}

export interface MadeDraft {
  readonly reference: string
  readonly account: string
}

/** A draft of a new account, or of one that there is. */
export async function keepDraft(
  store: Pick<Store, 'beginApplication'>,
  runs: Runs,
  account?: string,
): Promise<MadeDraft> {
  const owned = { reference: makeVisaNumber(randomBytes), account: account ?? (await keepAccount(runs)) }
  const begun = await store.beginApplication(owned, 'en', 100, actOf(owned.account))
  if (!begun.ok) throw new Error(begun.error)
  return owned
}

/** As the applicant does something. */
export const actOf = (account: string, at = NOW) => ({ actor: `applicant/${account}`, at })

export interface MadeSubmitted extends MadeDraft {
  readonly invitation: string
  readonly copy: string
}

let numbers = 0

/** An application that was submitted and not paid, of an account, passport and invitation of its own. */
export async function keepSubmitted(store: Store, runs: Runs, account?: string): Promise<MadeSubmitted> {
  numbers += 1
  const owned = await keepDraft(store, runs, account)
  const passport = { number: `N${String(numbers).padStart(7, '0')}`, issuer: 'LKA' }
  const number = `PAPER${String(numbers).padStart(5, '0')}`
  const invitation = await keepApproved(runs, number, { ...INVITED, passport })
  const copy = await keepCopy(runs, owned.reference)
  const { expires } = CONTENT.passport
  const content = { ...CONTENT, copy, visa_support_number: number, passport: { ...passport, expires } }
  const submitted = await store.submitApplication(owned, submission(copy, { content }), actOf(owned.account))
  if (!submitted.ok) throw new Error(JSON.stringify(submitted.error))
  return { ...owned, invitation, copy }
}

/** Takes edges as the officers' rooms and the payments do. */
export async function takeEdges({ act }: Runs, reference: string, ...edges: readonly ApplicationEdge[]): Promise<void> {
  await act(function* () {
    for (const edge of edges) {
      const taken = yield* takeEdge(APPLICATION, reference, edge, { actor: 'operator/a', at: NOW })
      if (!taken.ok) throw new Error(JSON.stringify(taken.error))
    }
  })
}
