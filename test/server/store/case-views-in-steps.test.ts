import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { PAYMENT } from '../../../server/lifecycles/payment-states.ts'
import { caseEdges } from '../../../server/store/case-views-in-steps.ts'
import { rows } from '../../../server/store/steps.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { CONTENT, keepCase, keepHost } from '../cases/case-scene.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'

const act = { actor: 'operator/asel', at: NOW }

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: all of a case is there, and that somebody looked is noted`, async (t) => {
    const { store, runs } = await open(t)
    const host = await keepHost(runs)
    const made = await keepCase(runs, { host, flags: ['convicted'] })
    const { reference, content } = made
    const shown = await store.showCase(reference, act)
    t.match(shown, {
      ...{ reference, state: 'paid', language: 'en', flags: ['convicted'], content, claim: null, revision: 8 },
      ...{ paidAt: NOW - 60, completeAt: NOW - 60, dueAt: NOW + 86_400, termsFrom: '2026-01-01', feeMinor: 6000 },
      invitation: { state: 'reserved', number: content.visa_support_number, host: { name: 'Silk Road Tours' } },
      copy: { state: 'accepted', findings: [{ code: 'dark', page: 1 }], pages: 0 },
      payments: [{ state: 'paid', amountMinor: 6000, currency: 'USD', refundedAt: null }],
      ...{ ofPassport: [], ofHost: [], messages: [], decisions: [], corrections: [], visaNumber: null },
    })
    t.strictSame(
      shown?.timeline.map(({ kind, edge }) => `${kind} ${edge}`),
      [
        ...['invitation begin', 'invitation approve', 'application begin', 'invitation reserve', 'application submit'],
        ...['payment begin', 'payment pay', 'application pay'],
      ],
    )
    t.match((await store.auditAfter(0, 100)).at(-1), {
      act: 'application-look-up',
      actor: 'operator/asel',
      subject: reference,
    })
    t.equal(await store.showCase('none', act), null)
  })

  t.test(`${name}: its revision is one more with all that changes it, and not by who takes it up`, async (t) => {
    const { store, runs } = await open(t)
    const { reference, payment } = await keepCase(runs)
    const revision = async () => (await store.showCase(reference, act))?.revision ?? 0
    const before = await revision()
    await store.claimCase(reference, 'asel', NOW + 9, act)
    t.equal(await revision(), before)
    await runs.act(() => takeEdge(PAYMENT, payment, 'dispute', act))
    t.equal(await revision(), before + 1, 'a bank asks its money back')
    t.equal((await runs.read(() => caseEdges(reference))).at(-1)?.edge, 'dispute')
  })

  t.test(`${name}: other cases of the passport and of the host stand beside it, drafts never`, async (t) => {
    const { store, runs } = await open(t)
    const host = await keepHost(runs)
    const [one, other] = [await keepCase(runs, { host }), await keepCase(runs)]
    const passport = { number: 'N7777777', issuer: 'LKA', expires: CONTENT.passport.expires }
    const third = await keepCase(runs, { host, content: { passport } })
    const draft = await keepCase(runs, { host })
    await runs.act(() => rows(`UPDATE applications SET state = 'draft' WHERE id = ?`, draft.reference))
    t.match(await store.showCase(one.reference, act), {
      ofPassport: [{ reference: other.reference, content: { holder: CONTENT.holder } }],
      ofHost: [{ reference: third.reference, state: 'paid' }],
    })
    t.equal(await store.showCase(draft.reference, act), null)
  })

  t.test(`${name}: what was erased shows as nothing`, async (t) => {
    const { store, runs } = await open(t)
    const { reference, invitation } = await keepCase(runs)
    await runs.act(function* () {
      yield* rows(`UPDATE applications SET content = '' WHERE id = ?`, reference)
      yield* rows(`UPDATE invitations SET content = '' WHERE id = ?`, invitation)
    })
    t.match(await store.showCase(reference, act), { content: null, invitation: { content: null, host: null } })
  })
})
