/** What every store must do when hosts and officers change an invitation. */
import t, { type Test } from 'tap'
import { startOfDay } from '#evisa/civil-date.ts'
import { lastDayOf } from '../../../server/store/invitation-changes-in-steps.ts'
import type { Store } from '../../../server/store/store.ts'
import {
  approval,
  INVITED,
  keepHost,
  keepInReview,
  NUMBER,
  newInvitation,
  OFFICER,
  SECOND,
} from './made-invitations.ts'

/** Runs the contract on a store that `open` gives empty. */
export function invitationChangeContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} changes a draft at the revision that it was read at`, async (t) => {
    const store = await open(t)
    const [one, two, next] = await keepHost(store).then((host) => [1, 2, 3].map(() => newInvitation(host)))
    if (one === undefined || two === undefined || next === undefined) throw new Error('nothing was made')
    await store.keepInvitations([one, two], 'draft', OFFICER)
    t.strictSame(await store.changeDraft(one.id, null, 1, next, OFFICER), { ok: true, value: 2 })
    t.match(await store.invitation(one.id, null), { content: next.content, revision: 2 })
    const fails = async (id: string, revision: number, content: typeof next, error: unknown) =>
      t.strictSame(await store.changeDraft(id, null, revision, content, OFFICER), { ok: false, error })
    await fails(one.id, 1, one, { kind: 'changed-meanwhile', revision: 2 })
    await fails(one.id, 2, two, { kind: 'same-as', id: two.id })
    await fails('nothing', 1, one, 'not-there')
    const submit = (revision: number) => store.changeInvitation(one.id, null, { edge: 'submit', revision }, OFFICER)
    t.match(await submit(1), { ok: false, error: { kind: 'changed-meanwhile', revision: 2 } })
    t.strictSame(await submit(2), { ok: true, value: 'submitted' })
    await fails(one.id, 2, one, { kind: 'no-such-edge', edge: 'change', state: 'submitted' })
  })

  t.test(`${name} lets a second officer approve, not the one who took it up or typed it`, async (t) => {
    const store = await open(t)
    const typed = await keepInReview(store)
    t.strictSame(await store.changeInvitation(typed, null, approval(), OFFICER), { ok: false, error: 'same-officer' })
    const asked = newInvitation((await store.invitation(typed, null))?.host ?? null)
    await store.keepInvitations([asked], 'submitted', { ...OFFICER, actor: 'host/h' })
    t.match(await store.changeInvitation(asked.id, null, approval(), OFFICER), {
      ok: false,
      error: { kind: 'no-such-edge' },
    })
    await store.changeInvitation(asked.id, null, { edge: 'take-up' }, SECOND)
    t.strictSame(await store.changeInvitation(asked.id, null, approval(), SECOND), { ok: false, error: 'same-officer' })
    t.strictSame(await store.changeInvitation(asked.id, null, approval(), OFFICER), { ok: true, value: 'approved' })
    t.match(await store.invitation(asked.id, null), {
      ...{ state: 'approved', number: NUMBER, approvedAt: OFFICER.at, decidedBy: OFFICER.actor },
    })
  })

  t.test(`${name} draws again where a number is taken, and gives none to what is not in review`, async (t) => {
    const store = await open(t)
    const [one, two] = [await keepInReview(store), await keepInReview(store)]
    await store.changeInvitation(one, null, approval(), SECOND)
    const drawn = [NUMBER, NUMBER, '5000000003']
    const change = { edge: 'approve', drawNumber: () => drawn.shift() ?? '', expiresAt: 1 } as const
    await store.changeInvitation(two, null, change, SECOND)
    t.match(await store.invitation(two, null), { number: '5000000003' })
    t.match(await store.changeInvitation(two, null, approval('6'), SECOND), {
      ok: false,
      error: { kind: 'no-such-edge', edge: 'approve', state: 'approved' },
    })
    const three = await keepInReview(store)
    await t.rejects(store.changeInvitation(three, null, approval(), SECOND), /no free visa support number/)
    t.match(await store.invitation(three, null), { state: 'review', number: null })
  })

  t.test(`${name} keeps what was asked and answered, and why it was refused`, async (t) => {
    const store = await open(t)
    const id = await keepInReview(store)
    await store.changeInvitation(id, null, { edge: 'ask', text: 'Which hotel?' }, SECOND)
    await store.changeInvitation(id, null, { edge: 'answer', text: 'The Steppe' }, OFFICER)
    await store.changeInvitation(id, null, { edge: 'refuse', reason: 'there is no such hotel' }, SECOND)
    t.match(await store.invitation(id, null), {
      ...{ state: 'refused', reason: 'there is no such hotel', decidedBy: SECOND.actor },
      messages: [
        { author: 'officer', text: 'Which hotel?', at: SECOND.at },
        { author: 'host', text: 'The Steppe', at: OFFICER.at },
      ],
      timeline: [
        { edge: 'begin', state: 'draft', at: OFFICER.at },
        { edge: 'submit', state: 'submitted', at: OFFICER.at },
        { edge: 'take-up', state: 'review', at: OFFICER.at },
        { edge: 'ask', state: 'information-asked', at: SECOND.at },
        { edge: 'answer', state: 'review', at: OFFICER.at },
        { edge: 'refuse', state: 'refused', at: SECOND.at },
      ],
    })
    t.match(await store.changeInvitation(id, null, { edge: 'call-off' }, SECOND), { ok: false })
    t.strictSame(await store.changeInvitation('nothing', null, { edge: 'take-up' }, SECOND), {
      ok: false,
      error: 'not-there',
    })
  })

  t.test(`${name} gives nobody an invitation that is another's`, async (t) => {
    const store = await open(t)
    const id = await keepInReview(store)
    t.equal(await store.invitation(id, 'somebody'), null)
    const none = { ok: false, error: 'not-there' }
    t.strictSame(await store.changeInvitation(id, 'somebody', { edge: 'call-off' }, OFFICER), none)
    t.strictSame(await store.changeDraft(id, 'somebody', 1, newInvitation(null), OFFICER), none)
  })

  t.test(`${name} tells the last day on which a number can be used`, async (t) => {
    t.equal(lastDayOf(INVITED, startOfDay('2026-12-11')), '2026-12-10')
    t.equal(lastDayOf(INVITED, startOfDay('2027-03-01')), INVITED.valid_until)
  })
}
