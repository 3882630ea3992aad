import t from 'tap'
import { keyPlaceOfServer } from '../../../server/routes/key-place.ts'
import { build, KEY_PLACE } from '../build-app.ts'

t.test('a server without a console says what it takes', async (t) => {
  t.equal(keyPlaceOfServer({ keyPlace: KEY_PLACE }), KEY_PLACE)
  const built = await build(t, { keyPlace: null })
  const console = await built.enrol('console')
  const asked = await console.call('POST', '/v1/key-sign-ins', {})
  t.equal(asked.status, 409)
  t.match(asked.body.detail, /EVISA_CONSOLE_URL/)
})
