import fc from 'fast-check'
import t from 'tap'
import { addDays } from '#evisa/civil-date.ts'
import { editionOn, MAX_SIGNED_EDITIONS, signedEditions, withEdition } from '../../../evisa/policy/editions.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'

const TODAY = '2026-11-22'
const from = (effective_from: string, months = 6) => ({
  ...defaultEdition(),
  ...{ effective_from, passport_months_beyond_visa: months },
})
const first = from('2026-01-01')
const days = (editions: readonly { effective_from: string }[]) => editions.map(({ effective_from }) => effective_from)

t.test('an edition joins the others in its place', async (t) => {
  const later = withEdition([first], from('2026-12-01'), TODAY)
  t.same(later.ok && days(later.value), ['2026-01-01', '2026-12-01'])
  const between = withEdition(later.ok ? later.value : [], from('2026-11-25'), TODAY)
  t.same(between.ok && days(between.value), ['2026-01-01', '2026-11-25', '2026-12-01'])
  const instead = withEdition(later.ok ? later.value : [], from('2026-12-01', 3), TODAY)
  t.match(instead, { ok: true, value: [first, { passport_months_beyond_visa: 3 }] })
  t.same(withEdition([], from(TODAY), TODAY).ok, true, 'today, where none began today')
})

t.test('what has begun is not altered, what is past does not begin', async (t) => {
  t.match(withEdition([first], from('2026-11-21'), TODAY), { ok: false, error: /2026-11-21 is past/ })
  t.match(withEdition([first, from(TODAY)], from(TODAY), TODAY), { ok: false, error: /began today/ })
})

t.test('as many wait as scanners take beside the one in force', async (t) => {
  let editions: readonly ReturnType<typeof from>[] = [first]
  for (let day = 1; day < MAX_SIGNED_EDITIONS; day++) {
    const added = withEdition(editions, from(addDays(TODAY, day)), TODAY)
    if (!added.ok) return t.fail(added.error)
    editions = added.value
  }
  t.match(withEdition(editions, from(addDays(TODAY, 99)), TODAY), { ok: false, error: /at most 11 editions can wait/ })
  t.ok(withEdition(editions, from(addDays(TODAY, 3), 1), TODAY).ok, 'one in the place of another')
  t.equal(signedEditions(editions)[0], first)
})

t.test('for every day the edition in force is signed, whatever came before it', async () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 40 }), (steps) => {
      let editions: readonly ReturnType<typeof from>[] = [first]
      // They come in the order of their first days, as time goes by.
      for (const step of steps.toSorted((one, other) => one - other)) {
        const day = addDays(TODAY, step)
        const added = withEdition(editions, from(day), day)
        if (!added.ok) return false
        editions = added.value
        if (!signedEditions(editions).includes(editionOn(editions, day) ?? first)) return false
      }
      return signedEditions(editions).length <= MAX_SIGNED_EDITIONS && editionOn(editions, '2025-12-31') === null
    }),
  )
})
