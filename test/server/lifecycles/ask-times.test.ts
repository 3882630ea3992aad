import t from 'tap'
import { ASKED_FOR_SECONDS, nextAskAt, PAYER_THERE_SECONDS } from '../../../server/lifecycles/ask-times.ts'

const BEGUN = { createdAt: 1000, watchedUntil: 1000 + PAYER_THERE_SECONDS }

t.test('a bank is asked every ten seconds while the payer is there', async (t) => {
  for (const now of [1000, 1500, 1000 + PAYER_THERE_SECONDS - 1]) t.equal(nextAskAt(BEGUN, now), now + 10)
})

t.test('then less and less, some dozens of times until a day is over, and then no more', async (t) => {
  const asked: number[] = []
  let last = 0
  for (let at: number | null = BEGUN.watchedUntil; at !== null; at = nextAskAt(BEGUN, at)) {
    t.ok(asked.length < 2 || at - (asked.at(-1) ?? 0) >= last || at === 1000 + ASKED_FOR_SECONDS)
    last = at - (asked.at(-1) ?? at)
    asked.push(at)
  }
  t.equal(asked.at(-1), 1000 + ASKED_FOR_SECONDS, 'the last time is at the end of the day')
  t.ok(asked.length > 15 && asked.length < 60, `${asked.length} times`)
})
