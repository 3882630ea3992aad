import t from 'tap'
import { termsChanges } from '../../../evisa/terms/terms-changes.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'

const terms = defaultTerms()
const { two_people: two } = terms
const strict = { ...terms, effective_from: '2026-12-01', two_people: { ...two, clean: true } }

t.test('what an edition changes of the one before it, and of one that it takes the place of', async (t) => {
  const same = { ...terms, effective_from: '2026-12-01' }
  t.same(termsChanges([terms], same), { before: terms, difference: [], weakerThanReplaced: [] })
  t.match(termsChanges([terms], strict).difference, [
    'from 2026-12-01 on:',
    'two people: for refusal, flagged -> for refusal, flagged, clean',
  ])
  const changes = termsChanges([terms, strict], same)
  t.match(changes.difference, [
    'from 2026-12-01 on nothing is other than before',
    /falls/,
    /clean -> for refusal, flagged/,
  ])
  t.match(changes.weakerThanReplaced, [/than the edition that falls: two_people\.clean: one person/])
})
