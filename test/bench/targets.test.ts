import t from 'tap'
import { BENCH_GROUPS } from '../../bench/catalogue.ts'
import { BENCH_NAMES, benchResult, isMet, TARGETS, targetText } from '../../bench/targets.ts'

t.test('every bench of the table is measured by one group, and every group measures some', async (t) => {
  const names = BENCH_GROUPS.flatMap(({ names }) => names)
  t.same(names.toSorted(), BENCH_NAMES.toSorted())
  t.equal(new Set(names).size, names.length)
})

t.test('every row says what it is and bounds each of its figures on one side', async (t) => {
  for (const name of BENCH_NAMES) {
    const { about, limits } = TARGETS[name]
    t.ok(about.length > 10, name)
    for (const limit of limits) t.not('atMost' in limit, 'atLeast' in limit, name)
  }
})

t.test('a target is met where every figure is within its bound', async (t) => {
  t.ok(isMet('decide.single', [1.8]))
  t.notOk(isMet('decide.single', [1.81]))
  t.ok(isMet('document.pdf', [80]))
  t.notOk(isMet('document.pdf', [79.9]))
  t.ok(isMet('api.flight', [0.3, 40]))
  t.notOk(isMet('api.flight', [0.2, 41]))
})

t.test('a figure that is missing or no number is missed', async (t) => {
  t.notOk(isMet('decide.single', [Number.NaN]))
  t.notOk(isMet('api.flight', [0.2]))
})

t.test('a target reads as the design writes it', async (t) => {
  t.equal(targetText('decide.single'), '<= 1.8 x CPU')
  t.equal(targetText('document.pdf'), '>= 80 pages/s')
  t.equal(targetText('api.flight'), '<= 0.3 s; first row <= 40 ms')
})

t.test('a result is judged by what was measured, not by what is shown of it', async (t) => {
  const { value, met, target, unit, details } = benchResult('api.flight', [0.300_04, 39.96], { connections: 1 })
  t.same({ value, met, unit, target }, { value: 0.3, met: false, unit: 's', target: '<= 0.3 s; first row <= 40 ms' })
  t.same(details, { 'first row, ms': 40, connections: 1 })
})
