import t, { type Test } from 'tap'
import { ok } from '#evisa/result.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import type { CasePlace, CasesAsked } from '../../../server/store/case-store.ts'
import { firstRow, type Runs } from '../../../server/store/steps.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { keepCase } from '../cases/case-scene.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { keepDraft } from './made-applications.ts'

const by = (officer: string, at = NOW) => ({ actor: `operator/${officer}`, at })
const stateOf = ({ read }: Runs, id: string) =>
  read(() => firstRow<{ state: string }>('SELECT state FROM applications WHERE id = ?', id))

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: the queue is by due time, what nobody promised a day for last, page by page`, async (t) => {
    const { store, runs } = await open(t)
    const late = await keepCase(runs, { dueAt: NOW + 900 })
    const never = await keepCase(runs, { dueAt: null })
    const first = await keepCase(runs, { dueAt: NOW - 900 })
    const same = await Promise.all([1, 2, 3].map(() => keepCase(runs, { dueAt: NOW + 60 })))
    await keepCase(runs, { state: 'submitted' })
    const listed: string[] = []
    let after: CasePlace | null = null
    for (;;) {
      const page = await store.cases({ state: null, after, limit: 2 }, NOW)
      listed.push(...page.map(({ reference }) => reference))
      if (page.length < 2) break
      after = page.at(-1)?.place ?? null
    }
    const sorted = same.map(({ reference }) => reference).toSorted()
    t.strictSame(listed, [first.reference, ...sorted, late.reference, never.reference])
    t.strictSame(await store.caseBacklog(NOW), { waiting: 6, overdue: 1, firstDue: NOW - 900 })
  })

  t.test(`${name}: each state is listed by itself, and a draft never`, async (t) => {
    const { store, runs } = await open(t)
    const [paid, submitted] = [await keepCase(runs), await keepCase(runs, { state: 'submitted' })]
    const asked: CasesAsked = { state: null, after: null, limit: 9 }
    t.match(await store.cases({ ...asked, state: 'submitted' }, NOW), [{ reference: submitted.reference }])
    t.match(await store.cases({ ...asked, state: 'paid' }, NOW), [
      { reference: paid.reference, flags: [], claim: null, content: { holder: paid.content.holder } },
    ])
    t.strictSame(await store.cases({ ...asked, state: 'review' }, NOW), [])
    await runs.act(() => takeEdge(APPLICATION, submitted.reference, 'reopen', by('x')))
    t.strictSame(await store.cases({ ...asked, state: 'submitted' }, NOW), [])
    t.strictSame(await store.claimCase(submitted.reference, 'asel', NOW + 9, by('asel')), {
      ok: false,
      error: 'not-there',
    })
    t.strictSame(await store.caseBacklog(NOW), { waiting: 1, overdue: 0, firstDue: NOW + 86_400 })
  })

  t.test(`${name}: a claim takes the case up, is renewed, told to others, and runs out by itself`, async (t) => {
    const { store, runs } = await open(t)
    const { reference } = await keepCase(runs)
    const claim = (officer: string, at: number) => store.claimCase(reference, officer, at + 1800, by(officer, at))
    t.strictSame(await claim('asel', NOW), { ok: true, value: { by: 'asel', until: NOW + 1800 } })
    t.match(await stateOf(runs, reference), { state: 'review' })
    t.strictSame(await claim('bolat', NOW + 1799), {
      ok: false,
      error: { kind: 'claimed', by: 'asel', until: NOW + 1800 },
    })
    t.match(await claim('asel', NOW + 60), { value: { until: NOW + 1860 } })
    t.match(await claim('bolat', NOW + 1859), { ok: false })
    t.match(await store.cases({ state: null, after: null, limit: 1 }, NOW + 1859), [{ claim: { by: 'asel' } }])
    t.match(await store.cases({ state: null, after: null, limit: 1 }, NOW + 1860), [{ claim: null }])
    const renew = (officer: string, at: number) => store.renewClaim(reference, officer, at + 1800, at)
    t.strictSame([await renew('asel', NOW + 1860), await renew('bolat', NOW + 1860)], [false, false], 'nobody has it')
    t.match(await claim('bolat', NOW + 1860), { ok: true })
    t.strictSame([await renew('asel', NOW + 1860), await renew('bolat', NOW + 1860)], [false, true])
    t.equal(await store.giveBackCase(reference, 'asel', by('asel', NOW + 1860)), false, 'it is not hers any more')
    t.equal(await store.giveBackCase(reference, 'bolat', by('bolat', NOW + 1861)), true)
    t.match(await claim('asel', NOW + 1862), { ok: true })
    t.equal((await store.auditAfter(0, 100)).filter(({ act }) => act === 'application-take-up').length, 1)
  })

  t.test(`${name}: of many who claim at once one has it; what is not the officers' turn nobody claims`, async (t) => {
    const { store, runs } = await open(t)
    const [{ reference }, unpaid] = [await keepCase(runs), await keepCase(runs, { state: 'submitted' })]
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, at) => store.claimCase(reference, `o${at}`, NOW + 9, by(`o${at}`))),
    )
    t.equal(all.filter(({ ok }) => ok).length, 1)
    t.strictSame(await store.claimCase(unpaid.reference, 'asel', NOW + 9, by('asel')), {
      ok: false,
      error: { kind: 'not-claimable', state: 'submitted' },
    })
    t.strictSame(await store.claimCase('none', 'asel', NOW + 9, by('asel')), { ok: false, error: 'not-there' })
  })

  t.test(
    `${name}: who decided a case first does not get it for the second look, and another officer does`,
    async (t) => {
      const { store, runs } = await open(t)
      const { reference } = await keepCase(runs)
      const claim = (officer: string) => store.claimCase(reference, officer, NOW + 9, by(officer))
      await claim('asel')
      const toSecond = {
        edge: 'to-second',
        place: 'first',
        decision: 'refuse',
        rule: 'identity',
        reason: 'no',
      } as const
      const verdict = { ...toSecond, input: null, question: null, letter: null }
      const deciding = { reference, officer: 'asel', revision: 8, signature: null, judge: () => ok(verdict) }
      await store.decideCase(deciding, by('asel'))
      t.strictSame(await claim('asel'), { ok: false, error: 'same-officer' })
      t.match(await store.cases({ state: null, after: null, limit: 1 }, NOW), [{ claim: null }])
      t.match(await claim('bolat'), { ok: true })
      await runs.act(() => takeEdge(APPLICATION, reference, 'back-to-review', by('bolat')))
      t.match(
        await store.claimCase(reference, 'asel', NOW + 99, by('asel', NOW + 9)),
        { ok: true },
        'it is to be decided anew',
      )
    },
  )

  t.test(`${name}: the terms of a case, and the e-visa that is its owner's alone`, async (t) => {
    const { store, runs } = await open(t)
    const { reference, account } = await keepCase(runs)
    t.strictSame(await store.termsOfCase(reference), { revision: 0, from: '2026-01-01' })
    t.equal(await store.termsOfCase('none'), null)
    t.equal(await store.ownVisa(reference, account), null, 'there is none yet')
  })

  t.test(`${name}: what may be told of a case that was submitted, and nothing of a draft`, async (t) => {
    const { store, runs } = await open(t)
    const { reference, content } = await keepCase(runs, { dueAt: NOW + 60 })
    const told = await store.tellableCase(reference)
    t.match(told, { state: 'paid', dueAt: NOW + 60 })
    t.strictSame(told?.content, content)
    t.equal(await store.tellableCase('none'), null)
    const { account: _account, ...draft } = await keepDraft(store, runs)
    t.equal(await store.tellableCase(draft.reference), null)
  })
})
