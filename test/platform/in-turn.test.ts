import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { shareTurns, takeTurns } from '../../platform/in-turn.ts'

t.test('acts run one after another in the order in which they came, and a failure ends nobody else', async (t) => {
  const log: string[] = []
  const inTurn = takeTurns()
  const act = (name: string) =>
    inTurn(async () => {
      log.push(`begins ${name}`)
      await setImmediate()
      log.push(`ends ${name}`)
      if (name === 'second') throw new Error('the second fails')
      return name
    })
  const [first, second, third] = [act('first'), act('second'), act('third')]
  t.same(log, [], 'none begins before whoever asked for it goes on')
  await t.rejects(second, { message: 'the second fails' })
  t.same([await first, await third], ['first', 'third'])
  t.same(log, ['begins first', 'ends first', 'begins second', 'ends second', 'begins third', 'ends third'])
})

t.test('queues do not wait for one another', async (t) => {
  const [one, other] = [takeTurns(), takeTurns()]
  let end = () => {}
  const held = one(() => new Promise<void>((resolve) => (end = resolve)))
  t.equal(await other(async () => 'done'), 'done')
  end()
  await held
})

t.test('acts run one after another, and whoever waits for a turn shares it', async (t) => {
  const log: string[] = []
  let number = 0
  const act = shareTurns(async () => {
    const mine = ++number
    log.push(`begins ${mine}`)
    await setImmediate()
    log.push(`ends ${mine}`)
    if (mine === 2) throw new Error('the second fails')
    return mine
  })
  const first = act()
  await Promise.resolve()
  await Promise.resolve()
  t.same(log, ['begins 1'])
  const waiting = [act(), act(), act()]
  t.equal(await first, 1)
  for (const one of await Promise.allSettled(waiting)) t.match(one, { reason: { message: 'the second fails' } })
  t.equal(await act(), 3, 'a failure ends nobody else')
  t.same(log, ['begins 1', 'ends 1', 'begins 2', 'ends 2', 'begins 3', 'ends 3'])
})
