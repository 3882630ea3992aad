/** What every store must do with the people of the portal, and their sessions. */
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import { type NewSignIn, SESSION_IDLE_SECONDS, SESSION_SECONDS } from '../../../server/store/account-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { newSignIn } from './letter-contract.ts'
import { LETTER, newSession, portalOf, signedIn, typed } from './made-people.ts'
import { ACT } from './made-visas.ts'

/** Runs the contract on a store that `open` gives empty. */
export function accountContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} knows no session of a token that it never gave`, async (t) => {
    const store = await open(t)
    t.equal(await store.findSession('nobody', NOW), null)
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

  t.test(
    `${name} changes an address by a code to the new one and one to the old one, and by no other codes`,
    async (t) => {
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
      const own = async ({ browserHash }: NewSignIn, email = 'anna@example.org', account = anna.account) => {
        const asked = newSignIn({ email, account, browserHash })
        await store.askSignIn(asked, LETTER, ACT)
        return asked
      }
      const change = (asked: NewSignIn, ownCodeHash = `own ${asked.codeHash}`) =>
        store.changeAddress({ ...typed(asked), ownCodeHash }, by, ACT)
      t.match(await change(await asking('new@example.org', null)), { error: 'no-such-sign-in' })
      t.match(await change(await asking('new@example.org', bob.account)), { error: 'no-such-sign-in' })
      const ofAnna = await asking('new@example.org', anna.account)
      t.match(await change(ofAnna), { error: 'no-such-sign-in' }, 'no code went to the old address')
      await own(ofAnna, 'bob@example.org', bob.account)
      t.match(await change(ofAnna, ofAnna.codeHash), { error: 'no-such-sign-in' }, 'nor does one to somebody else do')
      const { codeHash: ownCode } = await own(ofAnna)
      t.match(await change(ofAnna, ofAnna.codeHash), { error: { kind: 'wrong-own-code', left: 4 } })
      t.match(await store.findAccount(anna.account), { email: 'anna@example.org' })
      const changeBoth = async (asked: NewSignIn) => change(asked, (await own(asked)).codeHash)
      t.match(await store.signInByCode(typed(ofAnna), uuidv7(), newSession(device), ACT), { error: 'no-such-sign-in' })
      t.match(await store.signInByLink(ofAnna, uuidv7(), newSession(device), ACT), { error: 'no-such-sign-in' })
      t.match(await changeBoth(await asking('bob@example.org', anna.account)), { error: 'taken' })
      t.match(await change(ofAnna, ownCode), { ok: true, value: { id: anna.account, email: 'new@example.org' } })
      t.match(await change(ofAnna, ownCode), { error: 'used' })
      t.equal(await store.findSession(elsewhere.session.tokenHash, NOW), null, 'sessions of before are over')
      t.ok(await store.findSession(anna.session.tokenHash, NOW))
      const told = (await store.letters('waiting', 99, '')).filter(({ kind }) => kind === 'address-changed')
      t.same(
        told.map(({ address }) => address),
        ['anna@example.org'],
      )
      t.equal((await signedIn(store, device, { email: 'new@example.org' })).account, anna.account)
      t.not((await signedIn(store, device, { email: 'anna@example.org' })).account, anna.account)
    },
  )

  t.test(`${name} gives an address that two ask for at once to one of them, and tells the other`, async (t) => {
    const store = await open(t)
    const device = await portalOf(store)
    for (const round of [1, 2, 3]) {
      const email = `new${round}@example.org`
      const people = await Promise.all(
        ['a', 'b', 'c'].map((who) => signedIn(store, device, { email: `${who}${round}@example.org` })),
      )
      const asked = await Promise.all(
        people.map(async ({ account }) => {
          const one = newSignIn({ email, account })
          const { browserHash, codeHash } = one
          await store.askSignIn(one, LETTER, ACT)
          const own = (await store.findAccount(account))?.email ?? ''
          await store.askSignIn(newSignIn({ email: own, account, browserHash, codeHash }), LETTER, ACT)
          return one
        }),
      )
      const changed = await Promise.all(
        people.map(({ account, session }, at) => {
          const one = typed(asked[at] as NewSignIn)
          return store.changeAddress({ ...one, ownCodeHash: one.codeHash }, { account, session: session.id }, ACT)
        }),
      )
      const became = changed.map((one) => (one.ok ? one.value.email : one.error)).toSorted()
      t.strictSame(became, [email, 'taken', 'taken'])
    }
  })
}
