import t from 'tap'
import { SESSION_IDLE_SECONDS } from '../../../server/store/account-store.ts'
import { build, problemOf } from '../build-app.ts'
import { newAddress, people } from '../people.ts'

t.test('a person sees where they are signed in, and ends what they do not know', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const here = await applicant('anna@example.org')
  built.clock.now += 100
  const there = await applicant('anna@example.org')
  await applicant('bob@example.org')
  const { sessions } = (await here.call('GET', '/v1/sessions')).body
  t.match(sessions, [
    { current: false, browser: 'a test', began_at: built.clock.now, expires_at: Number },
    { current: true, network: /^198\.18\.\d+\.0\/24$/, began_at: built.clock.now - 100, seen_at: built.clock.now },
  ])
  t.equal(sessions.length, 2)
  t.equal((await here.call('DELETE', `/v1/sessions/${sessions[0].id}`)).status, 204)
  t.equal(problemOf(await there.call('GET', '/v1/account')), 'session-over')
  t.equal((await here.call('DELETE', `/v1/sessions/${sessions[0].id}`)).status, 404)
  t.equal((await here.call('GET', '/v1/sessions')).body.sessions.length, 1)
})

t.test('signing out ends this session, and all others go on', async (t) => {
  const { applicant } = await people(await build(t))
  const [here, there] = [await applicant('anna@example.org'), await applicant('anna@example.org')]
  t.equal((await here.call('DELETE', '/v1/sessions/current')).status, 204)
  t.equal(problemOf(await here.call('GET', '/v1/sessions')), 'session-over')
  t.equal((await there.call('GET', '/v1/sessions')).body.sessions.length, 1)
})

t.test('ends all but this one', async (t) => {
  const { applicant } = await people(await build(t))
  const [here, there, elsewhere] = [await applicant('a@b.kz'), await applicant('a@b.kz'), await applicant('a@b.kz')]
  t.match(await here.call('DELETE', '/v1/sessions/others'), { status: 200, body: { ended: 2 } })
  for (const { call } of [there, elsewhere]) t.equal(problemOf(await call('GET', '/v1/account')), 'session-over')
  t.equal((await here.call('GET', '/v1/account')).status, 200)
})

t.test('a session that nobody uses is over after twelve hours, and with its portal at once', async (t) => {
  const built = await build(t)
  const { applicant, portal } = await people(built)
  const anna = await applicant('anna@example.org')
  built.clock.now += SESSION_IDLE_SECONDS
  t.match(await anna.call('GET', '/v1/account'), {
    status: 401,
    body: { type: /session-over/, detail: /Sign in again/ },
  })
  const again = await applicant('anna@example.org')
  const other = await people(built)
  t.equal((await again.call('GET', '/v1/account')).status, 200)
  await built.authority('DELETE', `/v1/devices/${portal.id}`)
  const { session } = again
  t.equal(problemOf(await again.call('GET', '/v1/account')), 'not-signed-in', 'its portal cannot call')
  const atOther = await other.portal.call('GET', '/v1/account', undefined, {
    'evisa-session': session,
    ...newAddress(),
  })
  t.equal(problemOf(atOther), 'session-over', 'nor is it good at another one')
})

t.test('the session of a person opens nothing without a portal', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const { session } = await applicant('anna@example.org')
  const sent = { 'evisa-session': session }
  t.equal((await built.nobody('GET', '/v1/account', undefined, sent)).status, 401)
  t.equal((await built.callerOf(session)('GET', '/v1/account')).status, 401)
  for (const role of ['console', 'carrier', 'border'] as const) {
    const { call } = await built.enrol(role)
    // A console opens sessions of people who decide, and this is none.
    const expected = role === 'console' ? 'session-over' : 'not-allowed'
    t.equal(problemOf(await call('GET', '/v1/account', undefined, sent)), expected, role)
  }
})
