import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { conflictsAnswer } from '../../../scanner-client/offline/conflicts-answer.ts'

const one = { id: 'gap:1', kind: 'gap', visa_number: 'K7Q2M4XN9TBF', raised_at: NOW, events: ['e'] }
const answer = { conflicts: [one], more: false, closed: [] }

t.test('takes what a newer server may add, and nothing that could not be shown', async (t) => {
  t.ok(conflictsAnswer.Check(answer))
  t.ok(conflictsAnswer.Check({ ...answer, newer: true, conflicts: [{ ...one, kind: 'of-tomorrow', also: 1 }] }))
  for (const wrong of [
    { ...one, raised_at: 1e15 },
    { ...one, raised_at: -1 },
    { ...one, kind: 'x'.repeat(41) },
    { ...one, events: Array(21).fill('e') },
    { ...one, visa_number: 7 },
  ]) {
    t.notOk(conflictsAnswer.Check({ ...answer, conflicts: [wrong] }), JSON.stringify(wrong).slice(0, 90))
  }
  t.notOk(conflictsAnswer.Check({ ...answer, conflicts: Array(201).fill(one) }))
  t.notOk(conflictsAnswer.Check({ conflicts: [], more: false }))
})
