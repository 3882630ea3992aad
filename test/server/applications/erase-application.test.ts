import t from 'tap'
import { startOfDay } from '#evisa/civil-date.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { erasableFrom, eraseApplication } from '../../../server/applications/erase-application.ts'
import { APPLICATION, type ApplicationState } from '../../../server/lifecycles/application-states.ts'
import { build } from '../build-app.ts'
import { contextOf, madeApplication, readyApplication, runsBeside } from '../made-application.ts'
import { actOf, takeEdges } from '../store/made-applications.ts'

const edition = defaultTerms()
const { refused, issued } = edition.retention_days

t.test(
  'a draft goes at once; what is under way is withdrawn first; what was decided stays as long as the terms say',
  async (t) => {
    const built = await build(t)
    const [draft, made] = [await readyApplication(built), await madeApplication(built)]
    const erase = (owned: typeof draft | typeof made) =>
      eraseApplication(owned, actOf(owned.account, built.clock.now), contextOf(built))
    t.match(await erase(draft), { ok: true })
    t.match(await erase(draft), { error: 'not-there' })
    t.match(await erase(made), { error: 'undecided' })
    await takeEdges(runsBeside(built), made.reference, 'pay', 'take-up', 'refuse-alone')
    t.match(await erase(made), { error: { kind: 'kept-by-law', until: NOW + refused.value * DAY } })
    built.clock.now += refused.value * DAY
    t.match(await erase(made), { ok: true })
    const none = { inForce: async () => null, editionOf: async () => null }
    const other = await readyApplication(built)
    t.match(await eraseApplication(other, actOf(other.account), contextOf(built, { terms: none })), {
      error: 'no-terms-yet',
    })
  },
)

t.test('from when on each kind may go', async (t) => {
  const from = (
    state: ApplicationState,
    submittedAt: number | null = NOW,
    frozen: Parameters<typeof erasableFrom>[0]['frozen'] = null,
  ) => erasableFrom({ state, submittedAt, changedAt: NOW, frozen }, edition)
  t.strictSame([from('draft', null), from('lapsed', null), from('withdrawn', null)], [0, 0, 0])
  for (const state of ['lapsed', 'withdrawn', 'refused'] as const) t.equal(from(state), NOW + refused.value * DAY)
  const decided = ['lapsed', 'withdrawn', 'refused', 'issued', 'corrected', 'revoked']
  for (const { to } of Object.values(APPLICATION.edges))
    if (!decided.includes(to) && to !== 'draft') t.equal(from(to), null, to)
  t.equal(from('issued'), startOfDay('2026-11-22') + (issued.value + 1) * DAY)
})
