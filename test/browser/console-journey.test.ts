/** The console in Chromium, each person with an authenticator of their own: from the first administrator to three officers, and a key that is lost. */
import t from 'tap'
import { addKey, agree, consoleTabs, firstAdministrator, halfShown, propose, ROAMING_KEY } from './console-tabs.ts'

t.setTimeout(240_000)

t.test('two administrators and three officers register, propose, agree, decline, add and lose keys', async (t) => {
  const tabs = await consoleTabs(t)
  const { built } = tabs
  const one = await firstAdministrator(t, tabs)
  t.equal(one.path(), '/en/')
  t.match(await one.text(), /You have one key[\s\S]*You are the only administrator/)
  const half = await propose(one, { name: 'Bolat', roles: ['administrator'] })
  t.match(await one.text('h1'), /The first half of a code/)
  const { changes } = (await built.authority('GET', '/v1/person-changes')).body
  const agreed = await built.authority('POST', `/v1/person-changes/${changes[0].id}/approval`)
  const two = await tabs.person(t)
  await two.register(`${half}-${agreed.body.invite.half}`)
  t.match(await two.text(), /Bolat\s+administrator/)

  const made = [
    { name: 'Clara', roles: ['case-officer'] },
    { name: 'Daniyar', roles: ['border-officer', 'border-supervisor'], badge: 'KZ-7' },
    { name: 'Erlan', roles: ['supervisor'] },
  ]
  const officers = []
  for (const person of made) {
    const first = await propose(one, person)
    const second = await agree(two)
    const officer = await tabs.person(t)
    await officer.register(`${first} ${second}`)
    t.match(await officer.text(), person.name)
    officers.push(officer)
  }
  const [clara, , erlan] = officers
  if (clara === undefined || erlan === undefined) return t.fail()

  await propose(one, { name: 'Nobody', roles: ['auditor'] })
  await two.go('')
  await two.press('Decline')
  t.match(await two.text(), /People/)
  t.notMatch(await two.text(), /Nobody/)

  t.test('somebody signs out, and in again by the key alone', async (t) => {
    await clara.go('')
    await clara.press('Sign out')
    t.equal(clara.path(), '/en/sign-in')
    await clara.press()
    t.equal(clara.path(), '/en/')
    t.match(await clara.text(), /Clara/)
  })

  t.test('a second key is made by the first, and the first one ends by the second', async (t) => {
    const { credentials } = await clara.devtools.send('WebAuthn.getCredentials', {
      authenticatorId: clara.authenticator,
    })
    t.equal(credentials.length, 1)
    await clara.go('me/key')
    await clara.page.fill('#label', 'green')
    // Whoever has the first one at hand takes it away once it was touched.
    let second = ''
    await clara.page.route('**/me/key/ask', async (route) => {
      await clara.devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: clara.authenticator })
      second = await addKey(clara.devtools, ROAMING_KEY)
      await route.continue()
    })
    await clara.press()
    t.equal(clara.path(), '/en/me')
    for (const label of ['blue', 'green']) t.match(await clara.text(), label)
    t.equal((await clara.devtools.send('WebAuthn.getCredentials', { authenticatorId: second })).credentials.length, 1)
    await clara.go('')
    await clara.press('Sign out')
    await clara.press()
    t.match(await clara.text(), /Clara/, 'by the second key')
    await clara.go('me')
    const blue = clara.page.locator('.site-card', { hasText: 'blue' }).locator('button')
    await Promise.all([clara.page.waitForEvent('domcontentloaded'), blue.click()])
    t.notMatch(await clara.text(), /blue/)
  })

  t.test('lost keys end at once, and the code for another one opens a day later', async (t) => {
    await one.go('people')
    await one.page.getByRole('link', { name: 'Clara' }).click()
    await one.page.fill('#reason', 'left in a taxi')
    await one.press('The keys are lost')
    await one.press()
    const first = await halfShown(one.page)
    await erlan.go('')
    t.match(await erlan.text(), /Keys lost: Clara/)
    const code = `${first}-${await agree(erlan)}`
    await clara.go('me')
    t.equal(clara.path(), '/en/sign-in', 'the session is over')
    await clara.go('register')
    await clara.page.fill('#code', code)
    await clara.page.locator('main button').first().click()
    await clara.page.locator('[role=alert]:not([hidden])').waitFor()
    t.match(await clara.text('form [role=alert]'), /not open yet/)
    built.clock.now += 86_400
    await clara.register(code)
    t.equal(clara.path(), '/en/')
    t.match(await clara.text(), /Clara/)
  })
})
