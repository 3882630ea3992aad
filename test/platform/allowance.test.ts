import t from 'tap'
import { allowance } from '../../platform/allowance.ts'

t.test('stops who takes too much within the time, and nobody else', async (t) => {
  const { take } = allowance(3, 600)
  for (let at = 0; at < 3; at++) t.ok(take('KC', 1000 + at))
  t.equal(take('KC', 1599), null)
  t.ok(take('FS', 1599))
  for (let at = 0; at < 3; at++) t.ok(take('KC', 1600 + at), 'counted anew')
  t.equal(take('KC', 2199), null)
})

t.test('what is given back is there for another, and began nothing', async (t) => {
  const { take } = allowance(3, 600)
  take('KC', 900)?.()
  const [first, second, ...others] = Array.from({ length: 5 }, () => take('KC', 1000))
  t.same(
    others.map((one) => one === null),
    [false, true, true],
  )
  first?.()
  t.ok(take('KC', 1000))
  t.equal(take('KC', 1599), null)
  t.ok(take('KC', 1600))
  second?.()
  for (let at = 0; at < 2; at++) t.ok(take('KC', 1600))
  t.equal(take('KC', 1600), null, 'what comes back late is of its own window')
})

t.test('remembers no more owners than it may, the last heard of first', async (t) => {
  const { take } = allowance(1, 600, 3)
  for (const owner of ['first', 'second', 'third', 'fourth']) take(owner, 0)
  t.equal(take('second', 1), null)
  t.ok(take('first', 1))
})
