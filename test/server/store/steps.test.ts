import t from 'tap'
import { firstLocked, firstRow, lockedRows, noteAct, rows, type Steps, TakenBack } from '../../../server/store/steps.ts'

/** Walks an act, each statement answered with what stands here for it; what was asked. */
function walk<T>(steps: Steps<T>, answers: readonly (readonly unknown[])[]) {
  const asked: unknown[] = []
  let at = steps.next()
  for (const answer of answers) {
    asked.push(at.value)
    at = steps.next(answer)
  }
  return { asked, value: at.done ? at.value : undefined }
}

t.test('a statement is asked with its values, and its rows come back', async (t) => {
  const read = walk(rows('SELECT a FROM b WHERE c = ?', 1), [[{ a: 2 }]])
  t.strictSame(read, { asked: [{ sql: 'SELECT a FROM b WHERE c = ?', values: [1] }], value: [{ a: 2 }] })
  t.match(walk(lockedRows('SELECT a FROM b'), [[]]).asked, [{ lock: true }])
})

t.test('of one row that is not there comes null', async (t) => {
  t.equal(walk(firstRow('SELECT a FROM b'), [[]]).value, null)
  t.strictSame(walk(firstLocked('SELECT a FROM b'), [[{ a: 1 }, { a: 2 }]]).value, { a: 1 })
})

t.test('a note is a step, and what is taken back has its answer', async (t) => {
  const note = { actor: 'operator/a', at: 1, act: 'review', subject: 's', detail: {} } as const
  t.strictSame(walk(noteAct(note), [[]]).asked, [{ note }])
  t.equal(new TakenBack('no').answer, 'no')
})
