/** What every store must do when the numbers of invitations run out or are used, and travellers arrive. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import {
  approval,
  hostOf,
  keepInReview,
  keepPaper,
  NUMBER,
  newInvitation,
  OFFICER,
  SECOND,
} from './made-invitations.ts'

const DAY = 86_400
const CLOCK = { actor: 'invitations', at: NOW }

/** Runs the contract on a store that `open` gives empty. */
export function invitationEndContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} ends approved ones whose number or visit is over, so many at a time`, async (t) => {
    const store = await open(t)
    const numbers = ['5000000001', '5000000002', '5000000003']
    const ids = [await keepInReview(store), await keepInReview(store), await keepInReview(store)]
    for (const [at, id] of ids.entries())
      await store.changeInvitation(id, null, approval(numbers[at], NOW + (at + 1) * DAY), SECOND)
    const expire = (at: number) => store.expireInvitations({ ...CLOCK, at }, 2)
    t.equal(await expire(NOW + DAY - 1), 0)
    t.equal(await expire(NOW + 2 * DAY), 2)
    t.equal(await expire(NOW + 2 * DAY), 0)
    t.match(await store.invitation(ids[0] ?? '', null), { state: 'expired', changedAt: NOW + 2 * DAY })
    const paper = { ...newInvitation(null, { valid_until: '2026-11-25' }), number: 'KZ1234' }
    await keepPaper(store, paper)
    t.equal(await expire(NOW + 2 * DAY), 0)
    t.equal(await expire(NOW + 4 * DAY), 2)
  })

  t.test(`${name} marks used what an e-visa was issued for: the same number and passport`, async (t) => {
    const store = await open(t)
    const paper = { ...newInvitation(null), number: NUMBER }
    await keepPaper(store, paper)
    const { issuer, number } = paper.content.passport
    const issued = { number: NUMBER, passport: `${issuer}:${number}` }
    t.equal(
      await store.useIssued(
        [
          { ...issued, passport: 'LKA:X' },
          { ...issued, number: '1' },
        ],
        OFFICER,
      ),
      0,
    )
    t.equal(await store.useIssued([], OFFICER), 0)
    t.equal(await store.useIssued([issued, issued], OFFICER), 1)
    t.equal(await store.useIssued([issued], OFFICER), 0)
    t.match(await store.invitation(paper.id, null), { state: 'used' })
  })

  t.test(`${name} keeps the day of the arrival that the host reports of a used one`, async (t) => {
    const store = await open(t)
    const paper = { ...newInvitation(null), number: NUMBER }
    await keepPaper(store, paper)
    const report = (day: string, owner: string | null = null) => store.reportArrival(paper.id, owner, day, SECOND)
    t.match(await report('2026-12-02'), { ok: false, error: { kind: 'no-such-edge', state: 'approved' } })
    const { issuer, number } = paper.content.passport
    await store.useIssued([{ number: NUMBER, passport: `${issuer}:${number}` }], OFFICER)
    t.strictSame(await report('2026-12-02', 'somebody'), { ok: false, error: 'not-there' })
    t.strictSame(await report('2026-12-02'), { ok: true, value: null })
    t.strictSame(await report('2026-12-02'), { ok: true, value: null })
    t.strictSame(await report('2026-12-03'), { ok: true, value: null })
    t.match(await store.invitation(paper.id, null), { arrivedOn: '2026-12-03' })
    t.equal((await store.auditAfter(0, 20)).filter(({ act }) => act === 'invitation-arrival').length, 2)
  })

  t.test(`${name} reminds of an arrival once, and not of one that was reported`, async (t) => {
    const store = await open(t)
    const id = await keepInReview(store)
    await store.changeInvitation(id, null, approval(), SECOND)
    await store.setArrivalDue(id, NOW + DAY)
    t.equal(await store.remindOfArrivals(NOW + DAY, CLOCK, 10), 0)
    t.equal(await store.remindOfArrivals(NOW + DAY + 1, CLOCK, 10), 1)
    t.equal(await store.remindOfArrivals(NOW + DAY + 1, CLOCK, 10), 0)
    t.strictSame(await store.enteredInvitations('2026-01-01', 10), [])
  })

  t.test(`${name} calls off what was never approved and lies, and nothing that goes on`, async (t) => {
    const store = await open(t)
    const asked = await keepInReview(store)
    const host = await hostOf(store)
    await store.changeInvitation(asked, null, { edge: 'ask', text: 'Who?' }, OFFICER)
    const draft = newInvitation(host)
    const soon = () => newInvitation(host, { valid_until: '2026-11-25' })
    const [past, waits, approved] = [soon(), soon(), soon()]
    await store.keepInvitations([draft], 'draft', OFFICER)
    await store.keepInvitations([past, waits], 'submitted', OFFICER)
    await store.keepInvitations([approved], 'review', OFFICER)
    await store.changeInvitation(approved.id, null, approval(), SECOND)
    const states = async () =>
      Promise.all([draft.id, asked, past.id, approved.id].map(async (id) => (await store.invitation(id, null))?.state))
    const since = { draft: NOW, asked: NOW }
    t.equal(await store.callOffForgotten(since, CLOCK, 9), 0)
    t.equal(await store.callOffForgotten({ ...since, draft: NOW + 1 }, CLOCK, 9), 1)
    t.strictSame(await states(), ['cancelled', 'information-asked', 'submitted', 'approved'])
    t.equal(await store.callOffForgotten({ ...since, asked: NOW + 1 }, CLOCK, 9), 1)
    t.strictSame(await states(), ['cancelled', 'cancelled', 'submitted', 'approved'])
    const after = { ...CLOCK, at: NOW + 4 * DAY }
    t.equal(await store.callOffForgotten(since, after, 1), 1, 'its visit is over: nobody can use it')
    t.equal(await store.callOffForgotten(since, after, 9), 1)
    t.strictSame(await states(), ['cancelled', 'cancelled', 'cancelled', 'approved'], 'what is approved runs out')
  })

  t.test(`${name} forgets each that is over by its own time, and nothing else`, async (t) => {
    const store = await open(t)
    const [off, on, draft] = [await keepInReview(store), await keepInReview(store), newInvitation(await hostOf(store))]
    await store.keepInvitations([draft], 'draft', OFFICER)
    for (const id of [off, draft.id]) await store.changeInvitation(id, null, { edge: 'call-off' }, OFFICER)
    const never = { drafts: NOW, ended: NOW, visits: '2026-12-20' }
    const isThere = async (id: string) => (await store.invitation(id, null))?.content !== null
    t.equal(await store.forgetInvitations(never, 10), 0)
    t.equal(await store.forgetInvitations({ ...never, drafts: NOW + 1 }, 10), 1)
    t.strictSame([await isThere(draft.id), await isThere(off)], [false, true])
    t.equal(await store.forgetInvitations({ ...never, ended: NOW + 1 }, 10), 1)
    t.equal(await store.forgetInvitations({ ...never, ended: NOW + 1 }, 10), 0)
    t.strictSame([await isThere(off), await isThere(on)], [false, true])
  })

  t.test(`${name} forgets with its messages what was used by hand, once the visit is long over`, async (t) => {
    const store = await open(t)
    const paper = { ...newInvitation(null), number: NUMBER }
    await store.takeInPaper([paper], OFFICER)
    await store.changeInvitation(paper.id, null, { edge: 'ask', text: 'Is it NIMAL?' }, SECOND)
    await store.changeInvitation(paper.id, null, { edge: 'answer', text: 'Yes' }, OFFICER)
    await store.changeInvitation(paper.id, null, approval(), SECOND)
    const { issuer, number } = paper.content.passport
    await store.useIssued([{ number: NUMBER, passport: `${issuer}:${number}` }], OFFICER)
    const forget = (visits: string) => store.forgetInvitations({ drafts: 0, ended: 0, visits }, 10)
    t.equal(await forget('2026-12-20'), 0)
    t.equal(await forget('2026-12-21'), 1)
    t.match(await store.invitation(paper.id, null), {
      state: 'used',
      content: null,
      messages: [{ text: '' }, { text: '' }],
    })
  })
}
