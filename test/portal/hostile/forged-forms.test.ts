import t, { type Test } from 'tap'
import type { PageAnswer, PageBrowser } from '../page-browser.ts'
import {
  addressOf,
  changedTables,
  type HostilePortal,
  hostilePortal,
  isPost,
  type PortalRoute,
  SITTING,
} from './hostile-portal.ts'

// Who is called for is noted, when a session was last used too; both are no acts.
const NOTED = ['audit', 'sessions']
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const OWN = { ...FORM, origin: 'http://portal.test', 'sec-fetch-site': 'same-origin' }

const tokenOf = async (browser: PageBrowser) => (await browser.get('/en/status')).form('/status').fields._form ?? ''

/** Sends to every route that takes something, in every way; nothing may come of it. */
async function nothingComesOf(
  t: Test,
  scene: HostilePortal,
  send: (browser: PageBrowser, path: string, route: PortalRoute) => Promise<Pick<PageAnswer, 'status' | 'headers'>>,
  statuses: readonly number[],
) {
  const before = scene.kept()
  let sent = 0
  for (const route of scene.routes.filter(isPost))
    for (const who of SITTING)
      for (const one of [scene.draft, scene.paidCase]) {
        const path = addressOf(route, one)
        const { status, headers } = await send(scene.at[who], path, route)
        const isSentToSignIn = /^\/en\/(host\/)?sign-in\?/.test(String(headers.location))
        t.ok(statuses.includes(status) || isSentToSignIn, `${who} ${path}: ${status}`)
        sent += 1
      }
  t.ok(sent >= 40, `${sent} sent`)
  t.same(
    changedTables(before, scene.kept()).filter((table) => !NOTED.includes(table)),
    [],
  )
}

t.test('a form that another site sends does nothing, whatever the browser says of where it comes from', async (t) => {
  const scene = await hostilePortal(t)
  for (const from of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://portal.test.evil.example' },
    { origin: 'http://portal.test', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    {},
  ])
    await nothingComesOf(
      t,
      scene,
      async (browser, path) => {
        const told = await browser.ask('POST', path, 'yes=yes&confirm=yes', { ...FORM, ...from })
        const carried = told.document.querySelectorAll('main [name=kept], main [name=yes]')
        t.equal(carried.length, 0, 'nor is it one click from being sent')
        return told
      },
      [401, 403, 404],
    )
})

t.test("a form without a token, with another browser's or of before the sign-in does nothing", async (t) => {
  const scene = await hostilePortal(t)
  const others = await tokenOf(scene.browser())
  const before = scene.browser()
  const old = await tokenOf(before)
  await scene.signInAt(before, 'late@example.org')
  for (const token of ['', others, old, 'A'.repeat(86), '__proto__'])
    await nothingComesOf(
      t,
      scene,
      (browser, path) => browser.ask('POST', path, `_form=${token}&yes=yes`, OWN),
      [401, 403, 404],
    )
  const told = await before.ask('POST', '/en/status', `_form=${old}&reference=x`, OWN)
  t.equal(told.status, 403)
})

t.test('a form in another shape than a form is none', async (t) => {
  const scene = await hostilePortal(t)
  const types = [
    'application/json',
    'text/plain',
    'text/xml',
    'application/x-www-form-urlencoded; charset=utf-7',
    'x',
    '',
  ]
  for (const type of types)
    await nothingComesOf(
      t,
      scene,
      async (browser, path) => {
        const token = await tokenOf(browser)
        const payload = type.startsWith('application/x')
          ? `+AF8-form=${token}`
          : JSON.stringify({ _form: token, yes: 'yes' })
        return browser.ask('POST', path, payload, { ...OWN, 'content-type': type })
      },
      [400, 401, 403, 404, 415],
    )
})

t.test('what is too large is refused before it is read, in the language of the page', async (t) => {
  const scene = await hostilePortal(t)
  const large = `text=${'x'.repeat(140_000)}`
  for (const route of scene.routes.filter(isPost)) {
    const told = await scene.at.nimali.ask('POST', addressOf(route, scene.draft, 'ru'), large, OWN)
    // A route of files takes larger bodies, and no forms of this kind.
    t.ok([403, 413, 415].includes(told.status), `${told.path} ${told.status}`)
    t.equal(told.document.querySelector('html')?.getAttribute('lang'), 'ru')
  }
})
