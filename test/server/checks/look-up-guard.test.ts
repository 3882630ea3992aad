import t from 'tap'
import { lookUpGuard, MAX_MISSES } from '../../../server/checks/look-up-guard.ts'

t.test('stops who misses too often within ten minutes, and nobody else', async (t) => {
  const { take } = lookUpGuard()
  for (let miss = 0; miss < MAX_MISSES; miss++) t.ok(take('KC', 1000 + miss))
  t.equal(take('KC', 1599), null)
  t.ok(take('FS', 1599))
  t.ok(take('KC', 1600), 'ten minutes after the first miss')
})
