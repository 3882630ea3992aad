/** How every store must let people sign in. */
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import {
  CODES_AN_HOUR,
  MAX_TRIES,
  SESSION_IDLE_SECONDS,
  SESSION_SECONDS,
  SIGN_IN_SECONDS,
} from '../../../server/store/account-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { newSignIn } from './letter-contract.ts'
import { LETTER, newSession, portalOf, signedIn, typed } from './made-people.ts'
import { ACT } from './made-visas.ts'

const later = (seconds: number) => ({ ...ACT, at: NOW + seconds })

/** Runs the contract on a store that `open` gives empty. */
export function signInContract(name: string, open: (t: Test) => Promise<Store>): void {
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

  t.test(`${name} signs nobody in by a code that was sent to nobody`, async (t) => {
    const store = await open(t)
    const session = newSession(await portalOf(store))
    const ask = async () => {
      const signIn = newSignIn({ email: 'eve@example.org', browserHash: 'of one browser' })
      await store.askSignIn(signIn, LETTER, ACT)
      return signIn
    }
    for (let asked = 0; asked < CODES_AN_HOUR; asked += 1) await ask()
    const unsent = await ask()
    t.match(await store.signInByCode(typed(unsent), uuidv7(), session, ACT), {
      error: { kind: 'wrong-code', left: MAX_TRIES - 1 },
    })
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
