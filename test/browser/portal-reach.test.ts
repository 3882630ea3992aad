/** The portal over a poor line, on a screen that is magnified four times, and on paper: in a real browser. */
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { ASK, NO_OBJECTION } from '../portal/case/traveller.ts'
import { CLAIM } from '../portal/host/made-hosting.ts'
import { button, caseOf, formOf, portalTabs } from './portal-tabs.ts'

t.setTimeout(120_000)
const { scene, somebody, window, open, signIn } = await portalTabs(t)

const NARROW = { width: 320, height: 640 }

const POOR_LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const MOST_FIRST_BYTES = 60_000
const MOST_LATER_BYTES = 12_000

t.test('over a poor line the first page is small and the next ones are smaller', { timeout: 60_000 }, async (t) => {
  const nimali = await somebody(t)
  const one = await scene.ready(nimali.person)
  const page = await nimali.window.newPage()
  const line = await nimali.window.newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', POOR_LINE)
  const fonts = new Set<string>()
  let came = 0
  line.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Font' && fonts.add(requestId)))
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!fonts.has(requestId)) came += encodedDataLength
  })
  const weightOf = async (path: string) => {
    came = 0
    await page.goto(path, { waitUntil: 'load' })
    t.ok(await button(page).or(page.locator('main a.govuk-button').first()).first().isVisible(), `${path} is there`)
    return came
  }
  const first = await weightOf('/en/')
  t.ok(first > 5000 && first <= MOST_FIRST_BYTES, `the first page: ${first} bytes`)
  for (const name of ['invitation', 'background', 'check']) {
    const later = await weightOf(formOf(one, name))
    t.ok(later <= MOST_LATER_BYTES, `${name}: ${later} bytes`)
  }
})

t.test('what is to be read is drawn before any font is there', async (t) => {
  const there = await window(t)
  const held: string[] = []
  await there.route('**/*.woff2', (route) => void held.push(route.request().url()))
  const page = await there.newPage()
  for (const language of ['en', 'ru', 'ar']) {
    await page.goto(`/${language}/`, { waitUntil: 'domcontentloaded' })
    const drawn = await page.evaluate(
      () =>
        new Promise<string>((resolve) =>
          new PerformanceObserver((list) => {
            const text = list.getEntries().map((entry) => (entry as unknown as { element?: Element }).element)
            const found = text.find((element) => element?.closest('main'))
            if (found) resolve(found.textContent ?? '')
          }).observe({ type: 'largest-contentful-paint', buffered: true }),
        ),
    )
    t.ok(drawn.trim().length > 10, `${language}: ${drawn.trim()}`)
    const waits = await page.evaluate(() => [...document.fonts].filter(({ display }) => display !== 'swap').length)
    t.equal(waits, 0, 'no text waits for its font')
  }
  t.ok(held.length >= 3, 'fonts were asked for, and did not come')
})

/** Texts set wider apart, as who reads badly sets them (WCAG 2.2, 1.4.12). */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }`
/** What is wider than the screen, and what is cut off inside its own frame. */
const TOO_WIDE = `(() => {
  const wide = document.documentElement.scrollWidth - innerWidth
  const out = [...document.querySelectorAll('main *, header *, nav *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
  const cut = [...document.querySelectorAll('main *')].filter((one) => getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1 && !one.closest('.govuk-visually-hidden'))
  return wide <= 0 && cut.length === 0 ? '' : [wide, ...[...out, ...cut].slice(-2).map((one) => one.outerHTML.slice(0, 160))].join(' | ')
})()`

/** The longest words that there are, and the other direction. */
const LANGUAGES = ['ru', 'kk', 'fr', 'ar']
const NAMES = {
  open: [
    '',
    'apply',
    'eligibility',
    'fees',
    'how-long',
    'official-address',
    'contact',
    'accessibility',
    'privacy',
    'status',
  ],
  form: [
    '',
    'invitation',
    'passport-copy',
    'passport',
    'passport?as=lines',
    'passport?as=typed',
    'trip',
    'contact',
    'background',
    'check',
    'erase',
  ],
  account: ['account', 'account/address', 'account/sessions', 'account/language', 'no-such-page'],
  host: ['host', 'host/register', 'host/invitations/new', 'host/invitations/many', 'host/account'],
} as const

/** Looks at each page in each language as it is, and with texts set apart. */
async function areNarrow(t: Test, page: Page, paths: readonly string[]): Promise<void> {
  for (const language of LANGUAGES)
    for (const path of paths.map((path) => path.replace('/en/', `/${language}/`))) {
      await page.goto(path)
      t.equal(await page.evaluate(TOO_WIDE), '', path)
      await page.addStyleTag({ content: SPACED })
      t.equal(await page.evaluate(TOO_WIDE), '', `${path}, texts set apart`)
    }
}
const atNarrow = { viewport: NARROW, bypassCSP: true }

t.test('at 400 % nothing is wider than the screen, also with texts set apart', { timeout: 120_000 }, async (t) => {
  const nimali = await somebody(t, atNarrow)
  const { person } = nimali
  const [draft, submitted, issued] = [
    await scene.ready(person),
    await scene.submitted(person),
    await scene.paid(person),
  ]
  await scene.decide(scene.asel, issued, NO_OBJECTION)
  await scene.issueAll()
  const asked = await scene.paid(person)
  await scene.decide(scene.asel, asked, ASK)
  await areNarrow(t, await nimali.open('/en/'), [
    ...[...NAMES.open, ...NAMES.account].map((name) => `/en/${name}`),
    ...NAMES.form.map((name) => formOf(draft, name)),
    ...['', 'e-visa', 'correct', 'data'].map((name) => caseOf(issued, name)),
    ...[caseOf(asked), caseOf(asked, 'question')],
    ...['', 'pay', 'withdraw'].map((name) => caseOf(submitted, name)),
  ])
})

t.test("nor is anything of a host's pages", { timeout: 60_000 }, async (t) => {
  const there = await window(t, atNarrow)
  const browser = await signIn(there, 'host@example.org', 'host')
  await browser.send(await browser.get('/en/host/register'), CLAIM)
  const [claimed] = (await scene.asel('GET', '/v1/hosts')).body.hosts
  await scene.bolat('POST', `/v1/hosts/${claimed.host}/decision`, { decision: 'confirm' })
  await areNarrow(
    t,
    await open(t, there, '/en/host'),
    NAMES.host.map((name) => `/en/${name}`),
  )
})

/** In pixels of 96 to an inch, without the margins. */
const FIRST_SHEET = 1040

t.test('the page of an e-visa is printed as what it says, without what is pressed', async (t) => {
  const nimali = await somebody(t, { viewport: { width: 1280, height: 900 } })
  const issued = await scene.paid(nimali.person)
  await scene.decide(scene.asel, issued, NO_OBJECTION)
  await scene.issueAll()
  const page = await nimali.open(caseOf(issued, 'e-visa'))
  await page.locator('main img').evaluate((picture) => (picture as HTMLImageElement).decode())
  await page.emulateMedia({ media: 'print' })
  t.ok(await page.locator('main img').isVisible())
  t.ok(await page.locator('.site-code--large').isVisible(), 'the number')
  for (const part of ['.site-languages', '.site-footer', '.govuk-service-navigation', 'main button', 'a.govuk-button'])
    t.notOk(await page.locator(part).first().isVisible(), part)
  const pdf = await page.pdf({ format: 'A4' })
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
  t.ok(sheets >= 1 && sheets <= 2, `${sheets} sheets`)
  const lowest = await page.locator('main img').evaluate((picture) => picture.getBoundingClientRect().bottom)
  t.ok(lowest < FIRST_SHEET, `the picture ends at ${lowest}`)
})
