/** Signing in over the API: a challenge is good once, at its own console, for what it was asked for, and by a key that is known. */
import t from 'tap'
import { optionsFor } from '../../../server/people/sign-in-by-key.ts'
import { build } from '../build-app.ts'
import { deciders } from '../deciders.ts'
import { newAddress } from '../people.ts'

t.test('a browser is asked for the hash of the text, with PIN or finger', async (t) => {
  const options = await optionsFor('a text', { rpId: 'evisa.example' }, ['AQID'])
  t.match(options, { rpId: 'evisa.example', userVerification: 'required', allowCredentials: [{ id: 'AQID' }] })
  t.equal(Buffer.from(options.challenge, 'base64url').length, 32)
})

t.test(
  'a challenge signs in once, at the console that asked, by a key that is known, and within minutes',
  async (t) => {
    const built = await build(t)
    const { administrators, console } = await deciders(built)
    const [one, two] = administrators
    const other = await built.enrol('console')
    const from = newAddress()
    const ask = async () => (await console.call('POST', '/v1/key-sign-ins', {}, from)).body
    const answer = async (asked: { id: string; options: { challenge: string } }, change: object = {}, at = console) => {
      const assertion = one.assertion('', { client: { challenge: asked.options.challenge }, ...change })
      const { status, body } = await at.call('POST', `/v1/key-sign-ins/${asked.id}/assertion`, { assertion }, from)
      return status === 201 ? body.person.name : `${status} ${body.errors?.[0]?.rule}`
    }
    const asked = await ask()
    t.equal(await answer(asked), one.name)
    t.equal(await answer(asked), '409 sign-in/challenge-over', 'a replayed assertion')
    t.equal(await answer(await ask(), {}, other), '409 sign-in/challenge-over', 'at another console')
    t.equal(await answer(await ask(), { credential: 'AQID' }), '403 sign-in/unknown-key')
    t.equal(await answer(await ask(), { credential: two.credential }), '403 assertion/signature', "another one's name")
    t.equal(await answer(await ask(), { flags: 1 }), '403 assertion/unverified')
    t.equal(await answer(await ask(), { flags: 0x0d }), one.name, 'one that may be copied is good at a desk')
    t.equal(
      await answer(await ask(), { origin: 'https://scan.evisa.example' }),
      '403 assertion/origin',
      'what a scanner had signed',
    )
    t.equal(await answer(await ask(), { rpId: 'desk.evisa.example' }), '403 assertion/rp')
    const stale = await ask()
    const { challenge } = (await ask()).options
    t.equal(await answer({ id: stale.id, options: { challenge } }), '403 assertion/challenge')
    const late = await ask()
    built.clock.now += 300
    t.equal(await answer(late), '409 sign-in/challenge-over', 'five minutes')
  },
)

t.test('a counter that went back is told and refuses nobody', async (t) => {
  const built = await build(t)
  const { administrators } = await deciders(built)
  const [one, two] = administrators
  for (let times = 0; times < 3; times += 1) await one.again()
  const opened = (
    await one.call('POST', '/v1/signings', {
      act: {
        kind: 'person-change',
        change: 'set',
        person: two.id,
        reason: 'more',
        content: { name: two.name, roles: ['administrator', 'auditor'] },
      },
    })
  ).body
  const assertion = one.assertion(opened.text, { counter: 1 })
  t.equal((await one.call('POST', `/v1/signings/${opened.id}/assertion`, { assertion })).status, 200)
  const { person } = (await one.call('GET', '/v1/me')).body
  t.equal(person.keys[0].counter_fell_at, built.clock.now)
})
