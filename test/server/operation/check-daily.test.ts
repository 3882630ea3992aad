import t from 'tap'
import { makeLogger } from '../../../server/log-event.ts'
import { checkDaily } from '../../../server/operation/check-daily.ts'
import { RowDamaged } from '../../../server/store/row-sums.ts'
import type { WalkPlace } from '../../../server/store/walk-store.ts'
import { metDamage } from '../../../server/watch/met-damage.ts'

t.test('tells what was found when, and goes on after a check that failed', async (t) => {
  const lines: string[] = []
  const log = makeLogger('info', { write: (line) => void lines.push(line) })
  const answers = [[], ['page 7 is never used', 'page 8'], new Error('no such file'), null]
  const findDamage = async () => {
    const answer = answers.shift() ?? null
    if (answer instanceof Error) throw answer
    return answer
  }
  const row = new RowDamaged('crossings', 7)
  const walk = async ({ part }: WalkPlace) => ({
    faults: part === 'visas' && answers.length === 0 ? [row] : [],
    next: null,
  })
  const check = checkDaily({ store: { findDamage, walk }, now: () => 1000, log, met: metDamage(log) })
  t.teardown(check.stop)
  t.strictSame([check.damage(), check.checkedAt()], [null, null])
  await check.round()
  t.strictSame([check.damage(), check.checkedAt()], [[], 1000])
  for (let round = 0; round < 3; round++) await check.round()
  t.equal(check.damage()?.length, 3, 'what was found stays')
  t.match(
    lines.map((line) => JSON.parse(line)),
    [
      { event: 'store-checked', faults: 0 },
      { event: 'store-damaged', faults: 2 },
      { event: 'store-not-checked', error: 'Error' },
      { event: 'row-damaged', table: 'crossings', key: '7' },
      { event: 'store-damaged', faults: 1 },
    ],
  )
  t.notMatch(lines.join(''), /page 7|no such file/)
})
