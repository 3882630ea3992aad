/** The people who decide over the API: the first one by the token, codes, and what is declined. */
import t from 'tap'
import { build } from '../build-app.ts'
import { type Decider, deciders, making } from '../deciders.ts'
import { newAddress } from '../people.ts'

t.test('the token makes the first administrator until one has a key, and another code until then', async (t) => {
  const built = await build(t)
  const make = (name: string) => built.authority('POST', '/v1/administrators', { name })
  const [first, again] = [await make('One'), await make('One')]
  t.equal(first.body.person.id, again.body.person.id)
  t.not(first.body.invite.code, again.body.invite.code)
  t.equal((await make('<One>')).status, 400)
  const asel = await built.operator('asel')
  t.equal((await asel('POST', '/v1/administrators', { name: 'Asel' })).status, 403, 'no operator makes one')
  const console = await built.enrol('console')
  const asked = await console.call('POST', '/v1/key-registrations', { code: first.body.invite.code })
  t.equal(asked.body.errors[0].rule, 'code/used', 'the code before is good no more')
})

t.test("another code takes a key, now: a stolen session takes nobody's place", async (t) => {
  const built = await build(t)
  const { administrators, console, register } = await deciders(built)
  const [one, two] = administrators
  const from = newAddress()
  const proof = async (by: Decider) => {
    const { id, options } = (await console.call('POST', '/v1/key-sign-ins', {}, from)).body
    return { sign_in: id, assertion: by.assertion('', { client: { challenge: options.challenge } }) }
  }
  const change = (await one.sign(making('Aigul', ['auditor']))).body.done.change
  const first = (await two.sign({ kind: 'person-approval', change: change.id })).body.done.invite.code
  const again = (by: Decider, body?: unknown) => by.call('POST', `/v1/persons/${change.person}/invites`, body)
  t.equal((await again(one)).status, 400)
  t.equal((await again(one, await proof(two))).status, 403, "by somebody else's key")
  const { body } = await again(one, await proof(one))
  await t.rejects(register('Aigul', first), /took its place/)
  const aigul = await register('Aigul', body.code)
  t.equal((await again(one, await proof(one))).status, 409, 'who had a key takes two')
  t.equal((await again(aigul, await proof(aigul))).status, 403)
  t.equal((await one.call('POST', `/v1/persons/${one.id}/invites`, await proof(one))).status, 403, 'oneself')
})

t.test('what was proposed is declined or withdrawn once, and seen by who reads', async (t) => {
  const built = await build(t)
  const { administrators, make } = await deciders(built)
  const [one, two] = administrators
  const auditor = await make('Auditor', ['auditor'])
  const propose = async () => (await one.sign(making('Bolat', ['auditor']))).body.done.change.id
  const [first, second] = [await propose(), await propose()]
  t.equal((await auditor.call('GET', '/v1/person-changes')).body.changes.length, 2)
  t.equal((await auditor.call('DELETE', `/v1/person-changes/${first}`)).status, 403)
  t.equal((await two.call('DELETE', `/v1/person-changes/${first}`)).status, 204)
  t.equal((await two.call('DELETE', `/v1/person-changes/${first}`)).status, 409)
  t.equal((await one.call('DELETE', `/v1/person-changes/${second}`)).status, 204, 'withdrawn')
  t.equal((await two.sign({ kind: 'person-approval', change: second })).body.errors[0].rule, 'change/declined')
  const { changes } = (await one.call('GET', '/v1/person-changes?state=all')).body
  t.match(changes.slice(0, 2), [
    { state: 'declined', decided_by: one.id },
    { state: 'declined', decided_by: two.id },
  ])
})

t.test('of two who agree at once one does, and one code comes of it', async (t) => {
  const built = await build(t)
  const { administrators, make } = await deciders(built)
  const [one, two] = administrators
  const third = await make('Third', ['administrator'])
  const change = (await one.sign(making('Bolat', ['auditor']))).body.done.change.id
  const agree = (by: Decider) => by.sign({ kind: 'person-approval', change })
  const both = await Promise.all([agree(two), agree(third)])
  t.same(both.map(({ status }) => status).toSorted(), [200, 409])
})
