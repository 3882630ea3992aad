import t from 'tap'
import { makeLogger } from '../../../server/log-event.ts'
import { checkDaily } from '../../../server/operation/check-daily.ts'

t.test('tells what was found when, and goes on after a check that failed', async (t) => {
  const lines: string[] = []
  const log = makeLogger('info', { write: (line) => void lines.push(line) })
  const answers = [[], ['page 7 is never used', 'page 8'], new Error('no such file'), null]
  const findDamage = async () => {
    const answer = answers.shift() ?? null
    if (answer instanceof Error) throw answer
    return answer
  }
  const check = checkDaily({ store: { findDamage }, now: () => 1000, log })
  t.teardown(check.stop)
  t.strictSame([check.damage(), check.checkedAt()], [null, null])
  await check.round()
  t.strictSame([check.damage(), check.checkedAt()], [[], 1000])
  for (let round = 0; round < 3; round++) await check.round()
  t.equal(check.damage()?.length, 2, 'what was found stays')
  t.match(
    lines.map((line) => JSON.parse(line)),
    [
      { event: 'store-checked', faults: 0 },
      { event: 'store-damaged', faults: 2 },
      { event: 'store-not-checked', error: 'Error' },
    ],
  )
  t.notMatch(lines.join(''), /page 7|no such file/)
})
