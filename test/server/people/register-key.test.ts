/** Registering a key over the API, with everything that a key or its browser can do wrong. */
import t, { type Test } from 'tap'
import { makeRegistration } from '../../../fixtures/made-authenticator.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { askToPlay } from '../../../server/people/register-key.ts'
import { build, KEY_PLACE } from '../build-app.ts'
import { codeOf, type Decider, deciders } from '../deciders.ts'
import { newAddress } from '../people.ts'

async function scene(t: Test) {
  const built = await build(t)
  const made = await deciders(built)
  const [one, two] = made.administrators
  const from = newAddress()
  const codeFor = async (name: string): Promise<string> => {
    const content = { name, roles: ['auditor'] }
    const proposed = await one.sign({ kind: 'person-change', change: 'make', content, reason: 'new' })
    const change = proposed.body.done.change.id
    return codeOf(proposed, (await two.sign({ kind: 'person-approval', change })).body.done)
  }
  const ask = (code: string) => made.console.call('POST', '/v1/key-registrations', { code }, from)
  const keep = async (id: string, response: object) => {
    const sent = { response, label: 'key' }
    const { status, body } = await made.console.call('POST', `/v1/key-registrations/${id}/key`, sent, from)
    return status === 201 ? body.person.name : `${status} ${body.errors?.[0]?.rule}`
  }
  return { ...made, built, one, two, codeFor, ask, keep }
}

const GOOD = {
  rpId: KEY_PLACE.rpId,
  origin: KEY_PLACE.consoleUrl,
  credential: Buffer.from('a new key').toString('base64url'),
}

t.test(
  'a key without PIN or finger, of another kind, for another site or another page is refused by its name',
  async (t) => {
    const { codeFor, ask, keep } = await scene(t)
    const code = await codeFor('Aigul')
    const key = await testKey('a new key', 'root')
    const tried = async (change: Partial<Parameters<typeof makeRegistration>[1]>) => {
      const { id, options } = (await ask(code)).body
      return keep(id, makeRegistration(key, { challenge: options.challenge, ...GOOD, ...change }))
    }
    t.equal(await tried({ flags: 1 }), '422 key/unverified')
    t.equal(await tried({ algorithm: -8 }), '422 key/algorithm', 'EdDSA')
    t.equal(await tried({ origin: 'https://scan.evisa.example' }), '422 key/unreadable', 'on the page of a scanner')
    t.equal(await tried({ rpId: 'example.org' }), '422 key/unreadable')
    t.equal(await tried({ challenge: 'AQID' }), '422 key/unreadable', 'for something else')
    const { options } = (await ask(code)).body
    t.same(
      options.pubKeyCredParams.map(({ alg }: { alg: number }) => alg),
      [-7],
      'browsers are asked for ES256 alone',
    )
    t.match(options.authenticatorSelection, { residentKey: 'required', userVerification: 'required' })
    t.equal(await tried({}), 'Aigul', 'the code is used up by a key that is kept, and by no other')
    t.equal((await ask(code)).body.errors[0].rule, 'code/used')
  },
)

t.test("of two who have one code at once one registers; a key of somebody is nobody else's", async (t) => {
  const { codeFor, ask, keep, one } = await scene(t)
  const code = await codeFor('Aigul')
  const [first, second] = [(await ask(code)).body, (await ask(code)).body]
  const [key, other] = [await testKey('first key', 'root'), await testKey('second key', 'root')]
  const made = (asked: typeof first, of: typeof key, credential: string) =>
    makeRegistration(of, { ...GOOD, challenge: asked.options.challenge, credential })
  const both = await Promise.all([
    keep(first.id, made(first, key, 'Zmlyc3Q')),
    keep(second.id, made(second, other, 'c2Vjb25k')),
  ])
  t.same(both.toSorted(), ['409 code/used', 'Aigul'])
  const third = (await ask(await codeFor('Bolat'))).body
  t.equal(await keep(third.id, made(third, one.key, 'b3RoZXI')), '409 key/key-known', 'the same key by another name')
  const fourth = (await ask(await codeFor('Clara'))).body
  t.equal(await keep(fourth.id, made(fourth, await testKey('third key', 'root'), one.credential)), '409 key/key-known')
})

t.test('another key takes one that there is, now: a session alone makes none', async (t) => {
  const { one, two, console, built } = await scene(t)
  const from = newAddress()
  const proof = async (by: Decider, change: object = {}) => {
    const asked = (await console.call('POST', '/v1/key-sign-ins', {}, from)).body
    return {
      sign_in: asked.id,
      assertion: by.assertion('', { client: { challenge: asked.options.challenge }, ...change }),
    }
  }
  const ask = async (body: unknown) => {
    const { status, body: told } = await one.call('POST', '/v1/me/keys', body)
    return status === 201 ? told : `${status} ${told.errors?.[0]?.rule ?? ''}`
  }
  t.match(await ask(undefined), /^400/)
  t.equal(await ask(await proof(two)), '403 signing/unknown-key', "somebody else's key")
  t.equal(await ask(await proof(one, { flags: 1 })), '403 assertion/unverified')
  const good = await proof(one)
  const asked = await ask(good)
  t.equal(await ask(good), '409 sign-in/challenge-over', 'once')
  const key = await testKey('another key', 'root')
  const response = makeRegistration(key, { ...GOOD, challenge: asked.options.challenge, credential: 'YW5vdGhlcg' })
  const sent = { response, label: 'blue' }
  const byTwo = await two.call('POST', `/v1/me/keys/${asked.id}`, sent)
  t.equal(byTwo.body.errors[0].rule, 'key/challenge-over', 'what one asked for is no key of two')
  const asked2 = await ask(await proof(one))
  const again = makeRegistration(key, { ...GOOD, challenge: asked2.options.challenge, credential: 'YW5vdGhlcg' })
  const asFirst = await console.call(
    'POST',
    `/v1/key-registrations/${asked2.id}/key`,
    { response: again, label: 'x' },
    from,
  )
  t.equal(asFirst.body.errors[0].rule, 'key/challenge-over', 'and begins no session')
  const asked3 = await ask(await proof(one))
  const third = makeRegistration(key, { ...GOOD, challenge: asked3.options.challenge, credential: 'YW5vdGhlcg' })
  const kept = await one.call('POST', `/v1/me/keys/${asked3.id}`, { response: third, label: 'blue' })
  t.same(
    kept.body.keys.map(({ label }: { label: string }) => label),
    ['a key of the tests', 'blue'],
  )
  t.equal((await one.call('DELETE', `/v1/me/keys/${one.credential}`)).status, 204)
  t.equal((await one.call('GET', '/v1/me')).status, 401, 'the session that it began is over')
  t.equal((await two.call('DELETE', `/v1/me/keys/${two.credential}`)).status, 409, 'the last key stays')
  t.equal((await two.call('DELETE', '/v1/me/keys/YW5vdGhlcg')).status, 409, "another's key")
  t.ok(built)
})

t.test('nobody plays anybody outside a demonstration', async (t) => {
  const { one, console, built } = await scene(t)
  const asked = await console.call('POST', '/v1/key-registrations', { person: one.id }, newAddress())
  t.equal(asked.status, 404)
  t.same((await console.call('GET', '/v1/playable-people')).body, { people: [] })
  const context = { store: built.store, place: { ...KEY_PLACE, isDemonstration: true } }
  const played = await askToPlay(one.id, console.id, { actor: 'x', at: built.clock.now }, context)
  t.equal(played.ok && played.value.person.name, one.name)
})
