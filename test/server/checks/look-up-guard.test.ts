import t from 'tap'
import { lookUpGuard, MAX_MISSES } from '../../../server/checks/look-up-guard.ts'

t.test('stops who misses too often within ten minutes, and nobody else', async (t) => {
  const { lookUp } = lookUpGuard()
  for (let miss = 0; miss < MAX_MISSES; miss++) t.ok(lookUp('KC', 1000 + miss))
  t.equal(lookUp('KC', 1599), null)
  t.ok(lookUp('FS', 1599))
  t.ok(lookUp('KC', 1600), 'ten minutes after the first miss')
  for (let miss = 1; miss < MAX_MISSES; miss++) t.ok(lookUp('KC', 1601), 'counted anew')
  t.equal(lookUp('KC', 2199), null)
})

t.test('of many at once no more begin than may miss, and a right number takes nothing away', async (t) => {
  const { lookUp } = lookUpGuard()
  lookUp('KC', 900)?.()
  const begun = Array.from({ length: MAX_MISSES + 5 }, () => lookUp('KC', 1000))
  t.equal(begun.filter((one) => one === null).length, 5)
  begun[0]?.()
  t.ok(lookUp('KC', 1000))
  t.equal(lookUp('KC', 1599), null, 'what was right began no window')
  t.ok(lookUp('KC', 1600))
  begun[1]?.()
  for (let miss = 1; miss < MAX_MISSES; miss++) t.ok(lookUp('KC', 1600))
  t.equal(lookUp('KC', 1600), null, 'what is told late is of its own window')
})

t.test('remembers no more owners than it can hold, the last heard of first', async (t) => {
  const { lookUp } = lookUpGuard()
  for (let miss = 0; miss < MAX_MISSES; miss++) lookUp('first', 0)
  for (let owner = 0; owner < 20_000; owner++) lookUp(`owner ${owner}`, 1)
  t.ok(lookUp('first', 1))
})
