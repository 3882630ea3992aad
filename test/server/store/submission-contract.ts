/** What every store must do with submissions, and with what ends an application before it is decided. */
import t, { type Test } from 'tap'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { firstRow, type Runs, rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { actOf, CONTENT, keepCopy, keepDraft, keepSubmitted, type MadeDraft, submission } from './made-applications.ts'
import { keepApproved, NUMBER } from './made-invitations.ts'
import { runsOf } from './runs-of.ts'

const TERMS = { revision: 0, effectiveFrom: '2026-01-01' }
const LAPSE = { actor: 'lapse', at: NOW + 40 * DAY }

const invitationState = (runs: Runs, id: string) =>
  runs.read(() => firstRow<{ state: string }>('SELECT state FROM invitations WHERE id = ?', id))
const letters = (runs: Runs, reference: string) =>
  runs.read(() =>
    rows<{ kind: string; content: string }>('SELECT kind, content FROM letters WHERE about = ? ORDER BY id', reference),
  )

/** A payment that somebody may have made. */
const openPayment = (runs: Runs, reference: string) =>
  runs.act(() =>
    rows(
      `INSERT INTO payments (id, state, application, acquirer, terminal, invoice, tail, amount_minor, currency, expires_at, watched_until, created_at, changed_at)
       VALUES (?, 'at-acquirer', ?, 'test', 'T', '000001', 1, 6000, 'USD', ?, ?, ?, ?)`,
      ...[`payment-${reference}`, reference, NOW, NOW, NOW, NOW],
    ),
  )

/** Runs the contract on a store that `open` gives empty. */
export function submissionContract(name: string, open: (t: Test) => Promise<Store>): void {
  const scene = async (t: Test) => {
    const store = await open(t)
    const runs = await runsOf(store)
    const submit = (owned: MadeDraft, copy: string, change = {}) =>
      store.submitApplication(owned, submission(copy, change), actOf(owned.account, NOW + 60))
    return { store, runs, submit }
  }

  t.test(`${name} freezes what is submitted in one with its invitation, receipt and letter, once`, async (t) => {
    const { store, runs, submit } = await scene(t)
    const invitation = await keepApproved(runs)
    const owned = await keepDraft(store, runs)
    const copy = await keepCopy(runs, owned.reference)
    const first = await submit(owned, copy)
    t.match(first, {
      ok: true,
      value: { submittedAt: NOW + 60, salt: 'salt', fee: { minor: 6000, currency: 'USD' }, terms: TERMS },
    })
    const again = await store.submitApplication(
      owned,
      submission(copy, { salt: 'other', receipt: 'other' }),
      actOf(owned.account, NOW + 90),
    )
    t.strictSame(again, first, 'sent twice it is answered alike')
    t.match(await invitationState(runs, invitation), { state: 'reserved' })
    const found = await store.findApplication(owned)
    t.match(found?.application, {
      state: 'submitted',
      submittedAt: NOW + 60,
      frozen: { content: { ...CONTENT, copy } },
    })
    const sent = await letters(runs, owned.reference)
    t.match(sent, [{ kind: 'submitted' }])
    t.match(JSON.parse(sent[0]?.content ?? ''), {
      reference: owned.reference,
      amount: '60.00 USD',
      until: '2026-11-29',
    })
    await store.withdrawApplication(owned, actOf(owned.account))
    const late = await store.submitApplication(owned, submission(copy), actOf(owned.account, NOW + 120))
    t.strictSame(
      late,
      { ok: false, error: { kind: 'wrong-state', state: 'withdrawn' } },
      'once it is over that is told',
    )
  })

  t.test(`${name} writes what is agreed to in one with it, and only on what was judged`, async (t) => {
    const { store, runs, submit } = await scene(t)
    await keepApproved(runs)
    const owned = await keepDraft(store, runs)
    const copy = await keepCopy(runs, owned.reference)
    const declaration = { is_true: 'yes' }
    t.match(await submit(owned, copy, { declaration, revision: 1 }), { error: { kind: 'stale', revision: 1 } })
    t.match(await submit(owned, 'another', { declaration, revision: 2 }), { error: 'copy-changed' })
    t.match(await store.findApplication(owned), { application: { state: 'draft', revision: 1 }, pages: [] })
    const first = await submit(owned, copy, { declaration, revision: 2 })
    t.match(first, { ok: true, value: { revision: 2 } })
    t.match(await store.findApplication(owned), {
      application: { state: 'submitted', revision: 2, frozen: { revision: 2 } },
      pages: [{ page: 'declaration', revision: 2, answers: declaration }],
    })
    t.strictSame(await submit(owned, copy, { declaration, revision: 2 }), first, 'sent twice it is answered alike')
  })

  t.test(`${name} takes what costs nothing as paid`, async (t) => {
    const { store, runs, submit } = await scene(t)
    await keepApproved(runs)
    const owned = await keepDraft(store, runs)
    const copy = await keepCopy(runs, owned.reference)
    const free = { fee: { minor: 0, currency: 'USD' } }
    const first = await submit(owned, copy, free)
    t.match(await store.findApplication(owned), {
      application: { state: 'paid', paidAt: NOW + 60, completeAt: NOW + 60, dueAt: NOW + 500 },
      timeline: [{}, { edge: 'submit' }, { edge: 'pay' }],
    })
    t.strictSame(await submit(owned, copy, free), first)
    t.match(await letters(runs, owned.reference), [{ kind: 'paid', content: /"due":"2026-11-22 10:08"/ }])
  })

  t.test(`${name} submits one of many who ask at once`, async (t) => {
    const { store, runs, submit } = await scene(t)
    await keepApproved(runs)
    const owned = await keepDraft(store, runs)
    const copy = await keepCopy(runs, owned.reference)
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((salt) => submit(owned, copy, { salt })))
    t.equal(new Set(all.map((one) => (one.ok ? one.value.salt : 'failed'))).size, 1)
    t.equal((await letters(runs, owned.reference)).length, 1)
  })

  t.test(`${name} submits nothing that is not what was judged, and changes nothing then`, async (t) => {
    const { store, runs, submit } = await scene(t)
    const invitation = await keepApproved(runs)
    const owned = await keepDraft(store, runs)
    const copy = await keepCopy(runs, owned.reference)
    t.match(await submit(owned, copy, { revision: 2 }), { error: { kind: 'stale', revision: 1 } })
    t.match(await submit({ ...owned, account: 'another' }, copy), { error: 'not-there' })
    t.match(await submit(owned, 'another copy'), { error: 'copy-changed' })
    t.match(await submit(owned, copy, { terms: { ...TERMS, revision: 3 } }), { error: 'terms-moved' })
    const wrong = { ...CONTENT, copy, visa_support_number: '4719302835' }
    t.match(await submit(owned, copy, { content: wrong }), { error: { kind: 'invitation-not-usable' } })
    const newer = await keepCopy(runs, owned.reference, 'receiving', NOW + 1)
    t.match(await submit(owned, newer), { error: 'copy-changed' })
    t.match(await invitationState(runs, invitation), { state: 'approved' })
    t.match(await store.findApplication(owned), { application: { state: 'draft', frozen: null } })
    t.strictSame(await letters(runs, owned.reference), [])
  })

  t.test(`${name} takes one application of a passport at a time, whatever comes at once`, async (t) => {
    const { store, runs, submit } = await scene(t)
    await keepApproved(runs)
    await keepApproved(runs, '1234567897')
    const one = await keepDraft(store, runs)
    const [mine, other] = [await keepDraft(store, runs, one.account), await keepDraft(store, runs)]
    const numbered = async (owned: MadeDraft, number: string) => {
      const copy = await keepCopy(runs, owned.reference)
      return () => submit(owned, copy, { content: { ...CONTENT, copy, visa_support_number: number } })
    }
    const [first, second] = [await numbered(one, NUMBER), await numbered(mine, '1234567897')]
    const both = await Promise.all([first(), second()])
    t.equal(both.filter(({ ok }) => ok).length, 1)
    const winner = both[0]?.ok ? one : mine
    t.match(
      both.find(({ ok }) => !ok),
      { error: { kind: 'passport-in-use', reference: winner.reference } },
    )
    const third = await numbered(other, winner === one ? '1234567897' : NUMBER)
    t.strictSame(
      await third(),
      { ok: false, error: { kind: 'passport-in-use', reference: null } },
      "another's is not named",
    )
    await store.withdrawApplication(winner, actOf(winner.account))
    t.match(await third(), { ok: true })
  })

  t.test(`${name} makes a draft again of what is not paid, with its invitation free and a new revision`, async (t) => {
    const { store, runs } = await scene(t)
    const owned = await keepSubmitted(store, runs)
    t.strictSame(await store.reopenApplication(owned, actOf(owned.account)), { ok: true, value: { revision: 2 } })
    t.match(await invitationState(runs, owned.invitation), { state: 'approved' })
    t.match(await store.findApplication(owned), {
      application: { state: 'draft', frozen: null, submittedAt: null, terms: null },
    })
    t.strictSame(await store.reopenApplication(owned, actOf(owned.account)), {
      ok: false,
      error: { kind: 'wrong-state', state: 'draft' },
    })
  })

  t.test(`${name} keeps the flag of a chargeback when it is a draft again, and when that is submitted`, async (t) => {
    const { store, runs, submit } = await scene(t)
    const owned = await keepSubmitted(store, runs)
    const flagsOf = () => runs.read(() => firstRow('SELECT flags FROM applications WHERE id = ?', owned.reference))
    const flag = (flags: string) =>
      runs.act(() => rows('UPDATE applications SET flags = ? WHERE id = ?', flags, owned.reference))
    const content = (await store.findApplication(owned))?.application.frozen?.content ?? CONTENT
    await flag('["overstayed","chargeback"]')
    t.match(await store.reopenApplication(owned, actOf(owned.account)), { ok: true })
    t.strictSame(await flagsOf(), { flags: '["chargeback"]' }, 'what was said is said anew')
    const again = { revision: 2, content, flags: ['convicted'] }
    const flags = ['chargeback', 'convicted']
    const first = await submit(owned, owned.copy, again)
    t.match(first, { ok: true, value: { flags } })
    t.strictSame(await submit(owned, owned.copy, again), first)
    t.strictSame(await flagsOf(), { flags: JSON.stringify(flags) })
  })

  t.test(`${name} withdraws what is not decided, and says so in a letter`, async (t) => {
    const { store, runs } = await scene(t)
    const owned = await keepSubmitted(store, runs)
    t.match(await store.withdrawApplication({ ...owned, account: 'another' }, actOf('another')), { error: 'not-there' })
    t.strictSame(await store.withdrawApplication(owned, actOf(owned.account)), { ok: true, value: null })
    t.strictSame(
      await store.withdrawApplication(owned, actOf(owned.account)),
      { ok: true, value: null },
      'twice is once',
    )
    t.match(await invitationState(runs, owned.invitation), { state: 'approved' })
    t.match(await letters(runs, owned.reference), [{ kind: 'submitted' }, { kind: 'withdrawn' }])
    t.match((await store.findApplication(owned))?.timeline.at(-1), { edge: 'withdraw', state: 'withdrawn' })
    const draft = await keepDraft(store, runs)
    t.match(await store.withdrawApplication(draft, actOf(draft.account)), { ok: true })
    t.strictSame(await letters(runs, draft.reference), [], 'a draft is nothing to write about')
  })

  t.test(`${name} leaves what may be paid as it is`, async (t) => {
    const { store, runs } = await scene(t)
    const owned = await keepSubmitted(store, runs)
    await openPayment(runs, owned.reference)
    t.strictSame(await store.reopenApplication(owned, actOf(owned.account)), { ok: false, error: 'payment-open' })
    t.strictSame(await store.withdrawApplication(owned, actOf(owned.account)), { ok: false, error: 'payment-open' })
    t.equal(
      await store.lapseApplications({ state: 'submitted', terms: TERMS, unchangedSince: NOW + 30 * DAY }, 10, LAPSE),
      0,
    )
    t.match(await store.findApplication(owned), { application: { state: 'submitted' }, hasOpenPayment: true })
    t.match(await invitationState(runs, owned.invitation), { state: 'reserved' })
  })

  t.test(`${name} lets lapse what nobody touched, each by its edition, and nothing else`, async (t) => {
    const { store, runs } = await scene(t)
    const [draft, owned] = [await keepDraft(store, runs), await keepSubmitted(store, runs)]
    t.strictSame(await store.editionsWaiting(), [TERMS])
    const lapse = (state: 'draft' | 'submitted', terms: typeof TERMS | null, unchangedSince: number) =>
      store.lapseApplications({ state, terms, unchangedSince }, 10, LAPSE)
    t.equal(await lapse('submitted', TERMS, NOW - 1), 0)
    t.equal(await lapse('submitted', { ...TERMS, revision: 1 }, NOW), 0)
    t.equal(await lapse('submitted', TERMS, NOW), 1)
    t.match(await store.findApplication(owned), { application: { state: 'lapsed' } })
    t.match(await invitationState(runs, owned.invitation), { state: 'approved' })
    t.match(await letters(runs, owned.reference), [{ kind: 'submitted' }, { kind: 'lapsed' }])
    t.match(await store.findApplication(draft), { application: { state: 'draft' } })
    t.equal(await lapse('draft', null, NOW), 1)
    t.match((await store.findApplication(draft))?.timeline.at(-1), { edge: 'lapse', by: 'lapse' })
    t.equal(await lapse('draft', null, NOW), 0)
    t.strictSame(await store.editionsWaiting(), [])
  })
}
