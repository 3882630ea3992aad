import t from 'tap'
import { makeRegistration } from '../../../fixtures/made-authenticator.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { KEY_PLACE } from '../../server/build-app.ts'
import { codeOf, making } from '../../server/deciders.ts'
import { consoleScene } from './console-scene.ts'

t.test('a code that is wrong, and a key that does not do, are told in the words of the page', async (t) => {
  const scene = await consoleScene(t)
  const [one, two] = scene.administrators
  const proposed = await one.sign(making('Aigul', ['auditor']))
  const change = proposed.body.done.change.id
  const code = codeOf(proposed, (await two.sign({ kind: 'person-approval', change })).body.done)
  const at = scene.browser()
  const page = await at.get('/ru/register')
  const { _form: token = '' } = page.form('/register').fields
  const ask = async (typed: string) =>
    JSON.parse((await at.post('/ru/register/ask', { _form: token, code: typed })).html)
  t.match(await ask('AAAA'), { fault: /Такого кода нет/ })
  t.match(await ask(''), { fault: /Такого кода нет/ })
  const key = await testKey('a key of Aigul', 'root')
  const tried = async (change: object, sent: Record<string, string> = {}) => {
    const { id, options } = await ask(code)
    const made = {
      challenge: options.challenge,
      rpId: KEY_PLACE.rpId,
      origin: KEY_PLACE.consoleUrl,
      credential: 'QWlndWw',
    }
    const answer = JSON.stringify(makeRegistration(key, { ...made, ...change }))
    return at.send(page, { asked: id, answer, code, label: 'blue', ...sent }, '/register')
  }
  const unverified = await tried({ flags: 1 })
  t.equal(unverified.status, 422)
  t.match(unverified.text('.govuk-error-summary a'), /ни PIN-код, ни палец/)
  t.equal(unverified.form('/register').fields.code, code, 'what was typed stays')
  t.match((await tried({ algorithm: -8 })).text('.govuk-error-summary a'), /ES256/)
  t.match((await tried({}, { answer: 'x' })).text('.govuk-error-summary a'), /Ключ не ответил/)
  const home = await tried({})
  t.equal(home.path, '/ru/')
  t.match(home.text('main'), /Aigul/)
  t.match((await at.get('/ru/me')).text('.site-card'), /blue/)
  const later = scene.browser()
  const form = (await later.get('/kk/register')).form('/register').fields
  const used = await later.post('/kk/register/ask', { _form: form._form ?? '', code })
  t.match(JSON.parse(used.html), { fault: /қолданылған/ })
})

t.test('without script the page says what is needed', async (t) => {
  const scene = await consoleScene(t)
  for (const path of ['/en/register', '/en/sign-in'])
    t.match((await scene.browser().get(path)).text('noscript'), /only be asked by script/, path)
})
