/** Who may be played, and where a session is good. How keys sign in and are registered: `people/`. */
import t from 'tap'
import { build, KEY_PLACE } from '../build-app.ts'
import { deciders } from '../deciders.ts'

t.test('a session is good at the console where it began, and at no other device', async (t) => {
  const built = await build(t)
  const { administrators } = await deciders(built)
  const [one] = administrators
  const headers = { 'evisa-session': one.session }
  const [other, portal] = [await built.enrol('console'), await built.enrol('portal')]
  t.equal((await one.call('GET', '/v1/me')).status, 200)
  const elsewhere = await other.call('GET', '/v1/me', undefined, headers)
  t.match([elsewhere.status, elsewhere.body.type], [401, /session-over/], 'stolen, and brought to another console')
  t.equal((await portal.call('GET', '/v1/me', undefined, headers)).status, 401)
  t.equal((await built.nobody('GET', '/v1/me', undefined, headers)).status, 401)
})

t.test('a console that is revoked ends the sessions that began at it', async (t) => {
  const built = await build(t)
  const { administrators, console } = await deciders(built)
  t.equal((await built.authority('DELETE', `/v1/devices/${console.id}`)).status < 300, true)
  t.equal((await administrators[0].call('GET', '/v1/me')).status, 401)
})

t.test('in a demonstration those who are there may be played, with the keys that are known', async (t) => {
  const built = await build(t, { keyPlace: { ...KEY_PLACE, isDemonstration: true } })
  const { console, administrators } = await deciders(built)
  const { people } = (await console.call('GET', '/v1/playable-people')).body
  t.match(
    people,
    administrators.map(({ id, name, credential }) => ({ id, name, keys: [credential] })),
  )
  const asked = await console.call('POST', '/v1/key-registrations', { person: administrators[0].id })
  t.match([asked.status, asked.body.name], [201, 'Administrator One'])
})
