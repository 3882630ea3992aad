import t from 'tap'
import { slowUpload } from './slow-upload.ts'

// The real line is walked by `npm run test:long`.
const SPEED = 100

t.test('5 MB at 64 kbit/s with five cuts arrive, though each part takes longer than any other call may', async (t) => {
  const { state, received, breaks, lost } = await slowUpload(t, { speed: SPEED, partBytes: 262_144 })
  t.match({ state, received, breaks }, { state: 'accepted', received: 5_000_000, breaks: 5 })
  t.ok(lost >= 5, `${lost} calls were answered nothing`)
})

t.test('and as one stream that takes twenty times as long as any other call may', async (t) => {
  const { state, received, seconds } = await slowUpload(t, { speed: SPEED, partBytes: 0, isStream: true })
  t.match({ state, received }, { state: 'accepted', received: 5_000_000 })
  t.ok(seconds > (30 / SPEED) * 15, `${seconds} s`)
})
