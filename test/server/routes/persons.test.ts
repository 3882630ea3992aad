/** The people who decide over the API: the first one by the token, codes, and what is declined. */
import t from 'tap'
import { build, RECOVERY_TOKEN } from '../build-app.ts'
import { codeOf, type Decider, deciders, making } from '../deciders.ts'
import { newAddress } from '../people.ts'

t.test('the token makes the first administrator until one has a key, and another code until then', async (t) => {
  const built = await build(t)
  const make = (name: string) => built.authority('POST', '/v1/administrators', { name })
  const [first, again] = [await make('One'), await make('One')]
  t.equal(first.body.person.id, again.body.person.id)
  t.not(first.body.code, again.body.code)
  t.equal((await make('<One>')).status, 400)
  const asel = await built.operator('asel')
  t.equal((await asel('POST', '/v1/administrators', { name: 'Asel' })).status, 403, 'no operator makes one')
  const console = await built.enrol('console')
  const asked = await console.call('POST', '/v1/key-registrations', { code: first.body.code })
  t.equal(asked.body.errors[0].rule, 'code/used', 'the code before is good no more')
})

t.test('the recovery token makes an administrator in the place of those who lost their keys', async (t) => {
  const built = await build(t)
  const { administrators, register, make } = await deciders(built)
  const [one, two] = administrators
  const officer = await make('Aigul', ['auditor'])
  const ask = (sent: object) => built.authority('POST', '/v1/administrators', { name: 'Dana', ...sent })
  t.match((await ask({})).body.detail, /the recovery token makes one in their place/)
  t.match(await ask({ recovery_token: 'x'.repeat(43) }), { status: 403, body: { detail: /not the recovery token/ } })
  t.equal((await one.call('GET', '/v1/me')).status, 200, 'a wrong one ends nothing')
  const { body } = await ask({ recovery_token: RECOVERY_TOKEN })
  t.equal((await one.call('GET', '/v1/me')).status, 401)
  t.equal((await officer.call('GET', '/v1/me')).status, 200)
  const dana = await register('Dana', body.code)
  const lost = await dana.sign({ kind: 'person-change', change: 'another-key', person: two.id, reason: 'lost it' })
  const agreed = await built.authority('POST', `/v1/person-changes/${lost.body.done.change.id}/approval`)
  t.equal(agreed.body.invite.opens_at, built.clock.now + 86_400)
  const trail = (await built.authority('GET', '/v1/audit?after=0')).text
  t.equal(trail.split('"recovery-token"').length - 1, 2, 'each key that ended is in the trail')
})

t.test('neither who proposes nor who agrees can take the place: each knows half of the code', async (t) => {
  const built = await build(t)
  const { administrators, console, register } = await deciders(built)
  const [one, two] = administrators
  const proposed = await one.sign(making('Aigul', ['auditor']))
  const { change, half } = proposed.body.done
  const approve = async (id: string) => (await two.sign({ kind: 'person-approval', change: id })).body.done
  const agreed = await approve(change.id)
  t.notOk(JSON.stringify(agreed).includes(half), 'who agrees is not told the first half')
  const everything = await two.call('GET', '/v1/person-changes?state=all')
  t.notOk(JSON.stringify(everything.body).includes('hash'))
  for (const code of [half, agreed.invite.half, `${agreed.invite.half}-${half}`, `${half}-${half}`]) {
    const asked = await console.call('POST', '/v1/key-registrations', { code }, newAddress())
    t.equal(asked.body.errors?.[0].rule, 'code/not-there', code)
  }
  const lost = { kind: 'person-change', change: 'another-key', person: change.person, content: change.content }
  const anew = await one.sign({ ...lost, reason: 'the code was lost' })
  const { invite } = await approve(anew.body.done.change.id)
  t.equal(invite.opens_at, built.clock.now, 'who never had a key waits for nothing')
  await t.rejects(register('Aigul', codeOf(proposed, agreed)), /took its place/)
  await register('Aigul', codeOf(anew, { invite }))
  const set = await one.sign({ ...lost, change: 'set', reason: 'as before' })
  t.equal(set.body.done.half, null)
  t.equal((await approve(set.body.done.change.id)).invite, null)
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
