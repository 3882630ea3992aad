import t from 'tap'
import { makeLogger } from '../../../server/log-event.ts'
import { RowDamaged } from '../../../server/store/row-sums.ts'
import { metDamage } from '../../../server/watch/met-damage.ts'

t.test('each damaged row is told once, and other faults are none', async (t) => {
  const lines: string[] = []
  const met = metDamage(makeLogger('info', { write: (line) => void lines.push(line) }))
  met.note(new TypeError('a bug'))
  t.same(met.all(), [])
  for (const key of [7, 7, 8]) met.note(new RowDamaged('crossings', key))
  t.same(met.all(), ['crossings 7 is not as it was written', 'crossings 8 is not as it was written'])
  t.match(
    lines.map((line) => JSON.parse(line)),
    [
      { event: 'row-damaged', table: 'crossings', key: '7' },
      { event: 'row-damaged', table: 'crossings', key: '8' },
    ],
  )
  t.equal(lines.length, 2)
})
