import t from 'tap'
import { ageIn, chainFault, isFace, isOld, OLD_DATA_SECONDS } from '../../desk/device-standing.ts'

t.test('a chain that is another than what is here is told, with both ends', async (t) => {
  const of = (unsent: number, head_seq: number, held_seq?: number | null) =>
    chainFault({ unsent, head_seq, ...(held_seq !== undefined && { held_seq }) })
  t.same(of(0, 2, 3), { kind: 'went-back', told: 2, held: 3 })
  t.same(of(1, 5, 3), { kind: 'not-here', told: 4, held: 3 })
  t.equal(of(2, 5, 3), null)
  t.equal(of(0, 0, 0), null)
  for (const held of [null, undefined]) t.equal(of(0, 9, held), null, 'a server of before compares nothing')
  t.equal(chainFault(null), null)
})

t.test('data are old after 18 hours, and where there are none', async (t) => {
  t.equal(isOld(1000, 1000 + OLD_DATA_SECONDS), false)
  t.equal(isOld(1000, 1001 + OLD_DATA_SECONDS), true)
  t.equal(isOld(null, 0), true)
})

t.test('an age is told in the unit that fits it', async (t) => {
  for (const [seconds, count, unit] of [
    [-60, 0, 'minute'],
    [7199, 120, 'minute'],
    [7200, 2, 'hour'],
    [172_799, 48, 'hour'],
    [172_800, 2, 'day'],
  ] as const)
    t.same(ageIn(seconds), { count, unit })
})

t.test('portals and consoles are faces', async (t) => {
  t.same(['portal', 'console', 'border', 'carrier', ''].map(isFace), [true, true, false, false, false])
})
