import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { takesTwo } from '../../../server/cases/takes-two.ts'

t.test('the terms say what takes two officers; without them all does', async (t) => {
  const { two_people } = defaultTerms()
  const edition = { two_people: { ...two_people, refusal: false, flagged: true, clean: false } }
  t.strictSame(takesTwo(edition, []), { refusal: false, noObjection: false })
  t.strictSame(takesTwo(edition, ['convicted']), { refusal: false, noObjection: true })
  t.strictSame(takesTwo(null, []), { refusal: true, noObjection: true })
})
