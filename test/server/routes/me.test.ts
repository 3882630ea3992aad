/** What somebody who is signed in sees of oneself, and ends. */
import t from 'tap'
import { build } from '../build-app.ts'
import { deciders } from '../deciders.ts'

t.test("one sees the own keys and sessions, and ends sessions of one's own alone", async (t) => {
  const built = await build(t)
  const { administrators } = await deciders(built)
  const [one, two] = administrators
  const other = await one.again()
  const { person, sessions } = (await one.call('GET', '/v1/me')).body
  t.match(person, { id: one.id, name: one.name, roles: ['administrator'], keys: [{ credential: one.credential }] })
  t.equal(sessions.length, 2)
  t.equal(sessions.filter(({ current }: { current: boolean }) => current).length, 1)
  t.notMatch(JSON.stringify(sessions), /token|device/)
  const last = sessions.find(({ current }: { current: boolean }) => !current).id
  t.equal((await two.call('DELETE', `/v1/me/sessions/${last}`)).status, 404, "somebody else's")
  t.equal((await other.call('GET', '/v1/me')).status, 200)
  t.equal((await one.call('DELETE', `/v1/me/sessions/${last}`)).status, 204)
  t.equal((await other.call('GET', '/v1/me')).status, 401)
  t.equal((await one.call('DELETE', '/v1/me/sessions/current')).status, 204)
  t.equal((await one.call('GET', '/v1/me')).status, 401)
})

t.test('a session is over after an hour without a call, and at the end of the working day', async (t) => {
  const built = await build(t)
  const { administrators } = await deciders(built)
  const [one, two] = administrators
  for (let hours = 0; hours < 12; hours += 1) {
    t.equal((await one.call('GET', '/v1/me')).status, 200, `${hours} h`)
    built.clock.now += 3599
  }
  built.clock.now += 12
  t.equal((await one.call('GET', '/v1/me')).status, 401)
  t.equal((await two.call('GET', '/v1/me')).status, 401)
})
