/** What cuts somebody off in the middle - no cookies, no session, another person, no server - in a real browser: what was typed waits. */
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import type { Ready } from '../server/hostile/hostile-scene.ts'
import { answersOn, caseOf, field, formOf, goOn, heading, pathOf, portalTabs, type Somebody } from './portal-tabs.ts'

t.setTimeout(120_000)
const { scene, url, somebody, window, open, signIn } = await portalTabs(t)

const STAY = 'Guest house Алма, «Dostyk» 52, flat 7'

t.test('without cookies it is said what to do; the form waits, and goes on once they are allowed', async (t) => {
  const email = 'no-cookies@example.org'
  const there = await window(t)
  const page = await open(t, there, '/en/sign-in')
  await field(page, 'email').fill(email)
  for (const time of ['at first', 'again']) {
    // What a browser that keeps none has when it sends.
    await there.clearCookies()
    await goOn(page)
    t.match(await page.locator('main').innerText(), /allow cookies for this site/, time)
    t.equal(await field(page, 'email').inputValue(), email, 'nothing is lost')
  }
  t.notOk((await scene.letters('sign-in')).some(({ address }) => address === email))
  await goOn(page)
  t.match(await heading(page), 'Look into your mail')
})

const LONG = `${'В 2019 году я уехала на два дня позже. '.repeat(50)}end`

/** At the page of the three questions with a long text, whose session ends before it is sent. */
async function cutOff(t: Test, nimali: Somebody, one: Ready): Promise<Page> {
  const page = await nimali.open(formOf(one, 'background'))
  await field(page, 'overstayed').first().check()
  await field(page, 'explanation').fill(LONG)
  await nimali.person.call('DELETE', '/v1/sessions/others')
  await goOn(page)
  t.match(await heading(page), 'the session was over')
  return page
}

async function signInOn(t: Test, page: Page, email: string): Promise<void> {
  await field(page, 'email').fill(email)
  await goOn(page)
  await page.locator('#code').fill(await scene.codeFor(email))
  await goOn(page)
  t.match(await heading(page), 'You are signed in')
}

t.test('a session that ends in the middle: signed in again in the same tab, the form is sent as it was', async (t) => {
  const nimali = await somebody(t)
  const one = await scene.ready(nimali.person)
  const page = await cutOff(t, nimali, one)
  await signInOn(t, page, nimali.email)
  await goOn(page)
  t.equal(pathOf(page), formOf(one, 'check'))
  t.equal((await answersOn(nimali, one, 'background')).explanation, LONG)
  await nimali.person.call('DELETE', '/v1/sessions/others')
  await page.goto(formOf(one, 'background'))
  await field(page, 'email').fill(nimali.email)
  await goOn(page)
  await page.locator('#code').fill(await scene.codeFor(nimali.email))
  await goOn(page)
  t.equal(pathOf(page), formOf(one, 'background'), 'a page that was asked for comes after the sign-in')
  t.equal(await field(page, 'explanation').inputValue(), LONG)
})

t.test('who signs in at the browser of somebody else neither sends nor sees their form', async (t) => {
  const nimali = await somebody(t)
  const one = await scene.ready(nimali.person)
  const page = await cutOff(t, nimali, one)
  await signInOn(t, page, 'the-next@example.org')
  t.match(await page.locator('main').innerText(), /belongs to another account/)
  t.notMatch(await page.content(), 'уехала')
  await goOn(page, page.locator('main a').first())
  t.equal(pathOf(page), '/en/account')
  t.notMatch(await answersOn(nimali, one, 'background'), { explanation: LONG }, 'nothing was sent')
})

t.test('a form of an earlier visit is sent again by one button', async (t) => {
  const nimali = await somebody(t)
  const one = await scene.ready(nimali.person)
  const page = await nimali.open(formOf(one, 'contact'))
  await field(page, 'place_of_stay').fill(STAY)
  await signIn(nimali.window, nimali.email)
  await goOn(page)
  t.match(await heading(page), 'from an earlier visit')
  await goOn(page)
  t.equal(pathOf(page), formOf(one, 'background'))
  t.match(await answersOn(nimali, one, 'contact'), { place_of_stay: STAY })
})

t.test('a server that is away is told of, and the form is sent by the button once it is back', async (t) => {
  const nimali = await somebody(t)
  const one = await scene.ready(nimali.person)
  const page = await nimali.open(formOf(one, 'contact'))
  await field(page, 'place_of_stay').fill(STAY)
  const comeBack = leave()
  await goOn(page)
  t.match(await heading(page), 'cannot be reached')
  await goOn(page)
  t.match(await heading(page), 'cannot be reached', 'still away')
  const other = await nimali.open(formOf(one))
  t.match(await heading(other), 'cannot be reached')
  await comeBack()
  await goOn(page)
  t.equal(pathOf(page), formOf(one, 'background'))
  t.match(await answersOn(nimali, one, 'contact'), { place_of_stay: STAY })
  await goOn(other, other.getByRole('link', { name: 'Try again' }))
  t.match(await heading(other), 'Your application')
})

/** The server listens no more, and cuts what it has; what brings it back. */
function leave(): () => Promise<void> {
  const { server } = scene.app
  server.close()
  server.closeAllConnections()
  const port = Number(new URL(scene.address.url).port)
  return () => new Promise((resolve) => server.listen({ host: '127.0.0.1', port }, resolve))
}

t.test("another person's reference in the address shows what one of nobody's shows", async (t) => {
  const nimali = await somebody(t)
  const [draft, paid] = [await scene.ready(nimali.person), await scene.paid(nimali.person)]
  const other = await somebody(t)
  const page = await other.open('/en/account')
  const shown = async (path: string) => {
    const answer = await page.goto(path)
    return { status: answer?.status(), text: await page.locator('main').innerText() }
  }
  const none = await shown(formOf({ reference: '0'.repeat(12) }))
  t.equal(none.status, 404)
  const forms = ['', 'invitation', 'passport-copy', 'passport', 'trip', 'contact', 'background', 'check', 'erase']
  const cases = ['', 'pay', 'pay/back', 'question', 'correct', 'withdraw', 'data', 'erase', 'e-visa']
  for (const one of [draft, paid])
    for (const path of [...forms.map((name) => formOf(one, name)), ...cases.map((name) => caseOf(one, name))])
      t.strictSame(await shown(path), none, path)
  for (const file of ['e-visa.pdf', 'e-visa.png', 'data.json', 'submission-receipt.json'])
    t.equal((await page.request.get(url + caseOf(paid, file))).status(), 404, file)
  for (const [name, one] of [['contact', draft]] as const) {
    await page.goto(formOf(await scene.ready(other.person), name))
    await page.locator('main form').evaluate((form, to) => form.setAttribute('action', to), formOf(one, name))
    await goOn(page)
    t.match(await heading(page), 'There is no such page', 'nor is a form sent there')
  }
})
