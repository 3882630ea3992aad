import t from 'tap'
import { hotSpots, profiled } from '../../bench/hot-spots.ts'

const node = (id: number, functionName: string, url = '', children: readonly number[] = []) => ({
  id,
  callFrame: { functionName, url },
  children,
})

t.test('names what had the most time for itself, and leaves waiting out', async (t) => {
  const nodes = [
    node(1, '(root)', '', [2, 3, 4, 6]),
    node(2, 'decide', 'file:///evisa/decide.ts', [5]),
    node(3, '(garbage collector)'),
    node(4, '(idle)'),
    node(5, 'run', ''),
    node(6, 'post', 'node:inspector'),
  ]
  const profile = { nodes, samples: [2, 5, 3, 4, 2, 6], timeDeltas: [100, 600, 200, 9000, 100, 9000] }
  t.equal(hotSpots(profile), 'run by decide decide.ts 60 %; decide decide.ts 20 %; (garbage collector) 20 %')
})

t.test('adds up one function that is called from several places', async (t) => {
  const nodes = [
    node(1, '(root)', '', [2, 3]),
    node(2, '', 'file:///server/app.ts'),
    node(3, '', 'file:///server/app.ts'),
  ]
  t.equal(hotSpots({ nodes, samples: [2, 3], timeDeltas: [10, 30] }), '(anonymous) app.ts 100 %')
})

t.test('tells nothing of a profile without samples', async (t) => {
  t.equal(hotSpots({ nodes: [] }), '')
})

t.test('finds the function that this process spends its time in', async (t) => {
  const spend = () => {
    let sum = 0
    for (const until = performance.now() + 200; performance.now() < until; ) sum += Math.sqrt(sum + 1)
    return sum
  }
  t.match(await profiled(spend), /spend hot-spots\.test\.ts/)
})
