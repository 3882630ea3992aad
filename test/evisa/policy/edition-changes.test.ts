import t from 'tap'
import { editionBefore, editionChanges } from '../../../evisa/policy/edition-changes.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'

const first = defaultEdition()
const from = (effective_from: string, change: object = {}) => ({ ...first, effective_from, ...change })
const strict = from('2026-12-15', { offline_entry: 'refer', passport_months_beyond_visa: 9 })

t.test('it follows the edition before its first day, not the one that it takes the place of', async (t) => {
  const editions = [first, strict]
  t.equal(editionBefore(editions, '2026-12-15'), first)
  t.equal(editionBefore(editions, '2026-12-16'), strict)
  t.equal(editionBefore(editions, '2025-01-01'), null)
})

t.test('what falls with the edition that waited is told, and what of it was stricter', async (t) => {
  const { difference, weakerThanReplaced } = editionChanges(
    [first, strict],
    from('2026-12-15', { exit_by_air_only: true }),
  )
  t.same(difference, [
    'from 2026-12-15 on:',
    'exit by air only: no -> yes',
    'the edition that waits for 2026-12-15 falls; of what it says this one changes:',
    'months that a passport must be valid beyond the e-visa: 9 -> 6',
    'exit by air only: no -> yes',
    'entry without a network: refer -> admit',
  ])
  t.same(weakerThanReplaced, [
    'than the edition that falls: offline_entry: entry is allowed without a network',
    'than the edition that falls: passport_months_beyond_visa: passports may run out sooner',
  ])
})

t.test('an edition that waits is withdrawn by the one before it, and that is a change', async (t) => {
  const { difference } = editionChanges([first, strict], from('2026-12-15'))
  t.same(difference.slice(0, 2), [
    'from 2026-12-15 on nothing is other than before',
    'the edition that waits for 2026-12-15 falls; of what it says this one changes:',
  ])
  t.same(editionChanges([first], from('2026-12-15')).difference, [])
  t.same(editionChanges([first, from('2026-12-15')], from('2026-12-15')).difference, [])
})

t.test('what the next edition changes again is told', async (t) => {
  const { difference } = editionChanges([first, strict], from('2026-12-10', { exit_by_air_only: true }))
  t.same(difference, [
    'from 2026-12-10 on:',
    'exit by air only: no -> yes',
    'until 2026-12-15, when the edition that waits changes:',
    'months that a passport must be valid beyond the e-visa: 6 -> 9',
    'exit by air only: yes -> no',
    'entry without a network: admit -> refer',
  ])
})
