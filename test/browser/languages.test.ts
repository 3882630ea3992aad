/** The languages of the scanner's page: what each fetches, and that none is missed without a network. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import t from 'tap'
import { LANGUAGE_NAMES, type Language } from '#evisa/language.ts'
import { buildPwa } from '../../scanner-client/pwa/build.ts'
import { type PageServer, servePages, untilInstalled } from '../scanner-client/pwa/page-server.ts'
import { chromiumFor, openPage } from './chromium.ts'

const CODE: Readonly<Record<Language, string>> = {
  en: 'Enrolment code',
  ru: 'Код регистрации',
  kk: 'Тіркеу коды',
}
const TEXTS = /\/scan\/assets\/(ru|kk)-[^/]+\.json$/
const MISSING = 'Русский is not on this device yet'

const dist = t.testdir()
await buildPwa(dist)

const codeField = (page: Page, language: Language) => page.getByLabel(CODE[language])
const choose = (page: Page, language: Language) =>
  page.getByRole('button', { name: LANGUAGE_NAMES[language], exact: true }).click()

/** The languages whose texts the page itself asks for; what its worker keeps for later is not counted. */
function textsAskedFor(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    const [, language] = TEXTS.exec(request.url()) ?? []
    if (language !== undefined && request.serviceWorker() === null) asked.push(language)
  })
  return asked
}

/** As a browser that asks for this language. */
const speaking = (context: BrowserContext, tag: string) =>
  context.addInitScript((one) => Object.defineProperty(navigator, 'languages', { value: [one] }), tag)

/** As a browser that keeps no page for later. */
const withoutWorker = (context: BrowserContext) =>
  context.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }))

async function opened(server: PageServer, context: BrowserContext): Promise<Page> {
  return openPage(t, context, `${server.address}/scan/`)
}

t.test('English fetches no other language, another one its own by one request', async (t) => {
  const server = await servePages(t, dist)
  const context = await chromiumFor(t)
  const page = await context.newPage()
  const asked = textsAskedFor(page)
  await page.goto(`${server.address}/scan/`)
  await codeField(page, 'en').waitFor()
  t.same(asked, [])
  for (const language of ['ru', 'kk', 'ru', 'en'] as const) {
    await choose(page, language)
    await codeField(page, language).waitFor()
    t.equal(await page.evaluate(() => document.documentElement.lang), language)
  }
  t.same(asked, ['ru', 'kk'])
})

for (const [tag, language] of [
  ['kk-KZ', 'kk'],
  ['ru', 'ru'],
] as const) {
  t.test(
    `a browser in ${tag}: the page begins in it and shows no English before, however long its texts take`,
    async (t) => {
      const server = await servePages(t, dist)
      const context = await chromiumFor(t)
      await speaking(context, tag)
      await context.addInitScript(() => {
        const said: string[] = []
        Object.assign(globalThis, { said })
        const look = () => said.push(document.getElementById('app')?.innerText ?? '')
        new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
      })
      const page = await context.newPage()
      await page.route(TEXTS, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 800))
        await route.continue()
      })
      await page.goto(`${server.address}/scan/`)
      await codeField(page, language).waitFor()
      const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
      const shown = said.filter((text) => text.trim() !== '')
      t.ok(shown.length > 0)
      t.same(
        shown.filter((text) => !text.includes(CODE[language])),
        [],
      )
    },
  )
}

t.test('installed, the page begins in each language and changes to each without a network', async (t) => {
  const server = await servePages(t, dist)
  const context = await chromiumFor(t)
  const page = await opened(server, context)
  await codeField(page, 'en').waitFor()
  await untilInstalled(page)
  await server.close()
  await context.setOffline(true)
  // It never spoke them while there was a network.
  for (const language of ['ru', 'kk', 'en'] as const) {
    await choose(page, language)
    await codeField(page, language).waitFor()
    await page.reload()
    await codeField(page, language).waitFor()
    t.equal(await page.getByRole('alert').count(), 0)
  }
})

t.test('a language that does not come is named, nothing is lost, and it is spoken once it comes', async (t) => {
  const server = await servePages(t, dist)
  const context = await chromiumFor(t)
  await withoutWorker(context)
  const page = await opened(server, context)
  await codeField(page, 'en').fill('EVISA-ENROL.half')
  await context.setOffline(true)
  await choose(page, 'ru')
  await page.getByRole('alert').getByText(MISSING).waitFor()
  t.equal(await codeField(page, 'en').inputValue(), 'EVISA-ENROL.half')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('alert').getByText(MISSING).waitFor()
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).click()
  await codeField(page, 'ru').waitFor()
  t.equal(await codeField(page, 'ru').inputValue(), 'EVISA-ENROL.half')
  t.equal(await page.getByText(MISSING).count(), 0)
  await context.setOffline(true)
  await choose(page, 'kk')
  await page.getByRole('alert').getByText('Қазақша: этого языка ещё нет').waitFor()
  await choose(page, 'ru')
  await page.getByRole('alert').waitFor({ state: 'detached' })
})

t.test(
  'a choice of before whose texts do not come: the page begins in English, says so, and keeps the choice',
  async (t) => {
    const server = await servePages(t, dist)
    const context = await chromiumFor(t)
    await withoutWorker(context)
    const page = await opened(server, context)
    await page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('evisa-preferences') ?? '')
      localStorage.setItem('evisa-preferences', JSON.stringify({ ...kept, language: 'ru' }))
    })
    const path = `/scan/assets/${readdirSync(join(dist, 'assets')).find((name) => /^ru-.*json$/.test(name))}`
    for (const fault of [503, '<p>sign in first', '{"app/title": ']) {
      server.broken.set(path, fault)
      await page.reload()
      await page.getByRole('alert').getByText(MISSING).waitFor()
      await codeField(page, 'en').waitFor()
    }
    server.broken.clear()
    await page.reload()
    await codeField(page, 'ru').waitFor()
  },
)

t.test('on a line that does not answer the page begins in English after some seconds, and asks again', async (t) => {
  const server = await servePages(t, dist)
  const context = await chromiumFor(t)
  await speaking(context, 'ru')
  await withoutWorker(context)
  const page = await context.newPage()
  // Nobody answers.
  await page.route(TEXTS, () => undefined)
  await page.goto(`${server.address}/scan/`)
  await page.getByRole('alert').getByText(MISSING).waitFor()
  await codeField(page, 'en').waitFor()
  await page.unroute(TEXTS)
  await page.getByRole('button', { name: 'Try again' }).click()
  await codeField(page, 'ru').waitFor()
  t.equal(await page.getByRole('alert').count(), 0)
})
