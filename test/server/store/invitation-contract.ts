/** What every store must do with invitations that are asked for, or were given on paper. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import {
  approval,
  keepHost,
  keepInReview,
  keepPaper,
  NUMBER,
  newInvitation,
  OFFICER,
  SECOND,
} from './made-invitations.ts'
import { portalOf, signedIn } from './made-people.ts'

/** Runs the contract on a store that `open` gives empty. */
export function invitationContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps an invitation as far as it goes, each edge by itself`, async (t) => {
    const store = await open(t)
    const host = await keepHost(store)
    const before = (await store.auditEnd())?.position ?? 0
    for (const as of ['draft', 'submitted', 'review'] as const) {
      const asked = newInvitation(host)
      t.strictSame(await store.keepInvitations([asked], as, OFFICER), [{ id: asked.id, state: as, isNew: true }])
      t.match(await store.invitation(asked.id, null), {
        ...{ state: as, host, hostName: 'Steppe Tours LLP', number: null, content: asked.content, revision: 1 },
        ...{ origin: as === 'review' ? 'counter' : 'host', takenUpBy: as === 'review' ? OFFICER.actor : null },
        ...{ createdBy: OFFICER.actor, messages: [], others: [] },
      })
    }
    t.strictSame(
      (await store.auditAfter(before, 20)).map(({ act }) => act.slice('invitation-'.length)),
      ['begin', 'begin', 'submit', 'begin', 'submit', 'take-up'],
    )
  })

  t.test(`${name} keeps the same content of the same host once, in whatever state it is by then`, async (t) => {
    const store = await open(t)
    const host = await keepHost(store)
    const asked = newInvitation(host)
    const [first] = await store.keepInvitations([asked], 'submitted', OFFICER)
    const again = { ...asked, id: 'again' }
    t.strictSame(await store.keepInvitations([again, again], 'draft', OFFICER), [
      { id: first?.id, state: 'submitted', isNew: false },
      { id: first?.id, state: 'submitted', isNew: false },
    ])
    const many = await Promise.all(
      Array.from({ length: 4 }, (_, at) =>
        store.keepInvitations([{ ...newInvitation(host, asked.content), id: `m${at}` }], 'draft', OFFICER),
      ),
    )
    t.equal(new Set(many.flat().map(({ id }) => id)).size, 1)
  })

  t.test(`${name} keeps it anew once the one before is over`, async (t) => {
    const store = await open(t)
    const asked = newInvitation(await keepHost(store))
    await store.keepInvitations([asked], 'draft', OFFICER)
    await store.changeInvitation(asked.id, null, { edge: 'call-off' }, OFFICER)
    t.match(await store.keepInvitations([{ ...asked, id: 'again' }], 'draft', OFFICER), [{ id: 'again', isNew: true }])
  })

  t.test(`${name} takes in what was given on paper, once a number`, async (t) => {
    const store = await open(t)
    const paper = { ...newInvitation(null), number: 'KZ20260417' }
    t.match(await store.takeInPaper([paper, { ...paper, id: 'again' }], OFFICER), [
      { ok: true, value: { id: paper.id, state: 'review', isNew: true } },
      { ok: true, value: { id: paper.id, state: 'review', isNew: false } },
    ])
    const other = { ...newInvitation(null), number: 'KZ20260417' }
    t.strictSame(await store.takeInPaper([other], OFFICER), [{ ok: false, error: 'number-taken' }])
    t.match(await store.invitation(paper.id, null), {
      origin: 'paper',
      host: null,
      number: 'KZ20260417',
      approvedAt: null,
    })
    const { issuer, number } = paper.content.passport
    const bearer = { number: 'kz-2026/0417', passport: `${issuer}:${number}`, nationality: 'LKA' }
    t.equal(await store.usableInvitation(bearer, NOW), null, 'one officer alone approves nothing')
    t.match(await store.changeInvitation(paper.id, null, approval(), OFFICER), { error: 'same-officer' })
    t.match(await store.changeInvitation(paper.id, null, approval(), SECOND), { value: 'approved' })
    const approved = { number: 'KZ20260417', approvedAt: SECOND.at, expiresAt: null, decidedBy: SECOND.actor }
    t.match(await store.invitation(paper.id, null), approved, 'its number stays')
    t.strictSame(await store.claimLetter(SECOND.at, SECOND.at + 9), null, 'its traveller has it')
    t.match(await store.usableInvitation(bearer, NOW), { id: paper.id, content: paper.content })
    t.equal(await store.usableInvitation({ ...bearer, nationality: 'IND' }, NOW), null)
    t.equal(await store.usableInvitation({ ...bearer, passport: 'LKA:X' }, NOW), null)
    t.equal(await store.usableInvitation({ ...bearer, number: NUMBER }, NOW), null)
  })

  t.test(`${name} lets be typed anew what was typed wrong off a paper`, async (t) => {
    const store = await open(t)
    const paper = () => ({ ...newInvitation(null), number: 'KZ20260417' })
    const ends = [{ edge: 'refuse', reason: 'a typo' }, { edge: 'call-off' }] as const
    for (const change of ends) {
      const wrong = paper()
      await store.takeInPaper([wrong], OFFICER)
      t.match(await store.changeInvitation(wrong.id, null, change, SECOND), { ok: true })
      t.match(await store.invitation(wrong.id, null), { number: null })
    }
    const right = paper()
    await keepPaper(store, right)
    await store.changeInvitation(right.id, null, { edge: 'call-off' }, SECOND)
    t.match(
      await store.takeInPaper([paper()], OFFICER),
      [{ error: 'number-taken' }],
      'an approved number is one for ever',
    )
  })

  t.test(`${name} lists invitations of a state by how long they wait, and page by page`, async (t) => {
    const store = await open(t)
    const host = await keepHost(store)
    const all = Array.from({ length: 3 }, (_, at) => ({
      ...newInvitation(host),
      id: `i${at}`,
      list: at === 0 ? 'l' : null,
    }))
    await store.keepInvitations(all, 'submitted', OFFICER)
    const ids = async (query: Parameters<Store['invitations']>[0]) =>
      (await store.invitations(query)).map(({ id }) => id)
    t.strictSame(await ids({ state: 'submitted', limit: 2 }), ['i0', 'i1'])
    t.strictSame(await ids({ state: 'submitted', limit: 2, after: { at: NOW, id: 'i1' } }), ['i2'])
    await store.changeInvitation('i0', null, { edge: 'take-up' }, SECOND)
    t.strictSame(await ids({ state: 'review', limit: 2 }), ['i0'])
    t.strictSame(await ids({ limit: 9 }), ['i1', 'i2', 'i0'])
    t.strictSame(await ids({ list: 'l', limit: 9 }), ['i0'])
    t.strictSame(await ids({ account: 'nobody', limit: 9 }), [])
  })

  t.test(`${name} lists those of an account newest first, and page by page`, async (t) => {
    const store = await open(t)
    const { account } = await signedIn(store, await portalOf(store), { kind: 'host' })
    const host = await keepHost(store, { account })
    for (const at of [0, 1, 2]) {
      const all = ['a', 'b'].map((letter) => ({ ...newInvitation(host), id: `${letter}${at}` }))
      await store.keepInvitations(all, 'draft', { ...OFFICER, at: NOW + at })
    }
    const ids = async (after?: { at: number; id: string }) =>
      (await store.invitations({ account, limit: 4, after })).map(({ id }) => id)
    t.strictSame(await ids(), ['b2', 'a2', 'b1', 'a1'])
    t.strictSame(await ids({ at: NOW + 1, id: 'a1' }), ['b0', 'a0'])
    t.strictSame(await ids({ at: NOW, id: 'a0' }), [])
  })

  t.test(`${name} names other invitations of the same passport that are not over`, async (t) => {
    const store = await open(t)
    const id = await keepInReview(store)
    const content = (await store.invitation(id, null))?.content
    const other = await keepInReview(store, { ...content, stay_days: 5 })
    t.match((await store.invitation(id, null))?.others, [{ id: other, state: 'review' }])
    await store.changeInvitation(other, null, approval(), SECOND)
    await store.changeInvitation(other, null, { edge: 'call-off' }, SECOND)
    t.strictSame((await store.invitation(id, null))?.others, [])
  })
}
