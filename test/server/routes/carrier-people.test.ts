/** A carrier's administrators over the API: people with keys, each for their own carrier and stations, and nothing of the authority. */
import t, { type Test } from 'tap'
import { type Answer, build, problemOf } from '../build-app.ts'
import { type Decider, deciders } from '../deciders.ts'

const CODES = '/v1/enrolment-codes'
const ROLE = ['carrier-administrator'] as const

async function scene(t: Test) {
  const built = await build(t)
  for (const id of ['KC', 'FS']) await built.authority('PUT', `/v1/carriers/${id}`, { name: id, device_limit: 9 })
  const { administrators, console, make } = await deciders(built)
  const [a, b] = [
    await make('A', ROLE, undefined, { carrier: 'KC' }),
    await make('B', ROLE, undefined, { carrier: 'KC', stations: null }),
  ]
  const almaty = await make('Almaty', ROLE, undefined, { carrier: 'KC', stations: ['ALA', 'GUW', 'ALA'] })
  const other = await make('Other', ROLE, undefined, { carrier: 'FS' })
  return { built, console, authority: administrators, make, a, b, almaty, other }
}

const idsOf = ({ body }: Answer) => body.devices.map(({ id }: { id: string }) => id).toSorted()
const said = (answer: Answer) => [answer.status, problemOf(answer)]
const making = (name: string, more: object = {}) => ({
  ...{ kind: 'person-change', change: 'make', reason: 'works here' },
  content: { name, roles: ROLE, ...more },
})

t.test('each administrator lists, enrols and revokes at the own stations of the own carrier', async (t) => {
  const { built, a, almaty, other } = await scene(t)
  const { enrol, askToEnrol, store } = built
  const at = async (carrier: string, station?: string) =>
    (await enrol('carrier', { carrier, ...(station && { station }) })).id
  const [nqz, ala, nowhere] = [await at('KC', 'NQZ'), await at('KC', 'ALA'), await at('KC')]
  const [theirs, booth] = [await at('FS', 'ALA'), (await enrol('border')).id]
  const seen: readonly (readonly [Decider, readonly string[]])[] = [
    [a, [nqz, ala, nowhere]],
    [almaty, [ala]],
    [other, [theirs]],
  ]
  for (const [by, ids] of seen) {
    t.same(idsOf(await by.call('GET', '/v1/devices')), ids.toSorted(), by.name)
    const none = await by.call('DELETE', '/v1/devices/dev-0000000000?reason=lost')
    for (const id of [nqz, ala, nowhere, theirs, booth].filter((one) => !ids.includes(one))) {
      const answer = await by.call('DELETE', `/v1/devices/${id}?reason=lost`)
      t.same([answer.status, answer.body], [404, none.body], 'of what is not one’s own it is not told that it exists')
    }
  }
  t.same(said(await almaty.call('POST', CODES, { role: 'carrier' })), [403, 'not-allowed'])
  t.same(said(await almaty.call('POST', CODES, { role: 'carrier', station: 'NQZ' })), [403, 'not-allowed'])
  for (const asked of [{ role: 'border' }, { role: 'console' }, { role: 'carrier', carrier: 'FS' }])
    t.same(said(await a.call('POST', CODES, asked)), [403, 'not-allowed'])
  t.same(said(await a.call('POST', CODES, { role: 'carrier', administrator: true })), [422, 'breaks-policy'])
  const { secret } = (await almaty.call('POST', CODES, { role: 'carrier', station: 'GUW' })).body
  const { body } = await askToEnrol({ secret, name: 'gate 3' })
  t.match(body, { role: 'carrier', carrier: 'KC', administrator: false })
  t.match(await store.findDevice(body.id), { carrier: 'KC', station: 'GUW' })
  t.same(said(await almaty.call('DELETE', `/v1/devices/${ala}?reason=because`)), [400, 'bad-request'])
  t.equal((await almaty.call('DELETE', `/v1/devices/${ala}?reason=stolen`)).status, 204)
  t.match((await store.auditAfter(0, 999)).at(-1), {
    actor: 'person/Almaty',
    detail: { station: 'ALA', reason: 'stolen' },
  })
  const { carriers } = (await almaty.call('GET', '/v1/carriers')).body
  t.match(carriers, [{ id: 'KC', administrators: 2, tablets_until: null }])
  t.equal(carriers.length, 1)
})

t.test('stations that change in the middle of a session count from the next call on, and so does an end', async (t) => {
  const { built, authority, almaty } = await scene(t)
  const { secret } = (await almaty.call('POST', CODES, { role: 'carrier', station: 'ALA' })).body
  const change = async (kind: string, content?: object) => {
    const asked = {
      kind: 'person-change',
      change: kind,
      person: almaty.id,
      reason: 'moved',
      ...(content && { content }),
    }
    const { id } = (await authority[0].sign(asked)).body.done.change
    t.equal((await authority[1].sign({ kind: 'person-approval', change: id })).status, 200)
  }
  await change('set', { name: 'Almaty', roles: ROLE, stations: ['NQZ'] })
  t.equal((await almaty.call('POST', CODES, { role: 'carrier', station: 'ALA' })).status, 403)
  t.equal((await built.askToEnrol({ secret, name: 'of before' })).status, 403, 'nor by what was opened before')
  const next = (await almaty.call('POST', CODES, { role: 'carrier', station: 'NQZ' })).body
  await change('end')
  t.equal((await almaty.call('GET', '/v1/devices')).status, 401)
  t.equal((await built.askToEnrol({ secret: next.secret, name: 'of before' })).status, 403)
})

t.test('two of a carrier make a third; of others and of the authority they see and change nothing', async (t) => {
  const { built, authority, a, b, almaty, other, make } = await scene(t)
  const auditor = await make('Auditor', ['auditor'])
  const namesOf = async (by: Decider) =>
    (await by.call('GET', '/v1/persons')).body.persons.map(({ name }: { name: string }) => name)
  t.same(await namesOf(a), ['A', 'Almaty', 'B'])
  t.same(await namesOf(almaty), ['A', 'Almaty', 'B'])
  t.same(await namesOf(other), ['Other'])
  t.equal((await namesOf(authority[0])).length, 7)

  const proposed = await a.sign(making('C', { stations: ['NQZ'] }))
  t.match(proposed, { status: 200, body: { done: { change: { content: { carrier: 'KC', stations: ['NQZ'] } } } } })
  const { id } = proposed.body.done.change
  const agree = (by: Decider, change = id) => by.sign({ kind: 'person-approval', change })
  t.match(await agree(other), { status: 404 }, 'nor is the text of it written for another carrier')
  t.match(await agree(a), { status: 403 })
  t.match(await agree(almaty), { status: 403, body: { detail: /who have all of its stations/ } })
  t.match(await agree(authority[0]), { status: 403 }, 'two of one side')
  t.equal((await built.authority('POST', `/v1/person-changes/${id}/approval`)).status, 403)
  t.same((await other.call('GET', '/v1/person-changes')).body.changes, [])
  t.equal((await other.call('DELETE', `/v1/person-changes/${id}`)).status, 409)
  t.match(await agree(b), { status: 200, body: { done: { invite: { half: String } } } })

  t.match(await almaty.sign(making('D')), { status: 403 }, 'some stations are not all')
  t.match(await a.sign(making('D', { carrier: 'FS' })), { status: 200 }, 'it is of the own carrier whatever is sent')
  t.same((await a.call('GET', '/v1/person-changes')).body.changes[0].content.carrier, 'KC')
  for (const roles of [['administrator'], ['carrier-administrator', 'administrator'], ['auditor'], []])
    t.match(await a.sign(making('D', { roles })), { status: 400 }, `no ${roles.join(' ')}`)
  t.match(await a.sign(making('D', { stations: [] })), { status: 400 })
  for (const person of [other.id, auditor.id, authority[0].id, 'nobody'])
    for (const change of ['set', 'end', 'another-key']) {
      const asked = { kind: 'person-change', change, person, reason: 'left us', content: making('Y').content }
      const answer = await a.sign(asked)
      t.same([answer.status, answer.body.detail], [404, 'There is no such person.'], `${change} ${person}`)
    }
  const about = (await authority[0].sign({ kind: 'person-change', change: 'end', person: a.id, reason: 'left us' }))
    .body.done.change
  t.equal((await a.call('DELETE', `/v1/person-changes/${about.id}`)).status, 409, 'nobody keeps the authority from it')
  t.match(await agree(b, about.id), { status: 404 })
  t.match(await authority[0].sign(making('E', { roles: ['auditor'], carrier: 'KC' })), { status: 400 })
  t.match(await authority[0].sign(making('E', { carrier: 'DV' })), { status: 422 })
})

t.test('what is signed says the carrier and its stations, and of nobody else', async (t) => {
  const { a, authority } = await scene(t)
  const textOf = async (by: Decider, act: object) =>
    JSON.parse((await by.call('POST', '/v1/signings', { act })).body.text)
  t.match((await textOf(a, making('C', { stations: ['NQZ', 'ALA'] }))).content.becomes, {
    carrier: 'KC',
    stations: ['ALA', 'NQZ'],
  })
  t.match((await textOf(a, making('C'))).content.becomes, { carrier: 'KC', stations: 'all' })
  const { becomes } = (await textOf(authority[0], making('C', { roles: ['auditor'] }))).content
  t.same(Object.keys(becomes), ['name', 'badge', 'email', 'roles'])
})

t.test('a stolen tablet administers nothing once there are two people, nor after the 90 days', async (t) => {
  const built = await build(t)
  for (const id of ['KC', 'FS']) await built.authority('PUT', `/v1/carriers/${id}`, { name: id, device_limit: 9 })
  const [tablet, late] = [
    await built.enrol('carrier', { carrier: 'KC', tablet: true }),
    await built.enrol('carrier', { carrier: 'FS', tablet: true }),
  ]
  const until = built.clock.now + 90 * 86_400
  const own = async ({ id, call }: typeof tablet) => (await call('GET', `/v1/devices/${id}`)).body
  t.match(await own(tablet), { administrator: true, administers_until: until })
  t.match((await built.authority('GET', '/v1/carriers')).body.carriers, [
    { id: 'FS', tablets_until: until },
    { id: 'KC' },
  ])
  const { secret } = (await tablet.call('POST', CODES, { role: 'carrier' })).body
  const { make } = await deciders(built)
  await make('A', ROLE, undefined, { carrier: 'KC' })
  t.equal((await tablet.call('GET', '/v1/devices')).status, 200, 'one person is not two')
  const b = await make('B', ROLE, undefined, { carrier: 'KC' })
  for (const [method, path, body] of [
    ['GET', '/v1/devices', undefined],
    ['POST', CODES, { role: 'carrier' }],
    ['DELETE', `/v1/devices/${late.id}`, undefined],
  ] as const)
    t.match(await tablet.call(method, path, body), {
      status: 403,
      body: { detail: /people who sign in at the console/ },
    })
  t.match(await own(tablet), { administrator: false, administers_until: null })
  t.equal((await b.call('DELETE', `/v1/devices/${tablet.id}?reason=stolen`)).status, 204)
  t.equal((await built.askToEnrol({ secret, name: 'thief' })).status, 403, 'what it had opened is closed with it')
  built.clock.now = until - 1
  t.equal((await late.call('GET', '/v1/devices')).status, 200)
  built.clock.now = until
  t.equal((await late.call('GET', '/v1/devices')).status, 403)
  t.match(await own(late), { administrator: false })
})
