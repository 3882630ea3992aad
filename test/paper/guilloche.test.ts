import t from 'tap'
import { rosette, sunRays, waves } from '../../paper/guilloche.ts'

const pointsOf = (operators: string) =>
  [...operators.matchAll(/(-?[\d.]+) (-?[\d.]+) [ml]/g)].map(([, x, y]) => [Number(x), Number(y)] as const)

t.test('patterns stay where they are put, and are the same each time', async (t) => {
  for (const [x, y] of pointsOf(rosette(100, 50, 20, 12, 7))) t.ok(Math.hypot(x - 100, y - 50) <= 20.02)
  for (const [x, y] of pointsOf(waves(0, 200, 50, 30, 4))) t.ok(x >= 0 && x <= 200 && Math.abs(y - 50) <= 15.01)
  for (const [x, y] of pointsOf(sunRays(10, 10, 5, 9, 32))) t.ok(Math.hypot(x - 10, y - 10) <= 9.02)
  t.equal(rosette(1, 2, 3, 4, 5), rosette(1, 2, 3, 4, 5))
  t.equal(sunRays(10, 10, 5, 9, 32).match(/h\n/g)?.length, 32)
})
