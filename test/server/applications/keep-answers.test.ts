import fc from 'fast-check'
import t from 'tap'
import { keepAnswers } from '../../../server/applications/keep-answers.ts'
import { PAGE_NAMES, PAGES, type PageName } from '../../../server/applications/pages.ts'
import { build } from '../build-app.ts'
import { runsBeside } from '../made-application.ts'
import { actOf, keepAccount, keepDraft } from '../store/made-applications.ts'

t.test('faults are told, and what was typed is kept all the same', async (t) => {
  const built = await build(t)
  const owned = await keepDraft(built.store, runsBeside(built))
  const answers = { phone: '12', place_of_stay: 'Hotel' }
  const kept = await keepAnswers(owned, { page: 'contact', answers, seen: 1 }, actOf(owned.account), built)
  t.match(kept, { ok: true, value: { revision: 2, faults: [{ field: 'phone', rule: 'phone' }] } })
  t.match((await built.store.findApplication(owned))?.pages, [{ page: 'contact', answers }])
})

type Answers = Readonly<Record<string, string>>
interface Window {
  seen: number
  /** What stands in its forms and was not acknowledged yet. */
  readonly unsent: Map<PageName, Answers>
}
/** What a person does: types into a page, sends it (again), goes back, opens another device, or the server starts anew. */
interface Deed {
  readonly window: 0 | 1
  readonly page: PageName
  readonly deed: 'type' | 'send' | 'look'
  readonly text: string
}

const deeds = fc.array(
  fc.record({
    window: fc.constantFrom(0 as const, 1 as const),
    page: fc.constantFrom(...PAGE_NAMES),
    deed: fc.constantFrom('type' as const, 'send' as const, 'send' as const, 'look' as const),
    text: fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('A', 'B')),
  }) satisfies fc.Arbitrary<Deed>,
  { maxLength: 40 },
)

t.test('of two windows neither loses the other’s answers, on any page, whatever comes between', async (t) => {
  const built = await build(t)
  const account = await keepAccount(runsBeside(built))
  await fc.assert(
    fc.asyncProperty(deeds, async (all) => {
      const owned = await keepDraft(built.store, runsBeside(built), account)
      const windows: readonly Window[] = [0, 1].map(() => ({ seen: 1, unsent: new Map() }))
      const model = new Map<PageName, Answers>()
      for (const { window: at, page, deed, text } of all) {
        const window = windows[at]
        if (window === undefined) continue
        const [field = ''] = Object.keys(PAGES[page])
        if (deed === 'type') window.unsent.set(page, { [field]: text })
        const typed = window.unsent.get(page)
        if (deed === 'send' && typed !== undefined) {
          const before = model.get(page)
          const kept = await keepAnswers(owned, { page, answers: typed, seen: window.seen }, actOf(account), built)
          if (kept.ok) {
            model.set(page, typed)
            window.unsent.delete(page)
            window.seen = Math.max(window.seen, kept.value.revision)
          } else {
            // It is told what stands there, which is what somebody was promised; and its own words are still in its form.
            const stands = typeof kept.error !== 'string' && kept.error.kind === 'stale' ? kept.error.stands : undefined
            if (JSON.stringify(stands) !== JSON.stringify(before)) return false
          }
        }
        const found = await built.store.findApplication(owned)
        if (deed === 'look' && found !== null) window.seen = found.application.revision
        // Whatever was acknowledged last stands there.
        for (const [name, answers] of model)
          if (JSON.stringify(found?.pages.find((one) => one.page === name)?.answers) !== JSON.stringify(answers))
            return false
      }
      await built.store.eraseApplication(owned, 'draft', actOf(account))
      return true
    }),
    { numRuns: 60 },
  )
  t.pass()
})

t.test('a window overwrites only what it has seen', async (t) => {
  const built = await build(t)
  const owned = await keepDraft(built.store, runsBeside(built))
  for (const page of PAGE_NAMES) {
    const [field = ''] = Object.keys(PAGES[page])
    const seen = (await built.store.findApplication(owned))?.application.revision ?? 0
    const keep = (typed: string) =>
      keepAnswers(owned, { page, answers: { [field]: typed }, seen }, actOf(owned.account), built)
    t.match(await keep('first'), { ok: true })
    t.match(await keep('second'), { error: { kind: 'stale', stands: { [field]: 'first' } } }, page)
  }
})
