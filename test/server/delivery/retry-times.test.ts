import t from 'tap'
import { GIVE_UP_SECONDS, LEAST_ATTEMPTS, nextAttemptAt } from '../../../server/delivery/retry-times.ts'

t.test('waits longer each time, up to six hours, a fifth more or less', async (t) => {
  const waits = [1, 2, 3, 9, 10, 99].map((attempts) => nextAttemptAt({ attempts, createdAt: 0 }, 0, 0.5))
  t.same(waits, [60, 120, 240, 15_360, 21_600, 21_600])
  t.equal(nextAttemptAt({ attempts: 1, createdAt: 0 }, 100, 0), 148)
  t.equal(nextAttemptAt({ attempts: 1, createdAt: 0 }, 100, 1), 172)
})

t.test('gives up after three days', async (t) => {
  t.ok(nextAttemptAt({ attempts: 20, createdAt: 5 }, 4 + GIVE_UP_SECONDS, 0.5))
  t.equal(nextAttemptAt({ attempts: 20, createdAt: 5 }, 5 + GIVE_UP_SECONDS, 0.5), null)
})

t.test('does not try until the day comes on which it was queued by a clock that was years ahead', async (t) => {
  const ahead = (attempts: number) => nextAttemptAt({ attempts, createdAt: 9 * GIVE_UP_SECONDS }, 0, 0.5)
  t.ok(ahead(LEAST_ATTEMPTS - 1))
  t.equal(ahead(LEAST_ATTEMPTS), null)
})

t.test('does not give up what was hardly tried, however long it waited for a mail server', async (t) => {
  const late = (attempts: number) => nextAttemptAt({ attempts, createdAt: 0 }, 30 * GIVE_UP_SECONDS, 0.5)
  for (let attempts = 1; attempts < LEAST_ATTEMPTS; attempts++) t.ok(late(attempts), `${attempts}`)
  t.equal(late(LEAST_ATTEMPTS), null)
})
