/** An application as its traveller makes it: all pages, a made invitation, an accepted copy, submitted by the act itself. */
import { join } from 'node:path'
import { defaultTerms } from '../../fixtures/default-terms.ts'
import { demoPassport } from '../../fixtures/demo-applications.ts'
import { type MrzFields, makeTd3Mrz } from '../../fixtures/make-mrz.ts'
import { openDatabase } from '../../platform/open-database.ts'
import type { ApplicationContext } from '../../server/applications/application-context.ts'
import { PAGE_NAMES, type PageName } from '../../server/applications/pages.ts'
import type { TypedAnswers } from '../../server/applications/read-pages.ts'
import { submitApplication } from '../../server/applications/submit-application.ts'
import { lookUpGuard } from '../../server/checks/look-up-guard.ts'
import type { InvitationContent } from '../../server/lifecycles/invitation-content.ts'
import type { KeptTerms } from '../../server/store/application-store.ts'
import { sqliteSteps } from '../../server/store/sqlite/sqlite-steps.ts'
import type { Runs } from '../../server/store/steps.ts'
import type { Store } from '../../server/store/store.ts'
import type { Submitted } from '../../server/store/submission-store.ts'
import { approvedTerms } from '../../server/terms/approved-terms.ts'
import type { Built } from './build-app.ts'
import type { Person } from './people.ts'
import { actOf, keepCopy, keepDraft } from './store/made-applications.ts'
import { keepApproved } from './store/made-invitations.ts'

const MIGRATIONS = join(import.meta.dirname, '../../server/store/migrations/sqlite')

const opened = new WeakMap<Built, Runs>()

/** Writes rows of its own into the store of a built server: for what nobody calls yet. */
export function runsBeside(built: Built): Runs {
  const runs = opened.get(built) ?? sqliteSteps(openDatabase(join(built.dir, 'authority.db'), MIGRATIONS))
  opened.set(built, runs)
  return runs
}

/** What the acts of applications work with, beside a built server. */
export function contextOf(
  { store, publisher, keys, clock }: Built,
  change: Partial<ApplicationContext> = {},
): ApplicationContext {
  const now = () => clock.now
  return {
    store,
    terms: approvedTerms(store, [defaultTerms()], now),
    publisher,
    keys: async () => keys.current,
    now,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    guard: lookUpGuard(),
    ...change,
  }
}

const NIMALI = demoPassport('N1234567')

/** The invitation of NIMALI PERERA: thirty days for tourism, from today on. */
export const INVITATION: InvitationContent = {
  surname: NIMALI.surname,
  given_names: NIMALI.givenNames,
  birth_date: '1990-03-04',
  nationality: NIMALI.nationality,
  passport: { number: NIMALI.number, issuer: NIMALI.issuer },
  purpose: 'tourism',
  category: 'B12',
  entries: 1,
  valid_from: '2026-11-22',
  valid_until: '2026-12-21',
  stay_days: 30,
  email: 'nimali@example.org',
  language: 'en',
}

/** The lines of her passport, under another number where one is given. */
export function linesOfPassport(number: string = NIMALI.number, change: Partial<MrzFields> = {}): string {
  const { issuer, surname, givenNames, nationality, sex } = NIMALI
  const dates = { birthDate: '1990-03-04', expires: '2031-08-22' }
  return makeTd3Mrz({ documentCode: 'P', issuer, surname, givenNames, number, nationality, sex, ...dates, ...change })
}

export type TypedChange = Partial<Record<PageName, TypedAnswers>>

/** What she types on each page, as people do. */
export function typedBy(
  supportNumber: string,
  number: string,
  change: TypedChange = {},
): Record<PageName, TypedAnswers> {
  const typed: Record<PageName, TypedAnswers> = {
    trip: { purpose: 'tourism', expected_entry: '25 NOV 2026', expected_exit: '04.12.2026' },
    invitation: { visa_support_number: supportNumber },
    passport: {
      number: number.toLowerCase().replace(/^n/, 'n '),
      issuer: 'Sri Lanka',
      expires: '2031-08-22',
      surname: 'Perera',
      given_names: 'Nimali Sanduni',
      sex: 'f',
      birth_date: '4 MAR 1990',
      nationality: 'LKA',
      mrz: linesOfPassport(number),
    },
    contact: { phone: '+94 77 123 4567', place_of_stay: 'Hotel Astana, Mangilik El 1' },
    background: { refused_before: false, overstayed: 'no', convicted: 'no' },
    declaration: { is_true: 'yes', not_refunded: true, terms_revision: 0, terms_from: TERMS.effectiveFrom },
  }
  for (const page of PAGE_NAMES) typed[page] = { ...typed[page], ...change[page] }
  return typed
}

/** The terms that are in force where no test changes them. */
export const TERMS: KeptTerms = { revision: 0, effectiveFrom: defaultTerms().effective_from }

export interface MadeApplication {
  readonly reference: string
  readonly account: string
  /** The id of the invitation. */
  readonly invitation: string
  /** Of the invitation. */
  readonly number: string
  /** The id of the copy of the passport. */
  readonly copy: string
}

export interface ReadyApplication extends MadeApplication {
  readonly revision: number
}

let made = 0

/** All that is to be submitted, and not submitted yet; of an account and a passport of its own. */
export async function readyApplication(
  built: Built,
  change: TypedChange = {},
  invited: Partial<InvitationContent> = {},
): Promise<ReadyApplication> {
  return keepReady(built.store, runsBeside(built), change, invited)
}

/** The same in any store, where no server is built around it. */
export async function keepReady(
  store: Pick<Store, 'beginApplication' | 'keepPage'>,
  runs: Runs,
  change: TypedChange = {},
  invited: Partial<InvitationContent> = {},
): Promise<ReadyApplication> {
  const owned = await keepDraft(store, runs)
  const { passport, ...taken } = await keepWhatItTakes(runs, owned.reference, invited)
  let revision = 1
  for (const [page, answers] of Object.entries(typedBy(taken.number, passport.number, change))) {
    const kept = await store.keepPage(owned, { page, answers, seen: revision }, actOf(owned.account))
    if (!kept.ok) throw new Error(JSON.stringify(kept.error))
    revision = kept.value.revision
  }
  return { ...owned, ...taken, revision }
}

/** An invitation of a passport that nobody has yet, and a copy of that for an application. */
async function keepWhatItTakes(runs: Runs, reference: string, invited: Partial<InvitationContent>) {
  made += 1
  const passport = { number: `N${1_234_567 + made}`, issuer: NIMALI.issuer }
  const number = `PAPER${String(made).padStart(5, '0')}`
  const invitation = await keepApproved(runs, number, { ...INVITATION, passport, ...invited })
  return { passport, invitation, number, copy: await keepCopy(runs, reference) }
}

/** The same by the calls of a person who is signed in. */
export async function readyCall(
  built: Built,
  { account, call }: Pick<Person, 'account' | 'call'>,
): Promise<ReadyApplication> {
  const { reference } = (await call('POST', '/v1/applications', { language: 'en' })).body
  const { passport, ...taken } = await keepWhatItTakes(runsBeside(built), reference, {})
  let revision = 1
  for (const [page, answers] of Object.entries(typedBy(taken.number, passport.number))) {
    const path = `/v1/applications/${reference}/pages/${page}`
    const { status, body } = await call('PUT', path, answers, { 'if-match': String(revision) })
    if (status !== 200 || body.faults.length > 0) throw new Error(`not kept: ${JSON.stringify(body)}`)
    revision = body.revision
  }
  return { reference, account, ...taken, revision }
}

/** An application that was submitted and not paid; throws what was in the way. */
export async function madeApplication(built: Built): Promise<MadeApplication & Submitted> {
  const { revision, ...ready } = await readyApplication(built)
  const act = actOf(ready.account, built.clock.now)
  const submitted = await submitApplication(ready, { revision, terms: TERMS, declaration: null }, act, contextOf(built))
  if (!submitted.ok) throw new Error(JSON.stringify(submitted.error))
  return { ...ready, ...submitted.value }
}
