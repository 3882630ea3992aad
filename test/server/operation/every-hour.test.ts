import { mock } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { everyHour } from '../../../server/operation/every-hour.ts'
import { ClockDoubted } from '../../../server/publishing/clock-guard.ts'

function counted(everyMs?: number) {
  const told: string[] = []
  let rounds = 0
  const work = async () => {
    rounds += 1
    if (rounds === 2) throw new TypeError('away')
  }
  return { ...everyHour({ work, failed: ({ name }) => void told.push(name), everyMs }), told, rounds: () => rounds }
}

t.test('comes again and again, also after a round that failed, which is told, until it is stopped', async (t) => {
  const { rounds, told, stop } = counted(5)
  t.equal(rounds(), 0, 'not before its time')
  while (rounds() < 4) await setTimeout(5)
  stop()
  const count = rounds()
  await setTimeout(30)
  t.equal(rounds(), count)
  t.strictSame(told, ['TypeError'])
})

t.test('a round is done when it is asked for, and rejects for nobody', async (t) => {
  const { rounds, told, round, stop } = counted()
  t.teardown(stop)
  await round()
  await round()
  t.equal(rounds(), 2)
  t.strictSame(told, ['TypeError'])
})

t.test('a round is left out while the clock is doubted, and told of', async (t) => {
  const told: string[] = []
  let isDoubted = true
  let rounds = 0
  const assertClock = async () => {
    if (isDoubted) throw new ClockDoubted()
  }
  const work = async () => {
    rounds += 1
  }
  const { round, stop } = everyHour({ work, failed: ({ name }) => void told.push(name), assertClock })
  t.teardown(stop)
  await round()
  t.strictSame([rounds, told], [0, ['ClockDoubted']])
  isDoubted = false
  await round()
  t.equal(rounds, 1)
})

t.test('waits an hour where it is not told otherwise', async (t) => {
  mock.timers.enable({ apis: ['setInterval'] })
  t.teardown(() => mock.timers.reset())
  const { rounds, stop } = counted()
  mock.timers.tick(3_599_999)
  t.equal(rounds(), 0)
  mock.timers.tick(1)
  t.equal(rounds(), 1)
  stop()
  mock.timers.tick(3_600_000)
  t.equal(rounds(), 1)
})
