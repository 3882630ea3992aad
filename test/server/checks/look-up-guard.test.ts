import t from 'tap'
import { lookUpGuard, MAX_MISSES } from '../../../server/checks/look-up-guard.ts'

t.test('stops who misses too often within ten minutes, and nobody else', async (t) => {
  const guard = lookUpGuard()
  for (let miss = 0; miss < MAX_MISSES; miss++) {
    t.ok(guard.mayLookUp('KC', 1000))
    guard.noteMiss('KC', 1000 + miss)
  }
  t.notOk(guard.mayLookUp('KC', 1599))
  t.ok(guard.mayLookUp('FS', 1599))
  t.ok(guard.mayLookUp('KC', 1600), 'ten minutes after the first miss')
  guard.noteMiss('KC', 1600)
  t.ok(guard.mayLookUp('KC', 1601), 'counted anew')
})

t.test('remembers no more owners than it can hold, the last heard of first', async (t) => {
  const guard = lookUpGuard()
  for (let miss = 0; miss < MAX_MISSES; miss++) guard.noteMiss('first', 0)
  for (let owner = 0; owner < 20_000; owner++) guard.noteMiss(`owner ${owner}`, 1)
  t.ok(guard.mayLookUp('first', 1))
})
