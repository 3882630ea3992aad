/** What every store must forget, and what not. */
import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import type { Forgettable } from '../../../server/store/erasure-store.ts'
import { useInvitation } from '../../../server/store/invitation-steps.ts'
import { firstRow, type Runs, rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { actOf, keepDraft, keepSubmitted, type MadeDraft, takeEdges } from './made-applications.ts'
import { keepHost, newInvitation, OFFICER } from './made-invitations.ts'
import { runsOf } from './runs-of.ts'

const LAPSE = { actor: 'lapse', at: NOW + 900 * DAY }
const NOTHING: Forgettable = { drafts: 0, refused: 0, overBefore: '2000-01-01', unseenAccounts: 0, unseenHosts: 0 }

const rowOf = ({ read }: Runs, { reference }: Pick<MadeDraft, 'reference'>) =>
  read(() => firstRow<Record<string, unknown>>('SELECT * FROM applications WHERE id = ?', reference))
const countOf = async ({ read }: Runs, table: string, { reference }: Pick<MadeDraft, 'reference'>) =>
  (await read(() => rows(`SELECT 1 AS one FROM ${table} WHERE application = ?`, reference))).length

async function keepHostAccount({ act }: Runs, email: string): Promise<string> {
  const id = randomUUID()
  await act(() =>
    rows(
      `INSERT INTO accounts (id, kind, email, language, created_at, seen_at) VALUES (?, 'host', ?, 'en', ?, ?)`,
      ...[id, email, NOW, NOW],
    ),
  )
  return id
}

/** Runs the contract on a store that `open` gives empty. */
export function erasureContract(name: string, open: (t: Test) => Promise<Store>): void {
  const scene = async (t: Test) => {
    const store = await open(t)
    return { store, runs: await runsOf(store) }
  }

  t.test(`${name} erases a draft with all that was typed, and keeps that it was there`, async (t) => {
    const { store, runs } = await scene(t)
    const owned = await keepDraft(store, runs)
    await store.keepPage(owned, { page: 'passport', answers: { surname: 'PERERA' }, seen: 1 }, actOf(owned.account))
    t.match(await store.eraseApplication({ ...owned, account: 'another' }, 'draft', actOf('another')), {
      error: 'not-there',
    })
    t.match(await store.eraseApplication(owned, 'submitted', actOf(owned.account)), {
      error: { kind: 'wrong-state', state: 'draft' },
    })
    t.match(await store.eraseApplication(owned, 'draft', actOf(owned.account, NOW + 5)), { ok: true })
    t.equal(await store.findApplication(owned), null)
    t.equal(await countOf(runs, 'application_pages', owned), 0)
    t.match(await rowOf(runs, owned), { state: 'withdrawn', erased_at: NOW + 5 })
    t.match((await store.auditAfter(0, 100)).at(-1), { act: 'application-erase', subject: owned.reference })
  })

  t.test(`${name} forgets whom a decided case was about, and not that it was decided`, async (t) => {
    const { store, runs } = await scene(t)
    const owned = await keepSubmitted(store, runs)
    await takeEdges(runs, owned.reference, 'pay', 'take-up', 'refuse-alone')
    await runs.act(function* () {
      yield* rows(
        `INSERT INTO messages (id, application, author, text, at) VALUES ('m', ?, 'officer', 'Why, NIMAL', 1)`,
        owned.reference,
      )
      yield* rows(
        `INSERT INTO corrections (id, application, asked, asked_at, reason, said_change, said_by)
         VALUES ('c', ?, '{"surname":"X"}', 1, 'X has no passport', '{"surname":"X"}', 'a')`,
        owned.reference,
      )
      yield* rows(
        `INSERT INTO decisions (id, application, revision, officer, place, decision, reason, input, copy_hash, invitation_hash, terms_revision, at)
         VALUES ('d', ?, 1, 'a', 'first', 'refuse', 'NIMAL lied', '{"holder":{}}', 'h', 'h', 0, 1)`,
        owned.reference,
      )
    })
    t.equal(await store.forgetApplications({ ...NOTHING, refused: NOW - 1 }, 10, LAPSE), 0)
    t.equal(await store.forgetApplications({ ...NOTHING, refused: NOW }, 10, LAPSE), 1)
    t.equal(await store.forgetApplications({ ...NOTHING, refused: NOW }, 10, LAPSE), 0)
    t.match(await rowOf(runs, owned), {
      ...{ state: 'refused', content: null, salt: null, passport: null, flags: '[]', erased_at: LAPSE.at },
      ...{ receipt: 'header.payload.signature', content_hash: 'content hash' },
    })
    t.match(await runs.read(() => rows('SELECT text FROM messages')), [{ text: '' }])
    t.match(await runs.read(() => rows('SELECT asked, reason, said_change, said_by FROM corrections')), [
      { asked: '', reason: '', said_change: '', said_by: 'a' },
    ])
    t.match(
      await runs.read(() => rows('SELECT decision, officer, reason, input, copy_hash, invitation_hash FROM decisions')),
      [{ decision: 'refuse', officer: 'a', reason: '', input: null, copy_hash: null, invitation_hash: null }],
    )
    t.equal(await countOf(runs, 'passport_copies', owned), 0)
    const edges = await runs.read(() => rows('SELECT edge FROM edges WHERE subject = ?', owned.reference))
    t.ok(edges.length >= 5)
  })

  t.test(`${name} forgets each kind by its own time`, async (t) => {
    const { store, runs } = await scene(t)
    const [lapsed, withdrawn, issued, waiting] = [
      await keepDraft(store, runs),
      await keepSubmitted(store, runs),
      await keepSubmitted(store, runs),
      await keepSubmitted(store, runs),
    ]
    await takeEdges(runs, lapsed.reference, 'lapse')
    await store.withdrawApplication(withdrawn, actOf(withdrawn.account))
    await takeEdges(runs, issued.reference, 'pay', 'take-up', 'clear', 'issue')
    const isThere = async (owned: MadeDraft) => (await store.findApplication(owned)) !== null
    t.equal(await store.forgetApplications({ ...NOTHING, drafts: NOW }, 10, LAPSE), 1)
    t.strictSame([await isThere(lapsed), await isThere(withdrawn)], [false, true])
    // Its e-visa ends on 2026-12-20, and who entered on that day may stay for twenty.
    t.equal(await store.forgetApplications({ ...NOTHING, overBefore: '2027-01-09' }, 10, LAPSE), 0)
    t.equal(await store.forgetApplications({ ...NOTHING, overBefore: '2027-01-10' }, 10, LAPSE), 1)
    t.strictSame([await isThere(issued), await isThere(withdrawn)], [false, true])
    t.equal(
      await store.forgetApplications(
        { ...NOTHING, drafts: LAPSE.at, refused: LAPSE.at, overBefore: '2030-01-01' },
        10,
        LAPSE,
      ),
      1,
    )
    t.equal(await isThere(waiting), true, 'what is not decided is never forgotten')
  })

  t.test(`${name} forgets with a case what its host said of the traveller`, async (t) => {
    const { store, runs } = await scene(t)
    const [gone, other] = [await keepSubmitted(store, runs), await keepSubmitted(store, runs)]
    await runs.act(() =>
      rows(
        `INSERT INTO invitation_messages (id, invitation, author, text, at) VALUES ('h', ?, 'host', 'NIMAL is my aunt', 1)`,
        gone.invitation,
      ),
    )
    await runs.act(() => useInvitation(gone.reference, LAPSE))
    await takeEdges(runs, gone.reference, 'pay', 'take-up', 'clear', 'issue')
    t.equal(await store.forgetApplications({ ...NOTHING, overBefore: '2027-01-10' }, 10, LAPSE), 1)
    const invitationOf = ({ invitation }: { readonly invitation: string }) =>
      runs.read(() => firstRow('SELECT state, passport, content FROM invitations WHERE id = ?', invitation))
    t.match(await invitationOf(gone), { state: 'used', passport: null, content: '' })
    t.match(await invitationOf(other), { state: 'reserved', passport: /LKA:/, content: /NIMAL/ })
    t.match(await runs.read(() => rows('SELECT text FROM invitation_messages')), [{ text: '' }])
  })

  t.test(`${name} forgets the address of whom nothing is left`, async (t) => {
    const { store, runs } = await scene(t)
    const [kept, gone] = [await keepDraft(store, runs), await keepDraft(store, runs)]
    await store.eraseApplication(gone, 'draft', actOf(gone.account))
    const unseen = { ...NOTHING, unseenAccounts: NOW }
    t.equal(await store.forgetAccounts({ ...NOTHING, unseenAccounts: NOW - 1 }, 10, LAPSE), 0)
    t.equal(await store.forgetAccounts(unseen, 10, LAPSE), 1)
    t.equal(await store.forgetAccounts(unseen, 10, LAPSE), 0)
    const email = async (account: string) =>
      runs.read(() => firstRow<{ email: string }>('SELECT email FROM accounts WHERE id = ?', account))
    t.match([await email(gone.account), await email(kept.account)], [{ email: '' }, { email: /@/ }])
  })

  t.test(`${name} forgets a host of whom nothing is left, whose number somebody may claim anew`, async (t) => {
    const { store, runs } = await scene(t)
    const [idle, inviting] = [
      await keepHostAccount(runs, 'idle@example.org'),
      await keepHostAccount(runs, 'h@example.org'),
    ]
    const host = await keepHost(store, { account: idle })
    const other = await keepHost(store, { account: inviting, number: '880115300123' })
    const asked = newInvitation(other)
    await store.keepInvitations([asked], 'draft', OFFICER)
    t.equal(await store.forgetAccounts({ ...NOTHING, unseenAccounts: LAPSE.at, unseenHosts: NOW - 1 }, 10, LAPSE), 0)
    const unseen = { ...NOTHING, unseenHosts: NOW }
    t.equal(await store.forgetAccounts(unseen, 10, LAPSE), 1)
    t.equal(await store.forgetAccounts(unseen, 10, LAPSE), 0)
    t.match(await store.host(host), { name: '', number: '', place: '', state: 'refused', account: idle })
    t.match(await store.host(other), { state: 'confirmed', name: 'Steppe Tours LLP' })
    const anew = await keepHostAccount(runs, 'idle@example.org')
    t.match(await store.host(await keepHost(store, { account: anew })), { state: 'confirmed' })
    await store.changeInvitation(asked.id, null, { edge: 'call-off' }, OFFICER)
    await store.forgetInvitations({ drafts: LAPSE.at, ended: 0, visits: '2000-01-01' }, 10)
    t.equal(await store.forgetAccounts(unseen, 1, LAPSE), 1, 'its invitation is forgotten')
  })
}
