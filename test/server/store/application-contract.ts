/** What every store must do with drafts, and with what is known of an application. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { queueLetter } from '../../../server/store/queue-letter.ts'
import { rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { newDelivery } from './delivery-contract.ts'
import { actOf, keepAccount, keepCopy, keepDraft, keepSubmitted } from './made-applications.ts'
import { INVITED, keepApproved, NUMBER } from './made-invitations.ts'
import { runsOf } from './runs-of.ts'

/** Runs the contract on a store that `open` gives empty. */
export function applicationContract(name: string, open: (t: Test) => Promise<Store>): void {
  const scene = async (t: Test) => {
    const store = await open(t)
    return { store, runs: await runsOf(store) }
  }

  t.test(`${name} begins drafts of an account, so many and no more, whatever is clicked at once`, async (t) => {
    const { store, runs } = await scene(t)
    const account = await keepAccount(runs)
    const begin = (reference: string) => store.beginApplication({ reference, account }, 'ru', 3, actOf(account))
    const begun = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(begin))
    t.equal(begun.filter(({ ok }) => ok).length, 3)
    t.strictSame(
      begun.filter(({ ok }) => !ok),
      Array(2).fill({ ok: false, error: 'too-many' }),
    )
    const all = await store.applicationsOf(account, null, 10)
    t.match(
      all,
      Array(3).fill({ state: 'draft', revision: 1, createdAt: NOW, submittedAt: null, dueAt: null, terms: null }),
    )
    const [first] = all
    const rest = await store.applicationsOf(account, first ?? null, 10)
    t.strictSame(rest, all.slice(1), 'the next page begins after the last one')
    t.strictSame(await store.applicationsOf('another', null, 10), [])
  })

  t.test(`${name} keeps the answers of a page as they were typed, and knows who overwrites whom`, async (t) => {
    const { store, runs } = await scene(t)
    const owned = await keepDraft(store, runs)
    const act = actOf(owned.account, NOW + 5)
    const typed = { surname: '  Ö\0🙂\uD800 ', expires: '31.02.2020', agreed: false, count: 3 }
    const keep = (seen: number, answers: Record<string, string | boolean | number> = typed, page = 'passport') =>
      store.keepPage(owned, { page, answers, seen }, act)
    t.strictSame(await keep(1), { ok: true, value: { revision: 2 } })
    const found = await store.findApplication(owned)
    t.strictSame(found?.pages, [{ page: 'passport', revision: 2, keptAt: NOW + 5, answers: typed }])
    t.match(found?.application, { revision: 2, changedAt: NOW + 5, language: 'en', frozen: null })
    t.strictSame(await keep(1), { ok: true, value: { revision: 2 } }, 'the same again is no conflict')
    t.strictSame(await keep(1, { surname: 'OTHER' }), {
      ok: false,
      error: { kind: 'stale', revision: 2, stands: typed },
    })
    t.strictSame(await keep(7, { surname: 'OTHER' }), {
      ok: false,
      error: { kind: 'stale', revision: 2, stands: typed },
    })
    t.strictSame(
      await keep(1, { phone: '1' }, 'contact'),
      { ok: true, value: { revision: 3 } },
      'another page is not in the way',
    )
    t.strictSame(await keep(2, { surname: 'LATER' }), { ok: true, value: { revision: 4 } })
    t.match(await store.keepPage({ ...owned, account: 'another' }, { page: 'trip', answers: {}, seen: 4 }, act), {
      error: 'not-there',
    })
  })

  t.test(
    `${name} takes one of two who write the same page at once, and tells the other what stands there`,
    async (t) => {
      const { store, runs } = await scene(t)
      const owned = await keepDraft(store, runs)
      const kept = await Promise.all(
        ['a', 'b', 'c', 'd'].map((surname) =>
          store.keepPage(owned, { page: 'passport', answers: { surname }, seen: 1 }, actOf(owned.account)),
        ),
      )
      t.equal(kept.filter(({ ok }) => ok).length, 1)
      const stands = (await store.findApplication(owned))?.pages[0]?.answers
      for (const one of kept) if (!one.ok) t.match(one.error, { kind: 'stale', stands })
    },
  )

  t.test(`${name} keeps nothing in what is submitted, and shows it to its owner alone`, async (t) => {
    const { store, runs } = await scene(t)
    const owned = await keepSubmitted(store, runs)
    t.strictSame(await store.keepPage(owned, { page: 'trip', answers: {}, seen: 1 }, actOf(owned.account)), {
      ok: false,
      error: { kind: 'not-open', state: 'submitted' },
    })
    t.equal(await store.findApplication({ ...owned, account: 'another' }), null)
    t.equal(await store.findApplication({ ...owned, reference: 'another' }), null)
    const found = await store.findApplication(owned)
    t.match(found, {
      application: { state: 'submitted', frozen: { receipt: 'header.payload.signature', fee: { minor: 6000 } } },
      timeline: [
        { edge: 'begin', state: 'draft', at: NOW, by: 'applicant' },
        { edge: 'submit', state: 'submitted', by: 'applicant' },
      ],
      copy: { id: owned.copy, state: 'accepted', sha256: 'hash' },
      hasOpenPayment: false,
      undelivered: null,
    })
    const copyNow = async () => (await store.findApplication(owned))?.copy
    await keepCopy(runs, owned.reference, 'refused', NOW + 9)
    t.match(await copyNow(), { id: owned.copy }, 'one that was accepted stays where a later one was refused')
    const arriving = await keepCopy(runs, owned.reference, 'receiving', NOW + 5)
    t.match(await copyNow(), { id: arriving, state: 'receiving' }, 'what is on its way is waited for')
    await runs.act(() => rows(`UPDATE passport_copies SET state = 'refused' WHERE id <> ?`, owned.copy))
    t.match(await copyNow(), { id: owned.copy })
    await runs.act(() => rows(`UPDATE passport_copies SET state = 'refused'`))
    t.match(await copyNow(), { state: 'refused' })
  })

  t.test(`${name} tells of the last that was written about a case where no mail server took it`, async (t) => {
    const { store, runs } = await scene(t)
    const owned = await keepSubmitted(store, runs)
    const told = async () => (await store.findApplication(owned))?.undelivered
    const by = { actor: 'letters', at: NOW }
    const writes = async (isTaken: boolean, kind: 'question' | 'paid', about = owned.reference) => {
      await runs.act(() => queueLetter({ kind, address: 'a@example.org', language: 'ar', about, content: {} }, NOW + 7))
      const claim = await store.claimLetter(NOW + 7, NOW + 60)
      if (claim === null) throw new TypeError('nothing is due')
      if (isTaken) await store.letterSent(claim, true, by)
      else await store.letterBounced(claim, { code: 'mail/550', text: 'no such mailbox' }, by)
    }
    // What the submission itself wrote.
    const first = await store.claimLetter(NOW + 5, NOW + 60)
    if (first !== null) await store.letterSent(first, false, by)
    await writes(false, 'question')
    t.strictSame(await told(), { kind: 'question', at: NOW + 7 })
    await writes(true, 'paid', 'another')
    t.match(await told(), { kind: 'question' }, 'what another case was told changes nothing')
    await writes(true, 'paid')
    t.equal(await told(), null)
    await writes(false, 'paid')
    await runs.act(() => rows('UPDATE applications SET visa_number = ? WHERE id = ?', 'K7Q2AAAAAAA9', owned.reference))
    const bounces = async (code: string) => {
      await store.queueDelivery(newDelivery(), { ...by, at: NOW + 9 })
      const claim = await store.claimDelivery(NOW + 9, NOW + 60)
      if (claim === null) throw new TypeError('nothing is due')
      await store.deliveryBounced(claim, { code, text: '' }, by)
    }
    await bounces('visa/replaced')
    t.strictSame(await told(), { kind: 'paid', at: NOW + 7 }, 'an e-visa that was withdrawn is not missed')
    await bounces('mail/550')
    t.strictSame(await told(), { kind: 'e-visa', at: NOW + 9 })
  })

  t.test(`${name} finds an invitation for whoever it is of, and reserves nothing`, async (t) => {
    const { store, runs } = await scene(t)
    const id = await keepApproved(runs)
    const bearer = { number: NUMBER, passport: 'LKA:N1234567', nationality: 'LKA' }
    t.strictSame(await store.findInvitationFor(bearer, 'K7Q2', NOW), { ok: true, value: { id, content: INVITED } })
    t.match(await store.findInvitationFor(bearer, 'M4XN', NOW), { ok: true })
    t.match(await store.findInvitationFor({ ...bearer, passport: 'LKA:N7' }, 'M4XN', NOW), {
      ok: false,
      error: { why: 'anothers' },
    })
  })
}
