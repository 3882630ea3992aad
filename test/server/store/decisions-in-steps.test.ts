import t, { type Test } from 'tap'
import { ok } from '#evisa/result.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Decided } from '../../../server/cases/judge-decision.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import type { Verdict } from '../../../server/store/decision-store.ts'
import { firstRow, type Runs, rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { keepCase, type MadeCase } from '../cases/case-scene.ts'
import { decideNow } from '../cases/made-issuing.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { firstAdministrator, madePerson, newInvite, proposed, signed } from './made-deciders.ts'

const act = { actor: 'operator/x', at: NOW }
const CLEAR: Decided = { decision: 'no-objection', reason: '' }
const REFUSE: Decided = { decision: 'refuse', rule: 'identity', reason: 'another birth date' }

async function made({ store, runs }: Opened, change: MadeCase = {}) {
  for (const name of ['asel', 'bolat']) await store.setOperator(name, `hash of ${name}`, act)
  const kept = await keepCase(runs, change)
  return { ...kept, store, runs, decide: (who: string, what: Decided) => decideNow(store, kept.reference, who, what) }
}

const rowOf = ({ read }: Runs, reference: string) =>
  read(() =>
    firstRow(
      `SELECT a.state, a.claimed_by AS "claimedBy", a.due_at AS "dueAt", i.state AS invitation,
         (SELECT count(*) FROM issuing_outbox o WHERE o.application = a.id) AS waiting
       FROM applications a JOIN invitations i ON i.id = a.invitation WHERE a.id = ?`,
      reference,
    ),
  )
const lettersOf = ({ read }: Runs) =>
  read(() =>
    rows<{ kind: string; address: string; content: string }>('SELECT kind, address, language, content FROM letters'),
  )
const decisionsOf = async (store: Store, reference: string) => (await store.showCase(reference, act))?.decisions

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: a decision is kept with its signature, in one, and names who could sign what then`, async (t) => {
    const { store, runs, reference } = await made(await open(t))
    const one = await firstAdministrator(store)
    const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
    const officer = await madePerson(store, one, two, { name: 'Aigul', roles: ['case-officer'] })
    await store.claimCase(reference, 'Aigul', NOW + 1800, act)
    const found = await store.caseUnderDecision(reference, NOW)
    t.match(found, { reference, state: 'review', invitationHash: /^[\w-]{43}$/, terms: { revision: 0 }, first: null })
    t.equal(await store.caseUnderDecision('none', NOW), null)
    const verdict: Verdict = {
      ...{ edge: 'clear', place: 'first', decision: 'no-objection', rule: null, reason: '', input: '{}' },
      ...{ question: null, letter: null },
    }
    const signature = await signed(store, officer.id, officer.credential, { kind: 'case', subject: reference })
    const deciding = { reference, officer: 'Aigul', revision: found?.timeline.length ?? 0, judge: () => ok(verdict) }
    const late = { ...signature, at: NOW + 601 }
    t.match(await store.decideCase({ ...deciding, signature: late }, act), { error: 'signing-over' })
    t.strictSame(await decisionsOf(store, reference), [], 'nothing of it was kept')
    t.match(await store.decideCase({ ...deciding, signature }, act), { value: { state: 'no-objection' } })
    t.match(await store.claimIssue(NOW, NOW + 9), { input: '{}', decided: '{}', signature: signature.id })
    const power = async () => (await store.empoweredSignature(signature.id))?.power
    t.strictSame(await power(), { roles: ['case-officer'], from: NOW, until: null })
    const later = { ...act, at: NOW + 60 }
    const change = async (kind: 'set' | 'end') => {
      const of = { badge: null, email: '', carrier: null, stations: null } as const
      const content = { name: 'Aigul', ...of, roles: ['auditor'] } as const
      const { id } = await proposed(store, one, { kind, person: officer.id, content })
      const agreed = { by: two.id, signature: await signed(store, two.id, two.credential) }
      await store.approveChange(id, agreed, newInvite(), later)
    }
    await change('set')
    t.strictSame(await power(), { roles: ['case-officer'], from: NOW, until: null }, 'what she could do then')
    await change('end')
    t.strictSame(await power(), { roles: ['case-officer'], from: NOW, until: NOW + 60 })
    t.equal(await store.empoweredSignature('none'), null)
    t.match(
      await store.caseNotIssued({ reference, attempts: 1 }, [{ field: '', rule: 'as-decided', message: 'x' }], later),
      true,
    )
    t.match(await store.issuingBacklog(), { waiting: 0, altered: 1, alteredAt: NOW + 60 })
    await runs.act(() => takeEdge(APPLICATION, reference, 'withdraw', act))
    const { account } = (await runs.read(() =>
      firstRow<{ account: string }>('SELECT account FROM applications WHERE id = ?', reference),
    )) ?? { account: '' }
    t.equal((await store.eraseApplication({ reference, account }, 'withdrawn', later)).ok, true)
    t.match(await store.empoweredSignature(signature.id), { text: '', person: officer.id, kind: 'case' })
  })

  t.test(`${name}: no objection is kept with what is issued and its place in the outbox, in one`, async (t) => {
    const { store, runs, reference, decide } = await made(await open(t))
    t.match(await decide('asel', CLEAR), { ok: true, value: { state: 'no-objection' } })
    t.match(await rowOf(runs, reference), {
      state: 'no-objection',
      claimedBy: null,
      waiting: 1,
      invitation: 'reserved',
    })
    t.match(await store.claimIssue(NOW, NOW + 9), { reference, attempts: 1, input: RegExp(reference) })
    t.match(await decisionsOf(store, reference), [{ officer: 'asel', place: 'first', decision: 'no-objection' }])
    const kept = await runs.read(() => rows('SELECT copy_hash, invitation_hash, terms_revision, input FROM decisions'))
    t.match(kept, [{ copy_hash: 'made', invitation_hash: /^[\w-]{43}$/, terms_revision: 0, input: RegExp(reference) }])
    t.strictSame(await lettersOf(runs), [])
  })

  t.test(
    `${name}: a refusal waits for another officer, then gives the invitation back and tells the traveller`,
    async (t) => {
      const { store, runs, reference, account, decide } = await made(await open(t))
      t.match(await decide('asel', REFUSE), { value: { state: 'second-review' } })
      t.match(await rowOf(runs, reference), { claimedBy: null, invitation: 'reserved' })
      t.strictSame(await lettersOf(runs), [])
      t.match(await decide('asel', { decision: 'agree', reason: '' }), { error: 'same-officer' })
      await store.giveBackCase(reference, 'asel', act)
      t.match(await decide('bolat', { decision: 'agree', reason: '' }), { value: { state: 'refused' } })
      t.match(await rowOf(runs, reference), { state: 'refused', dueAt: null, invitation: 'approved', waiting: 0 })
      const [letter] = await lettersOf(runs)
      t.match(letter, { kind: 'refused', address: `${account}.nimali@example.org`, language: 'en' })
      t.match(JSON.parse(letter?.content ?? ''), {
        reference,
        reason: 'another birth date',
        rule: String,
        next: /Apply anew/,
      })
      t.match(await decisionsOf(store, reference), [
        { officer: 'asel', place: 'first', rule: 'identity' },
        { officer: 'bolat', place: 'second', decision: 'refuse', rule: 'identity' },
      ])
    },
  )

  t.test(`${name}: what is sent back is decided anew, by whom it was and by others`, async (t) => {
    const { runs, reference, decide } = await made(await open(t), { flags: ['convicted'] })
    t.match(await decide('asel', CLEAR), { value: { state: 'second-review' } })
    t.match(await decide('bolat', { decision: 'send-back', reason: 'look at the copy' }), {
      value: { state: 'review' },
    })
    t.match(await decide('asel', CLEAR), { value: { state: 'second-review' } })
    t.match(await decide('bolat', { decision: 'agree', reason: '' }), { value: { state: 'no-objection' } })
    t.match(await rowOf(runs, reference), { waiting: 1 })
  })

  t.test(`${name}: who decided first and is no operator any more is not agreed with`, async (t) => {
    const { store, decide } = await made(await open(t), { flags: ['convicted'] })
    await decide('asel', CLEAR)
    await store.removeOperator('asel', act)
    t.match(await decide('bolat', { decision: 'agree', reason: '' }), { error: 'first-officer-gone' })
  })

  t.test(`${name}: a question stops the clock, and goes to the account and by letter`, async (t) => {
    const { store, runs, reference, decide } = await made(await open(t))
    await decide('asel', { decision: 'ask', template: null, text: 'Which hotel?' })
    t.match(await rowOf(runs, reference), { state: 'information-asked', dueAt: null, claimedBy: null })
    t.match((await store.showCase(reference, act))?.messages, [{ author: 'officer', text: 'Which hotel?' }])
    t.match(await lettersOf(runs), [{ kind: 'question' }])
  })

  t.test(`${name}: nothing is decided of what changed since it was seen, and what changed is told`, async (t) => {
    const { store, runs, reference } = await made(await open(t))
    await store.claimCase(reference, 'asel', NOW + 1800, act)
    const seen = (await store.showCase(reference, act))?.revision ?? 0
    await runs.act(() => takeEdge(APPLICATION, reference, 'withdraw', { actor: 'applicant/a', at: NOW }))
    let told: unknown
    const verdict: Verdict = {
      ...{ edge: 'clear', place: 'first', decision: 'no-objection', rule: null, reason: '', input: null },
      ...{ question: null, letter: null },
    }
    await t.rejects(
      store.decideCase(
        {
          ...{ reference, officer: 'asel', revision: seen, signature: null },
          judge: (found) => {
            told = found.timeline.slice(seen)
            return ok(verdict)
          },
        },
        act,
      ),
      { message: /clear does not begin in withdrawn/ },
    )
    t.match(told, [{ edge: 'withdraw', actor: 'applicant/a' }])
    t.strictSame(await decisionsOf(store, reference), [], 'nothing of it was kept')
    const none = { reference: 'none', officer: 'asel', revision: 1, signature: null, judge: () => ok(verdict) }
    t.match(await store.decideCase(none, act), { error: 'not-there' })
  })

  t.test(`${name}: of two who decide at once one does, and the other is told`, async (t) => {
    const { store, decide } = await made(await open(t))
    const both = await Promise.all([decide('asel', CLEAR), decide('asel', CLEAR), decide('bolat', CLEAR)])
    t.equal(both.filter(({ ok }) => ok).length, 1)
    t.equal((await store.issuingBacklog()).waiting, 1)
  })
})
