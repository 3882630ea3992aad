import { readFileSync } from 'node:fs'
import t from 'tap'

const text = readFileSync(new URL('../../DECISIONS.md', import.meta.url), 'utf8')
const [before = '', ...decisions] = text.split(/^## /m)
const numbers = decisions.map((decision) => Number(/^\d+/.exec(decision)?.[0]))

t.test('decisions are counted up, and each has its day', async (t) => {
  t.strictSame(
    numbers,
    numbers.map((_, at) => at + 1),
  )
  for (const decision of decisions) t.match(decision, /20\d\d-\d\d-\d\d\.\n*$/, decision.split('\n')[0] ?? '')
})

t.test('each is found by a room that it is about, and no room names one that there is not', async (t) => {
  const rows = before.split('\n').filter((line) => line.startsWith('| '))
  const named = rows.slice(1).flatMap((row) => [...(row.split('|')[2] ?? '').matchAll(/\d+/g)].map(Number))
  t.ok(rows.length > 15, `${rows.length} rooms`)
  t.strictSame(
    numbers.filter((number) => !named.includes(number)),
    [],
  )
  t.strictSame(
    named.filter((number) => !numbers.includes(number)),
    [],
  )
})
