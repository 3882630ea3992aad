/**
 * `npm run screens`: every outcome, audience and language of the scanner's page, on a phone and on a wide screen, all that its menu
 * leads to, and each theme, as contact sheets to look at (`screens/*.png`), and the two pictures of the README.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { civilDateAt } from '#evisa/civil-date.ts'
import { LANGUAGE_NAMES } from '#evisa/language.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { buildPwa } from '../../scanner-client/pwa/build.ts'
import { run, startServer } from '../journeys/programs.ts'
import { startChromium } from './chromium.ts'
import { beginShift, wedge } from './scanner-scene.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const SHEETS = join(PROJECT, 'screens')
const PICTURES = join(PROJECT, 'docs/pictures')
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const
const ROLES = { carrier: 0, border: 1 } as const
const LANGUAGES = Object.values(LANGUAGE_NAMES)
const COLUMNS = 6
/** Whom a key leads further with: the visa desk and a receipt; turning away, a supervisor, an admission, second line. */
const FURTHER = {
  carrier: [
    [5, 'v'],
    [0, 'q'],
  ],
  border: [
    [3, 'r'],
    [5, 'o'],
    [0, 'a'],
    [2, 's'],
  ],
} as const

type Size = keyof typeof SIZES

/** Begins training in a fresh page. */
async function training(context: BrowserContext, address: string, role: keyof typeof ROLES, language: string) {
  const page = await context.newPage()
  await page.goto(address)
  await page.getByRole('button', { name: language, exact: true }).click()
  await page.locator('.training-door button').nth(ROLES[role]).click()
  await page.locator('select#checkpoint').waitFor()
  const [flight, badge] = [
    page.locator('form input:not([type])').first(),
    page.locator('form input:not([type])').last(),
  ]
  if (role === 'carrier') await flight.fill('KC104')
  await badge.fill('KZ-7')
  await page.locator('form button.main').click()
  await page.locator('main.scan').waitFor()
  return page
}

async function shotOf(page: Page): Promise<Buffer> {
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
  return page.screenshot()
}

async function toVerdict(page: Page, person: number): Promise<void> {
  await page.locator('.pair').nth(person).locator('button').last().click()
  await page.locator('main.verdict').waitFor()
  await page.waitForTimeout(250)
}

async function backToScan(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.locator('main.scan').waitFor()
}

/** What each person in training comes to, with the passport. */
async function verdictsOf(page: Page): Promise<Buffer[]> {
  const shots = [await shotOf(page)]
  const people = await page.locator('.pair').count()
  for (let at = 0; at < people; at++) {
    await toVerdict(page, at)
    shots.push(await shotOf(page))
    await backToScan(page)
  }
  return shots
}

/** The door, all that the menu leads to, and what is asked upon a verdict, by the keys that lead there. */
async function othersOf(context: BrowserContext, address: string, role: keyof typeof ROLES, language: string) {
  const door = await context.newPage()
  await door.goto(address)
  await door.getByRole('button', { name: language, exact: true }).click()
  await door.locator('.training-door').waitFor()
  const shots = [await shotOf(door)]
  await door.close()
  const page = await training(context, address, role, language)
  const ways = await page.locator('nav button').count()
  for (let at = 1; at < ways; at++) {
    await page.locator('nav button').nth(at).click()
    await page.locator('main h1:visible').waitFor()
    // What is kept here is read.
    await page.waitForTimeout(250)
    shots.push(await shotOf(page))
  }
  await page.locator('nav button').first().click()
  for (const [at, [person, key]] of FURTHER[role].entries()) {
    if (at > 0) {
      // What is asked upon a verdict is left first, and then the verdict. Keys that follow at once would be a reader's.
      await page.keyboard.press('Escape')
      await page.waitForTimeout(300)
      if (!(await page.locator('main.scan').isVisible())) await backToScan(page)
    }
    await toVerdict(page, person)
    await page.keyboard.press(key)
    await page.waitForTimeout(300)
    shots.push(await shotOf(page))
  }
  await page.close()
  return shots
}

/** Day, glare and night, each with what is clear and what is not. */
async function themesOf(page: Page): Promise<Buffer[]> {
  const shots: Buffer[] = []
  for (const theme of [1, 2, 3]) {
    await page.locator('nav button').last().click()
    await page.locator('.choices button').nth(theme).click()
    await page.locator('nav button').first().click()
    for (const person of [0, 4]) {
      await toVerdict(page, person)
      shots.push(await shotOf(page))
      await backToScan(page)
    }
  }
  return shots
}

async function sheet(shots: readonly Buffer[], size: Size, name: string): Promise<void> {
  const { width, height } = SIZES[size]
  const scale = size === 'phone' ? 0.6 : 0.32
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
  const rows = Math.ceil(shots.length / COLUMNS)
  const tiles = await Promise.all(
    shots.map(async (shot, at) => ({
      input: await sharp(shot).resize(w, h).toBuffer(),
      left: (at % COLUMNS) * (w + 8),
      top: Math.floor(at / COLUMNS) * (h + 8),
    })),
  )
  const canvas = { width: COLUMNS * (w + 8), height: rows * (h + 8), channels: 3 as const, background: '#777' }
  await sharp({ create: canvas }).composite(tiles).png({ palette: true }).toFile(join(SHEETS, name))
  process.stdout.write(`${name}: ${shots.length} screens\n`)
}

/** A verdict at work, for the README: enrolled at the server, one of its demo e-visas scanned. */
async function pictureAtWork(role: keyof typeof ROLES, size: Size, name: string): Promise<void> {
  const env = { EVISA_DATA_DIR: join(folder, 'authority') }
  const authority = async (...args: string[]) =>
    JSON.parse((await run('desk/terminal/cli.ts', ['--url', server.url, '--json', ...args], env, folder)).stdout)
  const [application] = demoApplications(civilDateAt(Math.floor(Date.now() / 1000)))
  const file = join(folder, 'application.json')
  await writeFile(file, JSON.stringify({ ...application, visa_support_number: `SCREENS-${role.toUpperCase()}` }))
  const { qr_text, claims } = await authority('issue', file)
  const context = await startChromium({ viewport: SIZES[size] })
  const page = await context.newPage()
  await page.goto(`${server.url}/scan/`)
  await page.getByLabel('Name of this scanner').fill(role === 'carrier' ? 'Gate B4' : 'Booth 7')
  await page.getByLabel('Enrolment code').fill((await authority('enrol', role)).code)
  await page.getByRole('button', { name: 'Enrol', exact: true }).click()
  await page.locator('select#checkpoint').waitFor()
  await beginShift(page, role, 'KZ-7')
  await page.locator('header[data-state=online]').waitFor()
  if (role === 'border') await wedge(page, demoPassport(claims.passport.number).mrz.join('\n'))
  await wedge(page, qr_text)
  await page.locator('main.verdict.clear').waitFor()
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(PICTURES, name) })
  await context.close()
}

const folder = await mkdtemp(join(tmpdir(), 'evisa-screens-'))
await mkdir(SHEETS, { recursive: true })
await buildPwa()
const server = await startServer({ EVISA_DATA_DIR: join(folder, 'authority') }, folder)
try {
  const address = `${server.url}/scan/`
  for (const size of Object.keys(SIZES) as Size[]) {
    const context = await startChromium({ viewport: SIZES[size] })
    const [verdicts, others]: [Buffer[], Buffer[]] = [[], []]
    for (const role of Object.keys(ROLES) as (keyof typeof ROLES)[]) {
      for (const language of LANGUAGES) {
        const page = await training(context, address, role, language)
        verdicts.push(...(await verdictsOf(page)))
        await page.close()
        others.push(...(await othersOf(context, address, role, language)))
      }
    }
    if (size === 'phone') others.push(...(await themesOf(await training(context, address, 'border', 'English'))))
    await sheet(verdicts, size, `screens-${size}.png`)
    await sheet(others, size, `screens-other-${size}.png`)
    await context.close()
  }
  await pictureAtWork('carrier', 'phone', 'scanner-gate.png')
  await pictureAtWork('border', 'desk', 'scanner-booth.png')
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
