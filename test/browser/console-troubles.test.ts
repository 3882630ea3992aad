/** What goes wrong with keys and sessions, in Chromium, and what the console's pages say then. */
import t from 'tap'
import { type ConsolePerson, consoleTabs, firstAdministrator, propose } from './console-tabs.ts'

t.setTimeout(240_000)
const tabs = await consoleTabs(t)
const { built } = tabs
const one = await firstAdministrator(t, tabs)
const half = await propose(one, { name: 'Bolat', roles: ['administrator'] })
const { changes } = (await built.authority('GET', '/v1/person-changes')).body
const agreed = await built.authority('POST', `/v1/person-changes/${changes[0].id}/approval`)
const code = `${half}-${agreed.body.invite.half}`

/** Presses the button and waits for what the page says of it, with nothing sent. */
async function refusal({ page }: ConsolePerson): Promise<string> {
  await page.locator('main button').first().click()
  const alert = page.locator('form [role=alert]:not([hidden])')
  await alert.waitFor()
  return alert.innerText()
}

async function tryToRegister(person: ConsolePerson): Promise<string> {
  await person.go('register')
  await person.page.fill('#code', code)
  return refusal(person)
}

t.test('a key without PIN or finger is refused with clear words', async (t) => {
  const bare = await tabs.person(t, { key: { hasUserVerification: false, isUserVerified: false } })
  t.match(await tryToRegister(bare), /asks for neither PIN nor finger|was not used/)
})

t.test('a prompt that was cancelled says so, and nothing that was typed is lost', async (t) => {
  const person = await tabs.person(t, { key: { isUserVerified: false } })
  t.match(await tryToRegister(person), /The key was not used/)
  t.equal(await person.page.inputValue('#code'), code, 'what was typed stays')
})

t.test('a key that makes RS256 or EdDSA whatever it is asked is refused by the server', async (t) => {
  for (const algorithm of [-257, -8]) {
    const person = await tabs.person(t)
    await person.page.addInitScript(`{
      const create = navigator.credentials.create.bind(navigator.credentials)
      navigator.credentials.create = (options) => {
        options.publicKey.pubKeyCredParams = [{ type: 'public-key', alg: ${algorithm} }]
        return create(options)
      }
    }`)
    await person.register(code)
    t.match(await person.text('.govuk-error-summary'), /no signatures of the kind that is needed/, String(algorithm))
    t.equal(await person.page.inputValue('#code'), code)
  }
})

t.test('a key that is registered already is no second one', async (t) => {
  await one.go('me/key')
  t.match(await refusal(one), /registered already/)
})

t.test('a browser that knows no keys, and one without script, say what is needed', async (t) => {
  const old = await tabs.person(t)
  await old.page.addInitScript(() => Object.defineProperty(globalThis, 'PublicKeyCredential', { value: undefined }))
  t.match(await tryToRegister(old), /This browser knows no keys/)
  const bare = await tabs.person(t, { javaScriptEnabled: false, key: null })
  await bare.go('sign-in')
  t.match(await bare.text(), /can only be asked by script/)
  await bare.press()
  t.match(await bare.text('.govuk-error-summary'), /No answer of a key came/)
})

t.test('a page that is opened by a number instead of its name says so', async (t) => {
  const person = await tabs.person(t, { baseURL: tabs.url.replace('localhost', '127.0.0.1') })
  t.match(await tryToRegister(person), /by its name, not by a number/)
})

t.test('a key of nobody signs nobody in', async (t) => {
  const other = await consoleTabs(t)
  const foreign = await firstAdministrator(t, other)
  const { credentials } = await foreign.devtools.send('WebAuthn.getCredentials', {
    authenticatorId: foreign.authenticator,
  })
  const person = await tabs.person(t)
  for (const credential of credentials)
    await person.devtools.send('WebAuthn.addCredential', { authenticatorId: person.authenticator, credential })
  await person.go('sign-in')
  await person.press()
  t.match(await person.text('.govuk-error-summary'), /belongs to nobody here/)
  t.equal(
    await person.page.evaluate(() => document.activeElement?.className),
    'govuk-error-summary',
    'the summary has the focus',
  )
  await person.page.locator('.govuk-error-summary a').click()
  t.equal(await person.page.evaluate(() => document.activeElement?.id), 'key')
})

t.test('a signing page that was left open overnight signs in again, and has its text written anew', async (t) => {
  await one.go('people/new')
  await one.page.fill('#name', 'Clara')
  await one.page.check('[name=role-auditor]')
  await one.page.fill('#reason', 'works here')
  await one.press()
  built.clock.now += 10 * 3600
  await one.press()
  t.match(await one.text('h1'), /You were signed out/)
  await one.press()
  t.match(await one.text('h1'), /You are signed in/)
  await one.press()
  t.match(await one.text(), /Nothing to sign[\s\S]*ten minutes are over/)
  await one.press('Write the text anew')
  t.match(await one.text('dl'), /Clara/, 'nothing is typed again')
})

t.test(
  'a proposal that was typed before the session was over is signed after it, with nothing typed again',
  async (t) => {
    await one.go('people/new')
    await one.page.fill('#name', 'Clara')
    await one.page.check('[name=role-auditor]')
    await one.page.fill('#reason', 'works here')
    built.clock.now += 10 * 3600
    await one.press()
    t.match(await one.text('h1'), /You were signed out/)
    await one.press()
    t.match(await one.text(), /What you typed is still there/)
    await one.press()
    t.match(await one.text('dl'), /Clara/)
    await one.press()
    t.match(await one.text('h1'), /The first half of a code/)
  },
)

t.test('a session that was stolen adds no key and signs nothing', async (t) => {
  const thief = await tabs.person(t)
  await thief.window.addCookies(await one.window.cookies())
  await thief.go('me')
  t.match(await thief.text(), /Aigul Bekova/, 'the thief reads')
  await thief.go('me/key')
  t.match(await refusal(thief), /was not used/, 'the thief has no key of hers')
  // One that is registered for somebody else proves nothing either.
  await propose(one, { name: 'Daniyar', roles: ['auditor'] })
  await one.go('people/new')
  await one.page.fill('#name', 'Erlan')
  await one.page.check('[name=role-auditor]')
  await one.page.fill('#reason', 'works here')
  await one.press()
  await thief.page.goto(one.page.url())
  t.match(await refusal(thief), /was not used/)
})
