import t from 'tap'
import { isVisaNumber } from '#evisa/visa-number.ts'
import { beginApplication, MAX_DRAFTS } from '../../../server/applications/begin-application.ts'
import { unwrap } from '../../made.ts'
import { build } from '../build-app.ts'
import { contextOf, runsBeside } from '../made-application.ts'
import { keepAccount } from '../store/made-applications.ts'

t.test('each begins under another reference, up to a number of drafts', async (t) => {
  const built = await build(t)
  const account = await keepAccount(runsBeside(built))
  const begin = (seen?: number) =>
    beginApplication('kk', { account, actor: `applicant/${account}` }, contextOf(built), seen)
  const references = new Set<string>()
  for (let made = 0; made < MAX_DRAFTS; made += 1) references.add(unwrap(await begin()))
  t.equal(references.size, MAX_DRAFTS)
  t.ok([...references].every(isVisaNumber))
  t.strictSame(await begin(), { ok: false, error: 'too-many' })
  t.match(await built.store.findApplication({ reference: [...references][0] ?? '', account }), {
    application: { language: 'kk' },
  })
})

t.test('who knew of fewer drafts than there are by now begins none', async (t) => {
  const built = await build(t)
  const account = await keepAccount(runsBeside(built))
  const begin = (seen: number) =>
    beginApplication('kk', { account, actor: `applicant/${account}` }, contextOf(built), seen)
  const both = await Promise.all([begin(0), begin(0)])
  t.equal(both.filter(({ ok }) => ok).length, 1, 'two clicks')
  t.ok((await begin(1)).ok)
  t.strictSame(await begin(1), { ok: false, error: 'too-many' })
})
