import t from 'tap'
import { verifyTimeAnswer } from '#evisa/time-answer.ts'
import { unwrap } from '../../made.ts'
import { build, NOW, problemOf } from '../build-app.ts'
import { servedTo, takingScanner } from '../taking-scanner.ts'

t.test('a device is told the time, signed for its question; nobody else is, and no cache keeps it', async (t) => {
  const built = await build(t)
  const { trust } = await takingScanner(built.world.rootFingerprint, servedTo(built.nobody)).taken(NOW)
  const nonce = crypto.randomUUID()
  for (const role of ['carrier', 'border'] as const) {
    const { call } = await built.enrol(role)
    const answer = await call('GET', `/v1/time?nonce=${nonce}`)
    t.equal(answer.status, 200)
    t.equal(answer.headers['cache-control'], 'no-store')
    t.equal(unwrap(await verifyTimeAnswer(answer.text, nonce, trust)), NOW)
    for (const bad of ['', '?nonce=', '?nonce=short', `?nonce=${'a'.repeat(65)}`, `?nonce=${nonce}&more=1`]) {
      t.equal((await call('GET', `/v1/time${bad}`)).status, 400, bad)
    }
  }
  t.match(problemOf(await built.nobody('GET', `/v1/time?nonce=${nonce}`)), /not-signed-in/)
})
