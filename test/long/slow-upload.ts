/** A copy of 5 MB over a line of 64 kbit/s that breaks five times, by the clock on the wall: eleven minutes. */
import t from 'tap'
import { slowUpload } from '../journeys/slow-upload.ts'

const HALF_AN_HOUR_MS = 1_800_000
t.setTimeout(HALF_AN_HOUR_MS)

t.test('5 MB at 64 kbit/s with five cuts arrive', { timeout: HALF_AN_HOUR_MS }, async (t) => {
  const { state, received, breaks, seconds } = await slowUpload(t, { speed: 1, partBytes: 131_072 })
  t.match({ state, received, breaks }, { state: 'accepted', received: 5_000_000, breaks: 5 })
  t.comment(`${Math.round(seconds)} s`)
})
