import t from 'tap'
import {
  compareSides,
  comparisonDetails,
  concurrently,
  costOf,
  median,
  medianCost,
  quantile,
  round,
  type Side,
} from '../../bench/measure.ts'

/** A process whose every round uses the next of these microseconds on its main thread. */
function madeSide(count: number, uses: readonly number[]): Side & { readonly done: string[] } {
  let main = 0
  let at = 0
  const done: string[] = []
  return {
    done,
    count,
    prepare: () => {
      done.push('prepared')
      // What is made beforehand is used beforehand.
      main += 1_000_000
      return () => {
        done.push('done')
        main += uses[at++] ?? 0
      }
    },
    cpu: () => ({ total: main, threads: { main, pool: 0, other: 0 } }),
  }
}

t.test('the median is in the middle, of an even number between the two', async (t) => {
  t.equal(median([3, 1, 2]), 2)
  t.equal(median([4, 1, 3, 2]), 2.5)
  t.equal(median([]), 0)
})

t.test('a quantile is the value that this share is not above', async (t) => {
  const values = Array.from({ length: 100 }, (_, at) => 100 - at)
  t.equal(quantile(values, 0.95), 95)
  t.equal(quantile([7], 0.99), 7)
})

t.test('counts what a round used and not what was made before it', async (t) => {
  const side = madeSide(10, [500])
  const { cpu, rate } = await costOf(side)
  t.same(cpu, { total: 50, threads: { main: 50, pool: 0, other: 0 } })
  t.ok(rate > 0)
  t.same(side.done, ['prepared', 'done'])
})

t.test('compares the two sides round by round, and leaves the warm-up out', async (t) => {
  const ours = madeSide(10, [99_999, 400, 600, 4000])
  const floor = madeSide(5, [99_999, 100, 100, 1000])
  const { ours: mine, floor: raw, ratio } = await compareSides(ours, floor, 3)
  t.equal(mine.cpu.total, 60)
  t.equal(raw.cpu.total, 20)
  // 40 to 20, 60 to 20, 400 to 200.
  t.equal(ratio, 2)
})

t.test('tells without threads where the platform does', async (t) => {
  const cost = { cpu: { total: 12.34, threads: null }, rate: 99.6 }
  t.same(medianCost([cost, cost]), cost)
  const said = comparisonDetails({ ours: cost, floor: cost, ratio: 1 }, 'acts')
  t.match(said['CPU us'], /^12.3 \(this platform does not tell/)
  t.equal(said['acts/s'], 100)
})

t.test('runs every task once, so many at once', async (t) => {
  const done: number[] = []
  let [atOnce, most] = [0, 0]
  await concurrently(10, 3, async (at) => {
    atOnce += 1
    most = Math.max(most, atOnce)
    await new Promise((resolve) => setImmediate(resolve))
    atOnce -= 1
    done.push(at)
  })
  t.same(
    done.toSorted((one, other) => one - other),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  )
  t.equal(most, 3)
})

t.test('rounds to so many digits', async (t) => {
  t.equal(round(1.005_1), 1.01)
  t.equal(round(12.34, 1), 12.3)
})
