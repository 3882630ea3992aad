import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { listApplications, showApplication } from '../../../server/applications/show-application.ts'
import { rows } from '../../../server/store/steps.ts'
import { unwrap } from '../../made.ts'
import { build } from '../build-app.ts'
import { contextOf, madeApplication, readyApplication, runsBeside } from '../made-application.ts'
import { actOf, keepDraft, takeEdges } from '../store/made-applications.ts'

const { draft_days, unpaid_days } = defaultTerms().times

t.test('a draft shows every page, what is missing, and when it lapses', async (t) => {
  const built = await build(t)
  const owned = await keepDraft(built.store, runsBeside(built))
  const shown = unwrap(await showApplication(owned, contextOf(built)))
  t.match(shown.pages, [
    { page: 'trip', revision: 0, answers: {}, faults: [{ field: 'purpose', rule: 'required' }, {}, {}] },
  ])
  t.strictSame(shown.missing, ['trip', 'invitation', 'passport', 'contact', 'background', 'declaration', 'copy'])
  t.strictSame(shown.standing, { turn: 'traveller', until: NOW + draft_days.value * DAY, may: ['submit', 'withdraw'] })
  t.strictSame(await showApplication({ ...owned, account: 'another' }, contextOf(built)), {
    ok: false,
    error: 'not-there',
  })
})

t.test('what is complete misses nothing until its copy is refused', async (t) => {
  const built = await build(t)
  const ready = await readyApplication(built)
  t.strictSame(unwrap(await showApplication(ready, contextOf(built))).missing, [])
  await runsBeside(built).act(() => rows(`UPDATE passport_copies SET state = 'refused'`))
  t.strictSame(unwrap(await showApplication(ready, contextOf(built))).missing, ['copy'])
  built.clock.now += 5 * DAY
  t.strictSame(
    unwrap(await showApplication(ready, contextOf(built))).missing,
    ['trip', 'copy'],
    'the day of entry has passed',
  )
})

t.test('what came of it is told: the e-visa and whether it may be corrected, or why it was refused', async (t) => {
  const built = await build(t)
  const [one, other] = [await madeApplication(built), await madeApplication(built)]
  const shown = async (owned: typeof one) => unwrap(await showApplication(owned, contextOf(built)))
  t.match(await shown(one), { visa: null, refusal: null, erasableFrom: null })
  const { visa_number } = await built.issue()
  const runs = runsBeside(built)
  await takeEdges(runs, one.reference, 'pay', 'take-up', 'clear', 'issue')
  await runs.act(() => rows('UPDATE applications SET visa_number = ? WHERE id = ?', visa_number, one.reference))
  t.match((await shown(one)).visa, { status: 'valid', entriesUsed: 0, uncorrectable: null })
  await built.store.setVisaStatus(visa_number, 'revoked', 'lost', actOf('asel'))
  const { visa, erasableFrom } = await shown(one)
  t.match(visa, { status: 'revoked', uncorrectable: 'revoked' })
  t.ok((erasableFrom ?? 0) > NOW)
  await takeEdges(runs, other.reference, 'pay', 'take-up', 'refuse-alone')
  t.equal((await shown(other)).refusal, null, 'no officer wrote anything')
})

t.test('those of an account are listed, the newest first, a page at a time', async (t) => {
  const built = await build(t)
  const made = await madeApplication(built)
  await keepDraft(built.store, runsBeside(built), made.account)
  const [first, ...more] = await listApplications(made.account, null, 1, contextOf(built))
  t.strictSame(more, [])
  const rest = await listApplications(made.account, first?.application ?? null, 5, contextOf(built))
  const both = [first, ...rest].toSorted((one, other) =>
    (one?.application.state ?? '').localeCompare(other?.application.state ?? ''),
  )
  t.match(both, [
    { application: { state: 'draft' }, standing: { turn: 'traveller' } },
    {
      application: { state: 'submitted' },
      standing: { until: NOW + unpaid_days.value * DAY, may: ['reopen', 'withdraw'] },
    },
  ])
})
