import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { groupCommit } from '../../../server/store/group-commit.ts'

const ONE = { limit: 100, weigh: () => 1 }

t.test('commits together what was asked for in the same moment, and answers each', async (t) => {
  const groups: number[][] = []
  const commit = groupCommit(async (items: readonly number[]) => {
    groups.push([...items])
    return items.map((item) => item * 2)
  }, ONE)
  t.same(await Promise.all([1, 2, 3].map(commit)), [2, 4, 6])
  t.same(groups, [[1, 2, 3]])
  t.equal(await commit(4), 8)
  t.same(groups, [[1, 2, 3], [4]])
})

t.test('gathers what comes while a commit is under way, one commit at a time', async (t) => {
  let underWay = 0
  const groups: number[] = []
  const commit = groupCommit(async (items: readonly number[]) => {
    underWay += 1
    t.equal(underWay, 1)
    await setTimeout(20)
    groups.push(items.length)
    underWay -= 1
    return items
  }, ONE)
  const first = commit(1)
  await setTimeout(5)
  t.same(await Promise.all([first, commit(2), commit(3)]), [1, 2, 3])
  t.same(groups, [1, 2])
})

t.test('keeps a group as light as it may be, but takes a heavy item alone', async (t) => {
  const groups: number[][] = []
  const commit = groupCommit(
    async (items: readonly number[]) => {
      groups.push([...items])
      return items
    },
    { limit: 5, weigh: (item: number) => item },
  )
  await Promise.all([3, 2, 1, 9, 1, 4].map(commit))
  t.same(groups, [[3, 2], [1], [9], [1, 4]])
})

t.test('tells a fault to all of its group and goes on with the next', async (t) => {
  const commit = groupCommit(async (items: readonly number[]) => {
    if (items.includes(13)) throw new Error('the disk is full')
    return items
  }, ONE)
  const group = [commit(12), commit(13)]
  for (const one of group) await t.rejects(one, /the disk is full/)
  t.equal(await commit(14), 14)
})

t.test('what is wrong with one item alone is told to that one, where it is known to be so', async (t) => {
  const isOfOne = (error: unknown) => error instanceof RangeError
  const commit = groupCommit(
    async (items: readonly number[]) => {
      if (items.includes(13)) throw new RangeError('a damaged row')
      if (items.includes(14)) throw new Error('the disk is full')
      return items
    },
    { ...ONE, isOfOne },
  )
  const [first, damaged, last] = await Promise.allSettled([commit(12), commit(13), commit(15)])
  t.match([first, damaged, last], [{ value: 12 }, { reason: RangeError }, { value: 15 }])
  for (const one of [commit(12), commit(14)]) await t.rejects(one, /the disk is full/)
})
