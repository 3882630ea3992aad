import t from 'tap'
import { verifyVisaDesk } from '#evisa/visa-desk.ts'
import { unwrap } from '../../made.ts'
import { build, NOW, problemOf, VISA_DESK } from '../build-app.ts'
import { servedTo, takingScanner } from '../taking-scanner.ts'

t.test('a device is told whom to call, signed; nobody else is', async (t) => {
  const built = await build(t)
  const { trust } = await takingScanner(built.world.rootFingerprint, servedTo(built.nobody)).taken(NOW)
  const gate = await built.enrol('carrier')
  const { status, text } = await gate.call('GET', '/v1/visa-desk')
  t.equal(status, 200)
  t.same(unwrap(await verifyVisaDesk(text, trust)), { iat: NOW, ...VISA_DESK })
  t.match(problemOf(await built.nobody('GET', '/v1/visa-desk')), /not-signed-in/)
})

t.test('an authority that names none says so', async (t) => {
  const gate = await (await build(t, { visaDesk: null })).enrol('carrier')
  t.equal((await gate.call('GET', '/v1/visa-desk')).status, 404)
})
