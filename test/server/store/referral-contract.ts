/** What every store must do with those who were sent to second line. */
import t, { type Test } from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { SignedEvent } from '../../../server/store/ledger-store.ts'
import type { ReferralPlace, ReferralQuery } from '../../../server/store/referral-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { entryOf, exitOf, referralOf, secondLineOf, unprovenExit, unprovenReferral, voidOf } from '../../made-device.ts'
import { enrolledDevice } from './ledger-contract.ts'
import { ACT, newVisa } from './made-visas.ts'

/** Runs the contract on a store that `open` gives empty. */
export function referralContract(name: string, open: (t: Test) => Promise<Store>): void {
  const given = async (t: Test) => {
    const store = await open(t)
    const visa = await newVisa({ entries: 'multiple', category: 'B2' })
    await store.recordVisas([visa], ACT)
    const [booth, second] = [await enrolledDevice(store), await enrolledDevice(store)]
    const number = visa.claims.jti
    const referral = await booth.sign(referralOf(number))
    const hand = (...events: SignedEvent[]) => store.appendCrossings(events, booth.id, NOW)
    return { store, number, booth, second, referral, id: referral.event.id, hand }
  }
  const all = (store: Store, change: Partial<ReferralQuery> = {}) =>
    store.referrals({ isOpen: false, limit: 100, ...change })
  const statesOf = async (store: Store) => (await all(store)).map(({ state }) => state)
  const idsOf = async (store: Store, change: Partial<ReferralQuery>) =>
    (await all(store, change)).map(({ event }) => event.id)

  t.test(`${name} says what became of a referral, whatever the order in which it came`, async (t) => {
    const other = (await newVisa()).claims.jti
    // Each is done at second line a second after the other; the last word says what it comes to.
    type Doing = (number: string, id: string) => Parameters<(typeof booth)['sign']>[0]
    const booth = await enrolledDevice(await open(t))
    const did =
      (of: 'taken' | 'handed-back' | 'closed', change = {}): Doing =>
      (number, id) =>
        secondLineOf(number, id, { did: of, ...change })
    const cases: readonly (readonly [string, readonly Doing[], string])[] = [
      ['nothing was done', [], 'open'],
      ['taken', [did('taken')], 'taken'],
      ['taken and handed back', [did('taken'), did('handed-back')], 'handed-back'],
      ['taken again', [did('taken'), did('handed-back'), did('taken')], 'taken'],
      ['closed, and taken after that', [did('closed', { text: 'left' }), did('taken')], 'closed'],
      ['an entry', [did('taken'), (number, referral) => entryOf(number, { referral })], 'closed'],
      ['an exit', [(number, referral) => exitOf(number, { referral })], 'closed'],
      ['an entry that names none', [(number) => entryOf(number)], 'open'],
      ['second line of another checkpoint', [did('closed', { checkpoint: 'ALA' })], 'open'],
      ['an entry elsewhere', [(number, referral) => entryOf(number, { referral, checkpoint: 'ALA' })], 'open'],
      ['an entry on another e-visa', [(_, referral) => entryOf(other, { referral })], 'open'],
      ['second line of somebody without a number', [(_, id) => secondLineOf(null, id)], 'taken'],
      ['an exit of somebody without a number', [(_, referral) => unprovenExit({ referral })], 'closed'],
    ]
    for (const [what, doings, state] of cases) {
      for (const isBackwards of [false, true]) {
        const { store, number, second, referral, id, hand } = await given(t)
        const done: SignedEvent[] = [referral]
        for (const [at, doing] of doings.entries()) {
          done.push(await second.sign({ ...doing(number, id), at: NOW + at + 1 } as Parameters<typeof second.sign>[0]))
        }
        for (const event of isBackwards ? done.toReversed() : done) await hand(event)
        t.match(await all(store), [{ event: { id }, jws: referral.jws, state }], `${what}, backwards: ${isBackwards}`)
        t.equal((await all(store, { isOpen: true })).length, state === 'closed' ? 0 : 1, what)
      }
    }
  })

  t.test(`${name} says who did it and when`, async (t) => {
    const { store, number, second, id, referral, hand } = await given(t)
    t.equal((await hand(referral)).length, 1)
    t.match(await all(store), [{ state: 'open', act: null }])
    await hand(await second.sign(secondLineOf(number, id, { at: NOW + 9 })))
    t.match(await all(store), [{ state: 'taken', act: { device: second.id, operator: 'KZ-3', at: NOW + 9 } }])
    await hand(await second.sign(exitOf(number, { at: NOW + 30, referral: id })))
    t.match(await all(store), [{ state: 'closed', act: { device: second.id, operator: null, at: NOW + 30 } }])
  })

  t.test(`${name} is not moved by what does not count: refused, held, taken back`, async (t) => {
    const { store, number, booth, second, referral, id, hand } = await given(t)
    await hand(referral)
    await hand(await second.sign(entryOf(number, { basis: 'online', referral: id, at: NOW - 900 })))
    t.same(await statesOf(store), ['open'], 'refused: it was too late')
    const entry = await second.sign(entryOf(number, { referral: id }))
    await hand(entry)
    t.same(await statesOf(store), ['closed'])
    const undo = await second.sign(voidOf(number, entry.event.id, { at: NOW + 60 }))
    await hand(undo)
    t.same(await statesOf(store), ['open'], 'who was not let in is waiting still')
    await store.revokeDevice(second.id, ACT)
    const held = await second.sign(entryOf(number, { referral: id, at: NOW + 90 }))
    await hand(held)
    t.same(await statesOf(store), ['open'], 'held')
    const accept = { ...ACT, verdict: 'accept' as const, reason: 'it was found' }
    t.equal(await store.review(`revoked-device:${held.hash}`, accept), null)
    t.same(await statesOf(store), ['closed'], 'accepted')
    const mistake = await booth.sign(referralOf(number))
    await hand(mistake)
    t.equal((await all(store, { isOpen: true })).length, 1)
    const undone = await booth.sign(voidOf(number, mistake.event.id, { supervisor: 'KZ-2' }))
    await hand(undone)
    t.equal((await all(store, { isOpen: true })).length, 1, 'a booth alone takes no referral back')
    t.equal(await store.review(`late-void:${undone.event.id}`, accept), null)
    t.equal((await all(store, { isOpen: true })).length, 0, 'a referral by mistake is none')
  })

  t.test(`${name} lists a revoked device’s referral once it is accepted, and none of another’s id`, async (t) => {
    const { store, booth, number, referral, hand } = await given(t)
    await hand(referral, await booth.sign(exitOf(number, { id: referral.event.id })))
    const twin = await booth.sign(unprovenReferral({ id: referral.event.id }))
    await hand(twin)
    await store.revokeDevice(booth.id, ACT)
    const late = await booth.sign(unprovenReferral({ at: NOW + 1 }))
    await hand(late)
    t.match(await all(store), [{ jws: referral.jws, state: 'open' }])
    t.equal((await all(store)).length, 1)
    const accept = { ...ACT, verdict: 'accept' as const, reason: 'it was found' }
    t.equal(await store.review(`revoked-device:${late.hash}`, accept), null)
    t.match(await all(store), [{}, { jws: late.jws, event: { visa_number: null, passport: [/^P</, /\d/] } }])
  })

  t.test(`${name} takes a late void of a closing entry once it is accepted`, async (t) => {
    const { store, number, booth, second, referral, id, hand } = await given(t)
    const entry = await second.sign(entryOf(number, { referral: id }))
    const undo = await booth.sign(voidOf(number, entry.event.id))
    await hand(undo, entry, referral)
    t.same(await statesOf(store), ['closed'], "another booth's void waits")
    const accept = { ...ACT, verdict: 'accept' as const, reason: 'rang them' }
    t.equal(await store.review(`late-void:${undo.event.id}`, accept), null)
    t.same(await statesOf(store), ['open'])
  })

  t.test(`${name} takes a referral for as old as it is known, if the clock of its booth is slow`, async (t) => {
    const { store, number, booth, hand } = await given(t)
    const slow = await booth.sign(referralOf(number, { at: NOW - 86_460 }))
    await hand(slow)
    t.same(await idsOf(store, { isOpen: true, since: NOW - 86_400 }), [slow.event.id])
    t.same(await idsOf(store, { isOpen: true, before: NOW - 86_400 }), [])
    t.same(await idsOf(store, { isOpen: true, before: NOW + 1 }), [slow.event.id])
    t.same(await idsOf(store, { isOpen: true, since: NOW + 1 }), [])
  })

  t.test(`${name} is not moved by what was done before the referral, nor held by a time to come`, async (t) => {
    const { store, number, booth, second, referral, id, hand } = await given(t)
    await hand(await second.sign(exitOf(number, { at: NOW - 40 * 86_400, referral: id })), referral)
    t.same(await statesOf(store), ['open'], 'whoever left forty days ago was not sent there now')
    await hand(await second.sign(secondLineOf(number, id, { at: 9_000_000_000 })))
    t.match(await all(store), [{ state: 'taken', act: { at: NOW } }])
    await hand(await second.sign(secondLineOf(number, id, { did: 'handed-back', at: NOW + 50 })))
    t.match(await all(store), [{ state: 'handed-back', act: { at: NOW + 50 } }])
    await hand(await second.sign(exitOf(number, { at: NOW - 120, referral: id })))
    t.same(await statesOf(store), ['closed'], 'clocks differ by a little')
    const early = await booth.sign(referralOf(number, { at: NOW + 9 * 86_400 }))
    await hand(early, await second.sign(secondLineOf(number, early.event.id, { did: 'closed' })))
    t.same(await statesOf(store), ['closed', 'closed'], 'a referral of a time to come is as old as it is known')
  })

  t.test(`${name} pages by time, whatever was asked for`, async (t) => {
    const { store, number, booth, second, hand } = await given(t)
    const made: CrossingEvent[] = []
    for (let at = 0; at < 9; at++) {
      const signed = await booth.sign(
        referralOf(number, { at: NOW + 4 - Math.floor(at / 2), checkpoint: at < 6 ? 'NQZ' : 'ALA' }),
      )
      made.push(signed.event)
      await hand(signed)
    }
    const [first] = made
    await hand(await second.sign(secondLineOf(number, first?.id ?? '', { did: 'closed' })))
    const sorted = made.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1)).map(({ id }) => id)
    const paged: string[] = []
    for (let after: ReferralPlace | undefined; ; ) {
      const page = await all(store, { after, limit: 2 })
      paged.push(...page.map(({ event }) => event.id))
      const last = page.at(-1)
      if (last === undefined) break
      after = { at: last.knownAt, id: last.event.id }
    }
    t.same(paged, sorted)
    t.same(
      await idsOf(store, { isOpen: true }),
      sorted.filter((id) => id !== first?.id),
    )
    t.equal((await all(store, { checkpoint: 'ALA' })).length, 3)
    t.equal((await all(store, { checkpoint: 'ALA', isOpen: true, since: NOW + 1 })).length, 2)
    t.equal((await all(store, { before: NOW + 1 })).length, 1)
    t.same(await all(store, { checkpoint: "' OR 1=1 --" }), [])
  })
}
