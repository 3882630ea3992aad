import t from 'tap'
import { makeRegistration } from '../../../fixtures/made-authenticator.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { KEY_PLACE } from '../../server/build-app.ts'
import { consoleScene } from './console-scene.ts'

t.test('one adds a key by one that there is, ends one, and ends a session', async (t) => {
  const scene = await consoleScene(t)
  const [one] = scene.administrators
  const at = await scene.signedIn(one)
  t.match((await at.get('/en/')).text('main'), /You have one key/)
  const page = await at.get('/en/me/key')
  const key = JSON.parse(page.document.querySelector('form[data-key]')?.getAttribute('data-key') ?? '{}')
  t.match(key, { kind: 'add', prove: '/en/sign-in/ask', ask: '/en/me/key/ask', person: one.id })
  const { _form: token = '' } = page.form().fields
  const ask = async (fields: Record<string, string>) =>
    JSON.parse((await at.post(key.ask, { _form: token, ...fields })).html)
  t.match(await ask({}), { fault: /No answer of a key/ })
  const proof = JSON.parse((await at.post(key.prove, { _form: token })).html)
  const { credential, authenticator_data, client_data, signature } = one.assertion('', {
    client: { challenge: proof.options.challenge },
  })
  const response = { authenticatorData: authenticator_data, clientDataJSON: client_data, signature }
  const asked = await ask({ provenBy: proof.id, proof: JSON.stringify({ id: credential, response }) })
  const { challenge } = asked.options
  const made = makeRegistration(await testKey('own key', 'root'), {
    ...{ challenge, rpId: KEY_PLACE.rpId, origin: KEY_PLACE.consoleUrl },
    credential: 'b3du',
  })
  const kept = await at.send(page, { asked: asked.id, answer: JSON.stringify(made), label: 'blue' })
  t.equal(kept.path, '/en/me')
  t.match(kept.texts('.site-card').join(), /a key of the tests.*blue/)
  const ended = await at.send(kept, { credential: 'b3du' }, '/end-key')
  t.notMatch(ended.text('main'), /blue/)
  await one.again()
  const two = await at.get('/en/me')
  const sessions = two.texts('.site-card').length
  const less = await at.send(two, {}, '/end-session')
  t.equal(less.texts('.site-card').length, sessions - 1)
})
