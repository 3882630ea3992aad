/** A whole portal for hostile cases, on either store: people, officers, a bank, and a clock; all of it is done by calls. */
import { randomBytes } from 'node:crypto'
import type { Test } from 'tap'
import type { InvitationContent } from '../../../server/lifecycles/invitation-content.ts'
import { makeLogger } from '../../../server/log-event.ts'
import { dueOfCase } from '../../../server/payments/due-of-case.ts'
import { testAcquirer } from '../../../server/payments/test-acquirer.ts'
import { workPayments } from '../../../server/payments/watch-payments.ts'
import { type Runs, rows } from '../../../server/store/steps.ts'
import { CLIENT, madeAcquirer, payAt, TERMINALS } from '../../acquirer/made-acquirer.ts'
import { type Answer, type BuildOptions, build, type Call, PORTAL_URL } from '../build-app.ts'
import { issueDueCases } from '../cases/made-issuing.ts'
import { INVITATION, runsBeside, TERMS, type TypedChange, typedBy } from '../made-application.ts'
import { newAddress, type Person, personOf } from '../people.ts'
import type { Opened } from '../store/both-databases.ts'
import { keepCopy } from '../store/made-applications.ts'

export interface Ready {
  readonly reference: string
  readonly revision: number
  readonly number: string
  readonly passport: string
  /** The id of its invitation. */
  readonly invitation: string
}

export interface Letter {
  readonly kind: string
  readonly address: string
  readonly about: string
  readonly content: string
}

let made = 0

export async function hostileScene(t: Test, opened?: Opened, options: BuildOptions = {}) {
  const bankClock = { now: 0 }
  const bank = await madeAcquirer(t, bankClock)
  const acquirer = testAcquirer({ url: bank.url, ...CLIENT, terminals: TERMINALS, answerMs: 500 })
  const address = { url: '' }
  const paymentWatch = { wake: () => undefined, nudge: () => undefined }
  const built = await build(t, {
    ...{ acquirer, paymentWatch, publicUrl: () => address.url },
    ...(opened && { store: () => opened.store }),
    ...options,
  })
  address.url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => acquirer.close())
  const { store, clock, terms, publisher, keys } = built
  const now = () => clock.now
  bankClock.now = clock.now
  const runs: Runs = opened?.runs ?? runsBeside(built)
  const portal = await built.enrol('portal')
  const asel = await built.operator('asel')
  const bolat = await built.operator('bolat')
  const letters = (kind: string) =>
    runs.read(() => rows<Letter>('SELECT kind, address, about, content FROM letters WHERE kind = ? ORDER BY id', kind))
  const codeFor = async (email: string): Promise<string> =>
    JSON.parse((await letters('sign-in')).filter((letter) => letter.address === email).at(-1)?.content ?? '{}').code
  const signIn = async (kind: 'applicant' | 'host', email: string): Promise<Person> => {
    const from = newAddress()
    const { id, browser } = (await portal.call('POST', '/v1/sign-ins', { email, kind, language: 'en' }, from)).body
    const finish = { browser, code: await codeFor(email) }
    return personOf(portal, (await portal.call('POST', `/v1/sign-ins/${id}/code`, finish, from)).body, from)
  }
  const watch = {
    ...{ store, now, log: built.app.log, acquirerOf: () => acquirer },
    dueOf: dueOfCase({ store, terms }),
  }
  const issuing = {
    ...{ store, publisher, randomBytes, qrPrefix: 'EV1:', keys: async () => keys.current, now },
    ...{ keyPlace: null, mustSign: async () => false },
    log: makeLogger('silent', { write: () => undefined }),
  }
  /** Lets time go by in steps of ten seconds, for the bank and for the watch of payments. */
  const pass = async (seconds: number): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += 10) {
      clock.now += 10
      bankClock.now = clock.now
      await bank.work()
      while ((await workPayments(watch)) > 0);
    }
  }
  /** A draft with all pages, of a passport of its own. */
  const ready = async (
    { call }: Pick<Person, 'call'>,
    change: TypedChange = {},
    invited: Partial<InvitationContent> = {},
  ): Promise<Ready> => {
    made += 1
    const passport = `N${3_234_567 + made}`
    const number = `PAPER${String(50_000 + made)}`
    const { reference } = (await call('POST', '/v1/applications', { language: 'en' })).body
    const content = { ...INVITATION, passport: { number: passport, issuer: 'LKA' }, ...invited }
    const { invitation } = (await asel('POST', '/v1/paper-invitations', { number, content })).body
    await bolat('POST', `/v1/invitations/${invitation}/approval`)
    await keepCopy(runs, reference)
    let revision = 1
    for (const [page, answers] of Object.entries(typedBy(number, passport, change))) {
      const path = `/v1/applications/${reference}/pages/${page}`
      const { body } = await call('PUT', path, answers, { 'if-match': String(revision) })
      revision = body.revision
    }
    return { reference, revision, number, passport, invitation }
  }
  const submit = ({ call }: Pick<Person, 'call'>, { reference, revision }: Ready): Promise<Answer> =>
    call('POST', `/v1/applications/${reference}/submission`, submitting(revision))
  const begin = ({ call }: Pick<Person, 'call'>, { reference }: Pick<Ready, 'reference'>): Promise<Answer> =>
    call('POST', `/v1/applications/${reference}/payments`, {
      return_address: `${options.portalUrl ?? PORTAL_URL}/back`,
    })
  const submitted = async (person: Person): Promise<Ready> => {
    const one = await ready(person)
    const answer = await submit(person, one)
    if (answer.status !== 200) throw new Error(answer.text)
    return one
  }
  const paid = async (person: Person): Promise<Ready> => {
    const one = await submitted(person)
    await payAt((await begin(person, one)).body.page)
    await pass(20)
    return one
  }
  const decide = async (by: Call, { reference }: Pick<Ready, 'reference'>, decision: object): Promise<Answer> => {
    await by('POST', `/v1/cases/${reference}/claim`)
    const { revision } = (await by('GET', `/v1/cases/${reference}`)).body
    return by('POST', `/v1/cases/${reference}/decision`, { revision, ...decision })
  }
  /** The bank's file of a day, fetched because an operator asks for it. */
  const settle = (day: string): Promise<Answer> => built.authority('POST', '/v1/settlements', { day })
  return {
    settle,
    ...{ ...built, bank, runs, portal, letters, codeFor, signIn, pass, ready, submit, begin, submitted, paid, decide },
    address,
    asel,
    bolat,
    nimali: await signIn('applicant', 'nimali@example.org'),
    issueAll: () => issueDueCases(issuing),
  }
}

export type HostileScene = Awaited<ReturnType<typeof hostileScene>>

/** What a submission sends. */
export const submitting = (revision: number) => ({
  revision,
  terms: { revision: TERMS.revision, effective_from: TERMS.effectiveFrom },
})

/** What an application says of itself to its traveller. */
export async function stateOf({ call }: Pick<Person, 'call'>, { reference }: Pick<Ready, 'reference'>) {
  return (await call('GET', `/v1/applications/${reference}`)).body
}

export const paymentsOf = async ({ nimali }: HostileScene, { reference }: Ready) =>
  (await nimali.call('GET', `/v1/applications/${reference}/payments`)).body
export const withdraw = ({ nimali }: HostileScene, { reference }: Ready) =>
  nimali.call('POST', `/v1/applications/${reference}/withdrawal`)
export const lettersAbout = async ({ letters }: HostileScene, kind: string, { reference }: Ready) =>
  (await letters(kind)).filter(({ about, content }) => about === reference || content.includes(reference))
