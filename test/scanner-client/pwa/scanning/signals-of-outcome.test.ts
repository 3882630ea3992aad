import t from 'tap'
import { PATTERNS, signalOutcome } from '../../../../scanner-client/pwa/scanning/signals-of-outcome.ts'

t.test('each outcome sounds and shakes in a way of its own', async (t) => {
  const told = Object.values(PATTERNS).map(({ tones }) => JSON.stringify(tones))
  const felt = Object.values(PATTERNS).map(({ vibration }) => JSON.stringify(vibration))
  t.equal(new Set(told).size, 3)
  t.equal(new Set(felt).size, 3)
  const lengths = Object.values(PATTERNS).map(({ tones }) =>
    tones.reduce((sum, [, milliseconds]) => sum + milliseconds, 0),
  )
  t.ok(Math.max(...lengths) <= 700, 'over before the next person stands there')
})

t.test('shakes where the device can, and is silent where it may not sound', async (t) => {
  const shaken: number[][] = []
  Object.assign(navigator, { vibrate: (pattern: number[]) => shaken.push(pattern) })
  signalOutcome('refuse', true)
  t.same(shaken, [[...PATTERNS.refuse.vibration]])
})
