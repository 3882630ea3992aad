import t from 'tap'
import { showResults, writeFigures } from '../../bench/figures-page.ts'
import type { BenchResult } from '../../bench/targets.ts'

const NAMES = ['decide.single', 'api.admit', 'sync.push']
const YESTERDAY = { day: '2026-11-27', machine: '2 x a processor' }
const TODAY = { day: '2026-11-28', machine: '4 x another' }

const result = (name: string, value: number, change: Partial<BenchResult> = {}): BenchResult => ({
  name,
  value,
  unit: 'x CPU',
  target: '<= 2 x CPU',
  met: value <= 2,
  details: { 'CPU us': value * 100 },
  ...change,
})

const rowsOf = (page: string) => page.split('\n').filter((line) => line.startsWith('| `'))

t.test('a new page says how it is measured and has the rows that ran, in the order of the table', async (t) => {
  const page = writeFigures(null, [result('sync.push', 3), result('decide.single', 1.5)], TODAY, NAMES)
  t.match(page, /^# Figures\n/)
  t.match(page, /processor time/)
  t.same(rowsOf(page), [
    '| `decide.single` | 1.5 x CPU | <= 2 x CPU | met | 2026-11-28, 4 x another | CPU us 150 |',
    '| `sync.push` | 3 x CPU | <= 2 x CPU | MISSED | 2026-11-28, 4 x another | CPU us 300 |',
  ])
  t.ok(page.endsWith('|\n'))
})

t.test('only the rows of what ran are replaced', async (t) => {
  const before = writeFigures(null, [result('decide.single', 1.5), result('sync.push', 3)], YESTERDAY, NAMES)
  const after = writeFigures(before, [result('sync.push', 1), result('api.admit', 1)], TODAY, NAMES)
  const [decide, admit, push, ...more] = rowsOf(after)
  t.equal(decide, rowsOf(before)[0])
  t.match(admit, /^\| `api\.admit` \| 1 x CPU .* 2026-11-28/)
  t.match(push, /^\| `sync\.push` \| 1 x CPU .* 2026-11-28/)
  t.same(more, [])
})

t.test('written twice it is the same page', async (t) => {
  const page = writeFigures(null, [result('api.admit', 1)], TODAY, NAMES)
  t.equal(writeFigures(page, [result('api.admit', 1)], TODAY, NAMES), page)
})

t.test('what people wrote around the table stays, and so does a row that is measured no more', async (t) => {
  const fresh = writeFigures(null, [result('retired', 1), result('api.admit', 1)], YESTERDAY, NAMES)
  const written = `${fresh.replace('# Figures', '# Our figures')}\n## Where it goes\n\nOne thread.\n`
  const after = writeFigures(written, [result('decide.single', 1)], TODAY, NAMES)
  t.match(after, /^# Our figures\n/)
  t.ok(after.endsWith('\n## Where it goes\n\nOne thread.\n'))
  t.same(
    rowsOf(after).map((row) => row.split('`')[1]),
    ['decide.single', 'api.admit', 'retired'],
  )
})

t.test('a page without the table is not written over', async (t) => {
  t.throws(() => writeFigures('# Something else\n', [result('api.admit', 1)], TODAY, NAMES), /has no table/)
})

t.test('no detail breaks out of its cell', async (t) => {
  const shown = showResults([result('api.admit', 1, { details: { where: 'a | b\nc' } })], TODAY)
  t.equal(rowsOf(shown)[0]?.split(' | ').length, 6)
  t.match(shown, /where a \/ b c \|\n$/)
})
