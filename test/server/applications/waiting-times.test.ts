import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { turnEnds, waitingSeconds, whoseTurn } from '../../../server/applications/waiting-times.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'

const edition = defaultTerms()
const ends = (state: Parameters<typeof whoseTurn>[0], dueAt: number | null = null) =>
  turnEnds({ state, changedAt: NOW, dueAt }, edition)

t.test('every state is somebody’s turn, or nobody’s', async (t) => {
  const states = new Set(['draft' as const, ...Object.values(APPLICATION.edges).map(({ to }) => to)])
  for (const state of states) t.match(whoseTurn(state), /^(traveller|authority|nobody)$/, state)
  t.strictSame([...states].filter((state) => whoseTurn(state) === 'traveller').toSorted(), [
    'draft',
    'information-asked',
    'submitted',
  ])
})

t.test('the traveller is told when it lapses, and the authority’s promise', async (t) => {
  t.equal(waitingSeconds('draft', edition), edition.times.draft_days.value * DAY)
  t.equal(ends('draft'), NOW + edition.times.draft_days.value * DAY)
  t.equal(ends('submitted'), NOW + edition.times.unpaid_days.value * DAY)
  t.equal(ends('information-asked', NOW + 5), NOW + edition.times.answer_days.value * DAY)
  t.equal(ends('review', NOW + 5), NOW + 5)
  t.equal(ends('review'), null, 'a year whose days are not known makes no promise')
  t.equal(ends('issued', NOW + 5), null)
  t.equal(turnEnds({ state: 'draft', changedAt: NOW, dueAt: null }, null), null)
})
