import t from 'tap'
import { actorOf } from '../../../server/routes/hosts.ts'
import { build } from '../build-app.ts'
import { lettersTo, people } from '../people.ts'
import { CLAIM, told } from './made-invited.ts'

t.test('a host waits until an officer confirms it, and is told by e-mail', async (t) => {
  const built = await build(t)
  const { host: signIn } = await people(built)
  const [host, first, second] = [await signIn('host@example.org'), await built.operator('a'), await built.operator('b')]
  const claimed = await host.call('POST', '/v1/hosts', CLAIM)
  t.match(claimed, { status: 201, body: { number: '941240000193', state: 'claimed', officers: null } })
  const { host: id } = claimed.body
  t.equal((await host.call('POST', '/v1/hosts', CLAIM)).body.host, id, 'sent twice it is one')
  t.match((await built.authority('GET', '/v1/hosts')).body, {
    hosts: [{ host: id, officers: { others: [] } }],
    next: null,
  })
  const decide = (body: object, by = first) => by('POST', `/v1/hosts/${id}/decision`, body)
  t.match(await decide({ decision: 'confirm' }), { status: 200, body: { state: 'confirmed' } })
  t.match(told(await decide({ decision: 'refuse', reason: 'a mistake' }, second)), {
    status: 409,
    detail: /confirmed by operator\/a/,
  })
  t.match((await host.call('GET', '/v1/hosts')).body.hosts, [{ host: id, state: 'confirmed', officers: null }])
  t.match(lettersTo(built, 'host@example.org', 'host-confirmed'), [{ about: id, content: { host: CLAIM.name } }])
  t.equal(
    (await built.authority('POST', `/v1/hosts/${id}/decision`, { decision: 'confirm' })).status,
    403,
    'it takes a name',
  )
})

t.test('a second claim of a number is told to the officer, and not to the claimant', async (t) => {
  const built = await build(t)
  const { host: signIn } = await people(built)
  const [one, two, officer] = [await signIn('a@example.org'), await signIn('b@example.org'), await built.operator('a')]
  const { host: first } = (await one.call('POST', '/v1/hosts', CLAIM)).body
  await officer('POST', `/v1/hosts/${first}/decision`, { decision: 'confirm' })
  const claimed = await two.call('POST', '/v1/hosts', { ...CLAIM, name: 'Other' })
  t.match(claimed, { status: 201, body: { state: 'claimed' } })
  t.notMatch(claimed.text, first)
  t.match((await officer('GET', '/v1/hosts?state=claimed')).body.hosts, [{ officers: { others: [{ host: first }] } }])
  const confirm = await officer('POST', `/v1/hosts/${claimed.body.host}/decision`, { decision: 'confirm' })
  t.match(told(confirm), { status: 409, detail: new RegExp(first) })
  t.match((await two.call('GET', '/v1/hosts')).body.hosts, [{ host: claimed.body.host }])
})

t.test('a host from the counter takes a second officer', async (t) => {
  const built = await build(t)
  const [first, second] = [await built.operator('a'), await built.operator('b')]
  const { host } = (await first('POST', '/v1/hosts', CLAIM)).body
  const confirm = (by = first) => by('POST', `/v1/hosts/${host}/decision`, { decision: 'confirm' })
  t.match(told(await confirm()), { status: 409, detail: /another operator/ })
  t.equal((await confirm(second)).status, 200)
})

t.test('what is wrong with a host is told by field', async (t) => {
  const built = await build(t)
  const host = await (await people(built)).host('host@example.org')
  const wrong = await host.call('POST', '/v1/hosts', { ...CLAIM, number: '941240000194' })
  t.match(wrong, { status: 422, body: { errors: [{ field: 'number', rule: 'check-digit' }] } })
  for (const change of [{ name: '' }, { name: ' ' }, { kind: 'friend' }, { more: 1 }, { place: 'x'.repeat(201) }])
    t.equal((await host.call('POST', '/v1/hosts', { ...CLAIM, ...change })).status, 400, JSON.stringify(change))
  t.equal((await host.call('POST', `/v1/hosts/${'x'.repeat(12)}/decision`, { decision: 'confirm' })).status, 403)
  const officer = await built.operator('a')
  t.equal((await officer('POST', '/v1/hosts/nothing/decision', { decision: 'confirm' })).status, 404)
})

t.test('a person acts by the account, an officer by the name alone', async (t) => {
  const caller = {
    id: 'acc',
    owner: 'acc',
    administers: null,
    role: 'host',
    operator: null,
    roles: [],
    console: null,
    session: 's',
    actor: 'host/acc',
  } as const
  t.strictSame(actorOf(caller, 7), { actor: 'host/acc', at: 7, account: 'acc' })
  t.strictSame(actorOf({ ...caller, role: 'operator', actor: 'operator/a' }, 7), {
    actor: 'operator/a',
    at: 7,
    account: null,
  })
})
