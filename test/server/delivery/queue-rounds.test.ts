import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { type Rounds, startRounds } from '../../../server/delivery/queue-rounds.ts'

/** Rounds over a list of things that are due. */
function made(t: Test, due: string[], change: Partial<Rounds<string>> = {}) {
  const done: string[] = []
  const queue = startRounds<string>({
    prepare: async () => undefined,
    claim: async () => due.shift() ?? null,
    attempt: async (claimed) => void done.push(claimed),
    nextAt: async () => null,
    failed: (error) => t.fail(error.message),
    now: () => 0,
    concurrency: 2,
    pollMs: 60_000,
    ...change,
  })
  t.teardown(() => queue.close())
  return { queue, done }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(2)
}

t.test('does all that is due at its start, and what comes later when it is woken', async (t) => {
  const due = ['a', 'b', 'c', 'd', 'e']
  const { queue, done } = made(t, due)
  await until(() => done.length === 5)
  due.push('f')
  await setTimeout(20)
  t.equal(done.length, 5)
  queue.wake()
  await until(() => done.length === 6)
})

t.test('has so many under way and no more', async (t) => {
  let [underWay, most] = [0, 0]
  const attempt = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await setTimeout(2)
    underWay -= 1
  }
  const due = Array.from({ length: 12 }, (_, at) => String(at))
  made(t, due, { attempt })
  await until(() => due.length === 0 && underWay === 0)
  t.equal(most, 2)
})

t.test('a round that fails is told, and another one comes', async (t) => {
  const faults: string[] = []
  const prepare = async () => {
    if (faults.length < 2) throw new Error('away')
  }
  const { done } = made(t, ['a'], { prepare, failed: ({ message }) => void faults.push(message), pollMs: 5 })
  await until(() => done.length === 1)
  t.same(faults, ['away', 'away'])
})

t.test('closes when what is under way has ended, and takes nothing more', async (t) => {
  const due = ['a', 'b', 'c']
  const ended: boolean[] = []
  const attempt = async (_claimed: string, signal: AbortSignal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    await setTimeout(5)
    ended.push(signal.aborted)
  }
  const { queue } = made(t, due, { attempt })
  await until(() => due.length === 1)
  await queue.close()
  queue.wake()
  t.same(ended, [true, true])
  t.same(due, ['c'])
})
