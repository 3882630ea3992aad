import { join } from 'node:path'
import Fastify from 'fastify'
import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { build as bundle } from 'vite'
import { receiptOf, signCheckReceipt } from '#evisa/receipt-of-check.ts'
import { agesOf } from '#evisa/staleness.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { bundleConfig, PWA_DIR } from '../../../../scanner-client/pwa/build.ts'
import { scannerPage } from '../../../../server/routes/scanner-page.ts'
import { qrPng } from '../../../../server/visa-document/qr-picture.ts'
import { axeFindings } from '../../../browser/axe.ts'
import { chromiumFor } from '../../../browser/chromium.ts'
import { entryOf } from '../../../made-device.ts'
import { ARRIVAL, type Built, build, type EnrolledDevice, NOW } from '../../../server/build-app.ts'
import { answersOf, FLIGHTS, flightOf } from '../../../server/flights/made-flight.ts'
import { demonstrate } from '../../../server/next-trust-list.ts'
import { digitsOf, forge, signedElsewhere } from './check-scene.ts'

let dist = ''
t.before(async () => {
  dist = t.testdir()
  const { build: options, ...config } = bundleConfig()
  const input = join(PWA_DIR, 'check.html')
  await bundle({ ...config, build: { ...options, outDir: dist, emptyOutDir: false, rolldownOptions: { input } } })
})

interface CheckScene {
  readonly built: Built
  readonly context: BrowserContext
  readonly address: string
  /** Every request of the page, whole: its line, its headers, its body. */
  readonly sent: string[]
  /** Opens the page of a code's digits, or the empty one. */
  open(text?: string): Promise<Page>
}

/** The page as the server serves it, its artefacts from the real routes, in a browser in which it is the server's day. */
async function checkScene(t: Test): Promise<CheckScene> {
  const built = await build(t)
  const server = Fastify({ forceCloseConnections: true })
  await server.register(scannerPage, { dist })
  server.get('/v1/*', async ({ url }, reply) => {
    const answer = await built.app.inject({ method: 'GET', url })
    return reply.code(answer.statusCode).headers(answer.headers).send(answer.rawPayload)
  })
  const address = await server.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => server.close())
  const context = await chromiumFor(t)
  await context.clock.setFixedTime(built.clock.now * 1000)
  const sent: string[] = []
  context.on('request', async (request) => {
    sent.push([request.method(), request.url(), request.postData(), JSON.stringify(request.headers())].join(' '))
  })
  return {
    built,
    context,
    address,
    sent,
    open: async (text) => {
      const page = await context.newPage()
      page.on('pageerror', (error) => t.fail(`the page threw: ${error.message}`))
      page.on('console', (said) => {
        // What the network did is not the page's fault.
        if (said.type() === 'error' && !/Failed to load resource/.test(said.text())) t.fail(said.text())
      })
      await page.goto(`${address}/Q${text === undefined ? '' : `#${digitsOf(text)}`}`)
      return page
    },
  }
}

async function standingOn(page: Page): Promise<string | null> {
  const standing = page.locator('section.standing')
  await standing.waitFor()
  return standing.getAttribute('data-standing')
}

async function land(page: Page, place: string, date: string, time: string): Promise<string> {
  await page.getByLabel('First landing in Kazakhstan').selectOption(place)
  await page.getByLabel('Day of landing').fill(date)
  await page.getByLabel('Time of landing').fill(time)
  await page.getByRole('button', { name: 'Show it' }).click()
  return answerOn(page)
}

async function answerOn(page: Page): Promise<string> {
  const answer = page.locator('section.answer')
  await answer.waitFor()
  const [outcome, reason] = [await answer.getAttribute('data-outcome'), await answer.getAttribute('data-reason')]
  return `${await answer.locator('.outcome').textContent()} ${outcome} ${reason}`
}

/** What axe-core finds, in the light and in the dark. */
async function faultsOn(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    found.push(...(await axeFindings(page)).map((one) => `${colorScheme} ${one}`))
  }
  return found
}

t.test('a genuine e-visa: what it is, what is on it, what the airline will see', async (t) => {
  const { built, address, open } = await checkScene(t)
  const { qr_text, visa_number } = await built.issue()
  const page = await open(qr_text)
  t.equal(await standingOn(page), 'genuine')
  t.equal(page.url(), `${address}/Q`, 'the e-visa left the address bar')
  t.equal(await page.evaluate(() => document.activeElement?.textContent), 'GENUINE', 'it is read out first')
  const facts = await page.locator('section.facts').textContent()
  for (const fact of ['PERERA', 'N1234567', '2026-11-22', '2026-12-21']) t.match(facts, fact)
  t.equal(facts?.replaceAll('-', '').includes(visa_number), true)
  t.notMatch(await page.locator('body').textContent(), /1990|entries used|crossing/i, 'no more than is on the paper')

  await page.getByRole('button', { name: 'Show it' }).click()
  await page.getByText('Give the place, the day and the time').waitFor()
  t.equal(await page.locator('section.answer').count(), 0)
  t.equal(await land(page, 'NQZ', '2026-11-23', '04:10'), 'OK TO BOARD clear passport/not-read')
  t.match(await page.locator('section.answer .for').textContent(), /2026-11-23.*Nursultan Nazarbayev|2026-11-23/)
  await page.getByLabel('Day of landing').fill('2027-01-04')
  await page.locator('section.answer').waitFor({ state: 'detached' })
  t.equal(await land(page, 'NQZ', '2027-01-04', '04:10'), 'DO NOT BOARD refuse dates/expired')
  t.match(await land(page, 'AYK', '2026-11-23', '04:10'), /DO NOT BOARD refuse place\/not-international/)
  t.same(await faultsOn(page), [])

  await page.reload()
  await page.getByRole('heading', { name: 'Give the e-visa to check' }).waitFor()
  t.notMatch(await page.locator('body').textContent(), /PERERA/, 'nothing is kept')
})

t.test('revoked, suspended, forged, of another key, damaged: each says what it means and what to do', async (t) => {
  const { built, open } = await checkScene(t)
  const [good, revoked, suspended] = [await built.issue(), await built.issue(), await built.issue()]
  for (const [{ visa_number }, status] of [
    [revoked, 'revoked'],
    [suspended, 'suspended'],
  ] as const) {
    await built.authority('PUT', `/v1/visas/${visa_number}/status`, { status, reason: 'a test' })
  }
  const cases = [
    ['revoked', revoked.qr_text, /has since withdrawn it/, /Do not travel on it/],
    ['suspended', suspended.qr_text, /cannot be used for now/, /visa desk before you travel/],
    ['forged', await forge(built, good.qr_text), /something in it was changed/, /do not pay for it/],
    ['unknown-key', await signedElsewhere(built, good.qr_text), /not with a key that/, /came from the authority/],
    ['damaged', good.qr_text.slice(0, -30), /a part of it is missing/, /Scan it again/],
  ] as const
  for (const [standing, text, means, todo] of cases) {
    const page = await open(text)
    t.equal(await standingOn(page), standing)
    const told = await page.locator('section.standing').textContent()
    t.match(told, means)
    t.match(told, todo)
    t.same(await faultsOn(page), [], standing)
    const isProven = standing === 'revoked' || standing === 'suspended'
    t.equal(await page.locator('section.facts').count(), isProven ? 1 : 0, standing)
    if (!isProven) t.notMatch(await page.locator('body').textContent(), /PERERA|N1234567/, standing)
    if (standing === 'forged') t.equal(await answerOn(page), 'DO NOT BOARD refuse signature/invalid')
    if (standing === 'revoked') {
      t.equal(await land(page, 'NQZ', '2026-11-23', '04:10'), 'DO NOT BOARD refuse status/revoked')
    }
    await page.close()
  }
})

t.test('nothing of the e-visa is sent, and what is asked for is the same for every e-visa', async (t) => {
  const { built, context, address, sent, open } = await checkScene(t)
  const [one, other] = [await built.issue(), await built.issue()]
  const asked: string[][] = []
  for (const text of [one.qr_text, other.qr_text, 'EV1:123']) {
    sent.length = 0
    const page = await open(text)
    await standingOn(page)
    if (text === one.qr_text) await land(page, 'NQZ', '2026-11-23', '04:10')
    await page.close()
    const digits = digitsOf(text)
    const pieces = Array.from({ length: Math.max(0, digits.length - 11) }, (_, at) => digits.slice(at, at + 12))
    t.ok(sent.length > 5)
    t.same(
      pieces.filter((piece) => sent.some((request) => request.includes(piece))),
      [],
    )
    for (const fact of [one.visa_number, other.visa_number, 'PERERA', 'N1234567', 'NQZ']) {
      t.equal(
        sent.some((request) => request.includes(fact)),
        false,
        fact,
      )
    }
    asked.push(sent.map((request) => request.split(' ').slice(0, 2).join(' ')).sort())
  }
  t.same(asked[1], asked[0])
  t.same(asked[2], asked[0])
  const foreign = asked.flat().filter((line) => !line.startsWith(`GET ${address}/`))
  t.same(foreign, [], 'only GET, and only of its own origin')
  t.same(await context.storageState(), { cookies: [], origins: [] }, 'and nothing is stored')
})

t.test('without a network it says that this says nothing, and goes on when it is back', async (t) => {
  const { built, context, open } = await checkScene(t)
  const { qr_text } = await built.issue()
  const page = await open()
  await page.getByLabel('Digits or address').fill(`  HTTPS://EVISA.EXAMPLE/Q#\n${digitsOf(qr_text)}  `)
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.locator('section.fault[data-fault=network]').waitFor()
  t.match(await page.locator('section.fault').textContent(), /says nothing about the e-visa/)
  t.same(await faultsOn(page), [])
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.locator('section.fault[data-fault=network]').waitFor()
  await context.setOffline(false)
  t.equal(await standingOn(page), 'genuine', 'by itself')
  await page.getByRole('button', { name: 'Check another' }).click()
  t.equal(await page.getByLabel('Digits or address').inputValue(), '')
})

t.test('a network that answers in the place of the server is told as what it is', async (t) => {
  const { built, context, open } = await checkScene(t)
  const { qr_text } = await built.issue()
  for (const portal of [
    { status: 200, contentType: 'text/html', body: '<!doctype html><title>Wi-Fi</title>' },
    { status: 302, headers: { location: 'http://login.airport.example/' } },
    { status: 511, contentType: 'text/html', body: '<!doctype html><title>Wi-Fi</title>' },
  ]) {
    await context.route('**/v1/artefacts/**', (route) => route.fulfill(portal))
    const page = await open(qr_text)
    await page.locator('section.fault[data-fault=sign-in]').waitFor()
    t.match(await page.locator('section.fault').textContent(), /asks you to sign in first/, String(portal.status))
    t.same(await faultsOn(page), [])
    await context.unroute('**/v1/artefacts/**')
    await page.getByRole('button', { name: 'Try again' }).click()
    t.equal(await standingOn(page), 'genuine')
  }
})

t.test('data that were changed on the way are not believed, and a wrong clock is told', async (t) => {
  const { built, context, open } = await checkScene(t)
  const { qr_text } = await built.issue()
  await context.route('**/v1/artefacts/by-hash/*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/.$/, '!') })
  })
  const cheated = await open(qr_text)
  await cheated.locator('section.fault[data-fault=unverified]').waitFor()
  await context.unroute('**/v1/artefacts/by-hash/*')
  for (const [days, fault] of [
    [-4, 'clock'],
    [4, 'run-out'],
  ] as const) {
    await context.clock.setFixedTime((built.clock.now + days * 86_400) * 1000)
    const page = await open(qr_text)
    await page.locator(`section.fault[data-fault=${fault}]`).waitFor()
  }
  t.pass('each said')
})

t.test('of a demonstration it says so over every answer, in every language at once', async (t) => {
  const { built, open } = await checkScene(t)
  const { qr_text } = await built.issue()
  const real = await open(qr_text)
  t.equal(await standingOn(real), 'genuine')
  t.equal(await real.locator('.specimen').count(), 0)
  await demonstrate(built)
  const page = await open(qr_text)
  t.equal(await standingOn(page), 'genuine')
  t.match(await page.locator('.specimen').textContent(), /^SPECIMEN · ОБРАЗЕЦ · ҮЛГІ /)
  t.same(await faultsOn(page), [])
})

t.test('a picture of the code is read; one without a code says what to do', async (t) => {
  const { built, open } = await checkScene(t)
  const { qr_text } = await built.issue()
  const page = await open()
  t.same(await faultsOn(page), [])
  const choose = page.getByLabel('Choose a picture or the PDF')
  await choose.setInputFiles({ name: 'visa.png', mimeType: 'image/png', buffer: await qrPng(qr_text, false) })
  t.equal(await standingOn(page), 'genuine')
  await page.getByRole('button', { name: 'Check another' }).click()
  await choose.setInputFiles({ name: 'visa.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') })
  await page.locator('section.fault').waitFor()
  t.match(await page.locator('section.fault').getAttribute('data-fault'), /^file\//)
})

t.test('a picture of an e-visa that is dropped on the page is an e-visa', async (t) => {
  const { built, open } = await checkScene(t)
  const { qr_text } = await built.issue()
  const page = await open()
  await page.locator('main section').waitFor()
  await page.evaluate(
    (png) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([Uint8Array.from(png)], 'visa'))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    },
    [...(await qrPng(qr_text, false))],
  )
  t.equal(await standingOn(page), 'genuine')
})

t.test('three languages, on the fly; another code scanned into the same tab is another answer', async (t) => {
  const { built, open } = await checkScene(t)
  const { qr_text } = await built.issue()
  const page = await open(qr_text)
  t.equal(await standingOn(page), 'genuine')
  await land(page, 'NQZ', '2026-11-23', '04:10')
  for (const [name, tag, word, said] of [
    ['Русский', 'ru', 'ПОСАДКА РАЗРЕШЕНА', 'ПОДЛИННАЯ'],
    ['Қазақша', 'kk', 'ОТЫРҒЫЗУҒА РҰҚСАТ', 'ТҮПНҰСҚА'],
  ] as const) {
    await page.getByRole('button', { name }).click()
    t.equal(await page.locator('html').getAttribute('lang'), tag)
    t.match(await page.locator('section.answer .outcome').textContent(), word)
    t.equal(await page.locator('section.standing h2').textContent(), said)
    t.same(await faultsOn(page), [], tag)
  }
  await page.setViewportSize({ width: 320, height: 560 })
  t.equal(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    true,
    'nothing goes over the edge of the smallest phone',
  )
  const forged = digitsOf(await forge(built, qr_text))
  await page.evaluate((digits) => {
    location.hash = digits
  }, forged)
  await page.locator('section.standing[data-standing=forged]').waitFor()
  t.notMatch(page.url(), forged.slice(0, 12))
})

t.test('the keyboard alone is enough', async (t) => {
  const { built, open } = await checkScene(t)
  const { qr_text } = await built.issue()
  const page = await open()
  const tabTo = async (selector: string) => {
    for (let keys = 0; keys < 40; keys++) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`no way to ${selector}`)
  }
  await tabTo('#digits')
  await page.keyboard.insertText(qr_text)
  await tabTo('form button.main')
  await page.keyboard.press('Enter')
  t.equal(await standingOn(page), 'genuine')
  await tabTo('#place')
  await page.keyboard.type('Nursultan')
  await tabTo('#date')
  await page.keyboard.type('11232026')
  await tabTo('#time')
  await page.keyboard.type('0410AM')
  await tabTo('form button.main')
  await page.keyboard.press('Enter')
  t.match(await answerOn(page), /^OK TO BOARD clear/)
})

t.test('what is used up, and a mere number, have headlines of their own', async (t) => {
  const { built, open } = await checkScene(t)
  const visa = await built.issue()
  const booth = await built.enrol('border')
  const shown = async (page: Page, standing: string, ...said: readonly RegExp[]) => {
    t.equal(await standingOn(page), standing)
    const told = await page.locator('section.standing').textContent()
    for (const one of said) t.match(told, one)
    t.same(await faultsOn(page), [], standing)
    await page.close()
  }
  const number = await open()
  await number.getByLabel('not the visa number').fill(visa.visa_number)
  await number.getByRole('button', { name: 'Check', exact: true }).click()
  await shown(number, 'number', /^A VISA NUMBER/, /A number alone shows nothing/, /Give the code of the e-visa/)
  await booth.handIn(entryOf(visa.visa_number))
  built.clock.now += 5
  await shown(await open(visa.qr_text), 'used-up', /^USED UP/, /every entry that it allows has been used/)
})

t.test('a file with several e-visas says how many, and a person chooses', async (t) => {
  const { built, open } = await checkScene(t)
  const [one, other] = [await built.issue(), await built.issue()]
  const page = await open()
  const [left, right] = await Promise.all([one, other].map(({ qr_text }) => qrPng(qr_text, false)))
  const family = sharp({ create: { width: 1600, height: 800, channels: 3, background: 'white' } })
  const buffer = await family
    .composite([
      { input: await sharp(left).resize(700, 700).toBuffer(), left: 50, top: 50 },
      { input: await sharp(right).resize(700, 700).toBuffer(), left: 850, top: 50 },
    ])
    .png()
    .toBuffer()
  const choose = page.getByLabel('Choose a picture or the PDF')
  await choose.setInputFiles({ name: 'family.png', mimeType: 'image/png', buffer })
  await page.locator('section[data-several="2"]').waitFor()
  t.equal(await page.locator('section.standing h2').textContent(), '2 E-VISAS')
  for (const name of ['Русский', 'Қазақша', 'English']) {
    await page.getByRole('button', { name }).click()
    t.same(await faultsOn(page), [], name)
  }
  await page.setViewportSize({ width: 320, height: 560 })
  t.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true)
  await page.getByRole('button', { name: formatVisaNumber(other.visa_number) }).click()
  t.equal(await standingOn(page), 'genuine')
  t.match(await page.locator('section.facts').textContent(), formatVisaNumber(other.visa_number))
})

/** A receipt that a device signs of its own decision, with what it says that it held. */
async function ofDevice(built: Built, { id, key }: EnrolledDevice, snapshot: number | null = null): Promise<string> {
  const held = agesOf(await built.publisher.knowledge(), null, NOW)
  const knew = held.map((one) => (one.artefact === 'snapshot' ? { ...one, version: snapshot ?? one.version } : one))
  const answer = { outcome: 'clear', reason: null, findings: [], asked_for: '2026-11-22', decided_at: NOW } as const
  const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, flight: 'KC104' } as const
  const document = { visaNumber: null, passportNumber: 'N1234567', text: null }
  const receipt = await receiptOf({ ...answer, online: false, knew, not_known: ['server'] }, situation, document, {
    ...{ id: '0193e7a0-0000-7000-8000-000000000000', signed_by: 'device', device: id, carrier: null },
    ...{ salt: 'c2FsdA'.padEnd(22, 'A'), outage: 'no network' },
  })
  return signCheckReceipt(receipt, key)
}

t.test('green is what the authority signed, amber what a scanner says, red what cannot be', async (t) => {
  const { built, open } = await checkScene(t)
  const carrier = await built.enrol('carrier')
  const flight = await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }]))
  const [{ receipt: authority = '' } = {}] = answersOf(flight).map(({ receipt }) => receipt)
  const word = await ofDevice(built, carrier)
  const lie = await ofDevice(built, carrier, 999_999)
  const page = await open()
  const give = async (...receipts: readonly string[]) => {
    await page.getByText('Check a receipt', { exact: true }).click()
    await page.getByLabel('Text of the receipt').fill(receipts.join('\n'))
    await page.getByRole('button', { name: 'Check receipts' }).click()
    const standing = page.locator('section.standing')
    await standing.waitFor()
    const tone = await standing.getAttribute('data-tone')
    const told = [await standing.getByRole('heading').textContent(), tone]
    const lines = await page
      .locator('section[data-line]')
      .evaluateAll((sections) =>
        sections.map((section) => [section.getAttribute('data-line'), section.getAttribute('data-tone')].join(' ')),
      )
    return [...told, ...lines]
  }
  const back = () => page.getByRole('button', { name: 'Back', exact: true }).click()
  t.same(await give(authority), ['SIGNED BY THE AUTHORITY', 'good', '1 good'])
  await back()
  t.same(await give(word), ["ONLY A SCANNER'S WORD", 'unsure', '1 unsure'])
  const told = await page.locator('section[data-line]').textContent()
  t.match(told, /Proven.*was not signed before 2026-11-22.*published by the time that it names: trust-list/)
  t.match(told, /The scanner's own word.*The time, the answer/)
  t.notMatch(await page.locator('main').textContent(), /GENUINE/)
  t.same(await faultsOn(page), [])
  await back()
  t.same(await give(authority, word, lie, 'nonsense'), [
    ...['NOT GENUINE', 'bad'],
    ...['4 bad', '3 bad', '2 unsure', '1 good'],
  ])
  await back()
  t.same(await give(authority, word, lie), ['CONTRADICTED', 'bad', '3 bad', '2 unsure', '1 good'])
  t.match(await page.locator('section[data-line="3"]').textContent(), /never published these versions: snapshot 999999/)
  for (const name of ['Русский', 'Қазақша', 'English']) {
    await page.getByRole('button', { name }).click()
    t.same(await faultsOn(page), [], name)
  }
  await page.setViewportSize({ width: 320, height: 560 })
  t.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true)
})
