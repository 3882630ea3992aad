import t from 'tap'
import { toldFacts } from '../../../portal/faults/told-facts.ts'

t.test('the days that a message tells are taken out of it', async (t) => {
  t.same(toldFacts('date-ambiguous', 'may be 2026-03-04 or 2026-04-03: write it as one of these'), {
    text: 'date-ambiguous',
    facts: { one: '2026-03-04', other: '2026-04-03' },
  })
})

t.test('a message that is worded otherwise, or is of another rule, has none', async (t) => {
  t.equal(toldFacts('date-ambiguous', 'could be this or that'), null)
  t.equal(toldFacts('date', 'may be 2026-03-04 or 2026-04-03'), null)
})

t.test('of a very long message the beginning is looked at', async (t) => {
  const message = `is ${', and the lines of the passport say '.repeat(50_000)}`
  t.equal(toldFacts('passport-lines', message), null)
})
