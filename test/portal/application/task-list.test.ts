import t from 'tap'
import { nextTask, tasksOf } from '../../../portal/application/task-list.ts'

const NAMES = ['trip', 'invitation', 'passport', 'contact', 'background', 'declaration'] as const
const draft = (kept: readonly string[], missing: readonly string[], copy: string | null) => ({
  pages: NAMES.map((page) => ({ page, revision: kept.includes(page) ? 2 : 0, answers: {}, faults: [] })),
  missing: [...missing],
  copy: copy === null ? null : { id: 'c', state: copy },
})
const states = (...args: Parameters<typeof draft>) =>
  Object.fromEntries(tasksOf(draft(...args)).map(({ step, state }) => [step, state]))

t.test('nothing is done at the beginning, and the check comes last', async (t) => {
  const tasks = tasksOf(draft([], [...NAMES, 'copy'], null))
  t.same(
    tasks.map(({ state }) => state),
    ['to-do', 'to-do', 'to-do', 'to-do', 'to-do', 'to-do', 'not-yet'],
  )
  t.equal(nextTask(tasks), 'invitation')
})

t.test('a page that is kept with a fault says so, and comes next', async (t) => {
  const kept = ['invitation', 'passport', 'trip']
  t.match(states(kept, ['trip', 'contact', 'background'], 'accepted'), {
    invitation: 'done',
    'passport-copy': 'done',
    trip: 'fault',
    contact: 'to-do',
  })
  t.equal(nextTask(tasksOf(draft(kept, ['trip', 'contact'], 'accepted'))), 'trip')
})

t.test('a picture that was refused, or did not arrive, is no picture', async (t) => {
  t.equal(states([], ['copy'], 'refused')['passport-copy'], 'fault')
  t.equal(states([], ['copy'], 'receiving')['passport-copy'], 'fault')
})

t.test('when all is done the check is next', async (t) => {
  const tasks = tasksOf(draft(NAMES.slice(0, 5), ['declaration'], 'accepted'))
  t.equal(nextTask(tasks), 'check')
  t.equal(tasks.at(-1)?.state, 'to-do')
})
