/** What every store must do with the people of the portal. */
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import {
  CODES_AN_HOUR,
  MAX_TRIES,
  type NewSession,
  type NewSignIn,
  SESSION_IDLE_SECONDS,
  SESSION_SECONDS,
  SIGN_IN_SECONDS,
} from '../../../server/store/account-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { newSignIn } from './letter-contract.ts'
import { ACT } from './made-visas.ts'

const LETTER = { kind: 'sign-in', content: { code: '123456', link: '', minutes: 10 } } as const
const later = (seconds: number) => ({ ...ACT, at: NOW + seconds })

/** A store with a portal in it; its id. */
async function portalOf(store: Store): Promise<string> {
  const id = uuidv7()
  await store.addEnrolmentCode(id, 'portal', NOW + 60, ACT)
  const jwk = { kty: 'EC', crv: 'P-256', x: id, y: id } as const
  await store.enrolDevice(id, { id, name: 'a portal', jwk }, { at: NOW })
  return id
}

const newSession = (device: string): NewSession => {
  const id = uuidv7()
  return { id, tokenHash: `token ${id}`, device, browser: 'Firefox', network: '203.0.113.0/24' }
}
const typed = ({ id: signIn, browserHash, codeHash }: NewSignIn) => ({ signIn, browserHash, codeHash })

/** Signs somebody in; what is found by. */
async function signedIn(store: Store, device: string, change: Partial<NewSignIn> = {}, at = NOW) {
  const asked = newSignIn(change)
  await store.askSignIn(asked, LETTER, { ...ACT, at })
  const session = newSession(device)
  const begun = await store.signInByCode(typed(asked), uuidv7(), session, { ...ACT, at })
  if (!begun.ok) throw new Error(JSON.stringify(begun.error))
  return { asked, session, account: begun.value.account.id, expiresAt: begun.value.expiresAt }
}

/** Runs the contract on a store that `open` gives empty. */
export function accountContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} knows no session of a token that it never gave`, async (t) => {
    const store = await open(t)
    t.equal(await store.findSession('nobody', NOW), null)
  })

  t.test(`${name} begins a session by a code, and makes an account of each kind and address once`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    const { account, session, asked, expiresAt } = await signedIn(store, device, { email: 'anna@example.org' })
    t.equal(expiresAt, NOW + SESSION_SECONDS)
    t.strictSame(await store.findSession(session.tokenHash, NOW), { id: session.id, account, kind: 'applicant' })
    t.strictSame(await store.findAccount(account), {
      ...{ id: account, kind: 'applicant', email: 'anna@example.org', language: asked.language, createdAt: NOW },
    })
    const again = await signedIn(store, device, { email: 'anna@example.org', language: 'ru' }, NOW + 5)
    const host = await signedIn(store, device, { email: 'anna@example.org', kind: 'host' })
    t.equal(again.account, account)
    t.not(host.account, account)
    t.match(await store.findAccount(account), { language: asked.language }, 'who chose one before keeps it')
  })

  t.test(`${name} lets one of many finish a sign-in, whether by code or link`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    const asked = newSignIn()
    await store.askSignIn(asked, LETTER, ACT)
    const all = await Promise.all([
      ...[1, 2, 3].map(() => store.signInByCode(typed(asked), uuidv7(), newSession(device), ACT)),
      ...[1, 2, 3].map(() => store.signInByLink(asked, uuidv7(), newSession(device), ACT)),
    ])
    t.equal(all.filter(({ ok }) => ok).length, 1)
    t.same(new Set(all.map((one) => (one.ok ? 'ok' : one.error))), new Set(['ok', 'used']))
  })

  t.test(`${name} makes one account of many that sign in for the first time at once`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    const all = await Promise.all([1, 2, 3, 4].map(() => signedIn(store, device, { email: 'bob@example.org' })))
    t.equal(new Set(all.map(({ account }) => account)).size, 1)
    t.equal((await store.sessionsOf(all[0]?.account ?? '', NOW)).length, 4)
  })

  t.test(`${name} queues so many letters in an hour to an address, however many ask at once`, async (t) => {
    const store = await open(t)
    const ask = (at: number) => store.askSignIn(newSignIn({ email: 'eve@example.org' }), LETTER, { ...ACT, at })
    const sent = await Promise.all(Array.from({ length: 9 }, () => ask(NOW)))
    t.equal(sent.filter(Boolean).length, CODES_AN_HOUR)
    t.equal(await ask(NOW + 3599), false)
    t.equal(await ask(NOW + 3600), true)
    t.equal(await ask(NOW - 9 * 3600), true, 'a clock that was ahead keeps nobody out until that hour')
    t.equal((await store.letters('waiting', 99, '')).length, CODES_AN_HOUR + 2)
  })

  t.test(`${name} counts wrong codes, of many at once each`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    const asked = newSignIn()
    await store.askSignIn(asked, LETTER, ACT)
    const wrong = { ...typed(asked), codeHash: 'another' }
    const attempt = (tried = wrong) => store.signInByCode(tried, uuidv7(), newSession(device), ACT)
    const all = await Promise.all(Array.from({ length: 9 }, () => attempt()))
    const left = all.flatMap((one) => (!one.ok && typeof one.error === 'object' ? [one.error.left] : []))
    t.same(
      left.toSorted(),
      Array.from({ length: MAX_TRIES }, (_, at) => at),
    )
    t.strictSame(await attempt(typed(asked)), { ok: false, error: 'tried-out' })
    t.equal((await store.auditAfter(0, 99)).filter(({ act }) => act === 'sign-in-missed').length, MAX_TRIES)
  })

  t.test(`${name} finishes nothing in another browser, after its time, or for what is no sign-in`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    const [one, other] = [newSignIn(), newSignIn()]
    for (const asked of [one, other]) await store.askSignIn(asked, LETTER, ACT)
    const code = (tried: Parameters<Store['signInByCode']>[0], at = NOW) =>
      store.signInByCode(tried, uuidv7(), newSession(device), { ...ACT, at })
    const link = (tried: Parameters<Store['signInByLink']>[0], at = NOW) =>
      store.signInByLink(tried, uuidv7(), newSession(device), { ...ACT, at })
    t.match(await code({ ...typed(one), browserHash: other.browserHash }), { error: 'no-such-sign-in' })
    t.match(await code({ ...typed(one), signIn: 'nothing' }), { error: 'no-such-sign-in' })
    t.match(await link({ ...one, browserHash: other.browserHash }), { error: 'other-browser' })
    t.match(await link({ ...one, browserHash: null }), { error: 'other-browser' })
    t.match(await link({ ...one, linkHash: 'nothing' }), { error: 'no-such-sign-in' })
    t.match(await code(typed(one), NOW + SIGN_IN_SECONDS), { error: 'ran-out' })
    t.match(await link(one, NOW + SIGN_IN_SECONDS), { error: 'ran-out' })
    t.match(await link(one, NOW + SIGN_IN_SECONDS - 1), { ok: true })
  })

  t.test(`${name} ends a session that was not used, or is old, or whose portal or account is gone`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    const { session, account } = await signedIn(store, device)
    const lives = async (at: number) => (await store.findSession(session.tokenHash, NOW + at)) !== null
    t.equal(await lives(SESSION_IDLE_SECONDS), false)
    t.equal((await store.sessionsOf(account, NOW + SESSION_IDLE_SECONDS)).length, 0)
    let at = 0
    while (at + SESSION_IDLE_SECONDS <= SESSION_SECONDS) {
      t.equal(await lives(at), true, `after ${at} s`)
      at += SESSION_IDLE_SECONDS - 1
    }
    t.equal(await lives(SESSION_SECONDS), false)
    const other = await signedIn(store, device)
    await store.revokeDevice(device, ACT)
    t.equal(await store.findSession(other.session.tokenHash, NOW), null)
    t.equal((await store.sessionsOf(other.account, NOW)).length, 0)
  })

  t.test(`${name} notes once a minute that a session was seen, also after a clock that was ahead`, async (t) => {
    const store = await open(t)
    const { session, account } = await signedIn(store, await portalOf(store))
    const seen = async (at: number) => {
      await store.findSession(session.tokenHash, NOW + at)
      return ((await store.sessionsOf(account, NOW))[0]?.seenAt ?? 0) - NOW
    }
    t.equal(await seen(59), 0)
    t.equal(await seen(60), 60)
    t.equal(await seen(0), 0)
  })

  t.test(`${name} lets each end their own sessions and nobody else's`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    const anna = { email: 'anna@example.org' }
    const [one, two, three] = [
      await signedIn(store, device, anna),
      await signedIn(store, device, anna),
      await signedIn(store, device, anna),
    ]
    const bob = await signedIn(store, device)
    t.match(
      (await store.sessionsOf(one.account, NOW)).map(({ id }) => id),
      [three.session.id, two.session.id, one.session.id],
    )
    t.equal(await store.endSession(bob.session.id, one.account, ACT), false)
    t.equal(await store.endSession(one.session.id, one.account, ACT), true)
    t.equal(await store.endSession(one.session.id, one.account, ACT), false, 'it is over')
    t.equal(await store.findSession(one.session.tokenHash, NOW), null)
    t.equal(await store.endOtherSessions(two.account, two.session.id, ACT), 1)
    t.equal(await store.findSession(three.session.tokenHash, NOW), null)
    for (const { session } of [two, bob]) t.ok(await store.findSession(session.tokenHash, NOW))
  })

  t.test(`${name} keeps the language that a person chose`, async (t) => {
    const store = await open(t)
    const { account } = await signedIn(store, await portalOf(store))
    t.equal(await store.setLanguage(account, 'ru', ACT), true)
    t.match(await store.findAccount(account), { language: 'ru' })
    t.equal(await store.setLanguage('nobody', 'ru', ACT), false)
  })

  t.test(`${name} changes an address by a code to the new one, and by no other code`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    const anna = await signedIn(store, device, { email: 'anna@example.org' })
    const elsewhere = await signedIn(store, device, { email: 'anna@example.org' })
    const bob = await signedIn(store, device, { email: 'bob@example.org' })
    const by = { account: anna.account, session: anna.session.id }
    const asking = async (email: string, account: string | null) => {
      const asked = newSignIn({ email, account })
      await store.askSignIn(asked, LETTER, ACT)
      return asked
    }
    const change = (asked: NewSignIn) => store.changeAddress(typed(asked), by, ACT)
    t.match(await change(await asking('new@example.org', null)), { error: 'no-such-sign-in' })
    t.match(await change(await asking('new@example.org', bob.account)), { error: 'no-such-sign-in' })
    const ofAnna = await asking('new@example.org', anna.account)
    t.match(await store.signInByCode(typed(ofAnna), uuidv7(), newSession(device), ACT), { error: 'no-such-sign-in' })
    t.match(await store.signInByLink(ofAnna, uuidv7(), newSession(device), ACT), { error: 'no-such-sign-in' })
    t.match(await change(await asking('bob@example.org', anna.account)), { error: 'taken' })
    t.match(await change(ofAnna), { ok: true, value: { id: anna.account, email: 'new@example.org' } })
    t.match(await change(ofAnna), { error: 'used' })
    t.equal(await store.findSession(elsewhere.session.tokenHash, NOW), null, 'sessions of before are over')
    t.ok(await store.findSession(anna.session.tokenHash, NOW))
    const told = (await store.letters('waiting', 99, '')).filter(({ kind }) => kind === 'address-changed')
    t.same(
      told.map(({ address }) => address),
      ['anna@example.org'],
    )
    t.equal((await signedIn(store, device, { email: 'new@example.org' })).account, anna.account)
    t.not((await signedIn(store, device, { email: 'anna@example.org' })).account, anna.account)
  })

  t.test(`${name} forgets sessions and sign-ins that were over before a time, and nothing that is not`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    const ended = await signedIn(store, device)
    await store.endSession(ended.session.id, ended.account, later(10))
    const live = await signedIn(store, device)
    const open_ = newSignIn()
    await store.askSignIn(open_, LETTER, ACT)
    await store.forgetSignIns(NOW + 11, NOW + 11)
    t.ok(await store.findSession(live.session.tokenHash, NOW + 11))
    t.match(await store.signInByCode(typed(open_), uuidv7(), newSession(device), later(11)), { ok: true })
    t.match(await store.signInByCode(typed(ended.asked), uuidv7(), newSession(device), later(11)), { error: 'used' })
    const past = NOW + SESSION_IDLE_SECONDS + 1
    await store.forgetSignIns(past, past)
    t.match(await store.signInByCode(typed(ended.asked), uuidv7(), newSession(device), later(11)), {
      error: 'no-such-sign-in',
    })
    t.equal(await store.findSession(live.session.tokenHash, NOW + 11), null)
    t.ok(await store.findAccount(live.account), 'the account stays')
  })
}
