/**
 * `pwa.verdict`: from a frame of the camera to the painted verdict, in the real page in real Chromium, online, beside an
 * empty page that paints as much. `pwa.start`: from opening the installed page without a network, on a processor four
 * times slower, until it can scan.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { addDays, civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import { applicationFor, DEMO_PASSPORTS } from '../fixtures/demo-applications.ts'
import { buildPwa } from '../scanner-client/pwa/build.ts'
import { startChromium } from '../test/browser/chromium.ts'
import { fakeCamera } from '../test/browser/fake-camera.ts'
import { run, startServer } from '../test/journeys/programs.ts'
import { median, quantile, round } from './measure.ts'
import { paintedPage, paintsOf } from './pwa-empty-page.ts'
import { type BenchName, type BenchResult, benchResult } from './targets.ts'

const VISAS = 8
const SAMPLES = 24
const STARTS = 5
/** At 30 a second. */
const FRAMES_EACH = 30

/** Both need the same page, enrolled. */
export async function pwaBenches(asked: readonly BenchName[]): Promise<readonly BenchResult[]> {
  await buildPwa()
  const folder = await mkdtemp(join(tmpdir(), 'evisa-bench-'))
  const env = { EVISA_DATA_DIR: join(folder, 'authority') }
  const server = await startServer(env, folder)
  try {
    const authority = async (...args: string[]) =>
      JSON.parse((await run('desk/terminal/cli.ts', ['--url', server.url, '--json', ...args], env, folder)).stdout)
    const texts: string[] = []
    for (let at = 0; at < VISAS; at++) {
      const file = join(folder, 'application.json')
      await writeFile(file, JSON.stringify(applicationAt(at)))
      texts.push((await authority('issue', file)).qr_text)
    }
    // Between two people the desk is empty.
    const scenes = texts.flatMap((text) => [{ text }, { text: null }])
    const browser = await startChromium({ args: await fakeCamera(folder, scenes, FRAMES_EACH) })
    try {
      const tab = await openScanner(browser, `${server.url}/scan/`, (await authority('enrol', 'carrier')).code)
      const results: BenchResult[] = []
      if (asked.includes('pwa.verdict')) results.push(await verdict(browser, tab))
      if (asked.includes('pwa.start')) results.push(await startOffline(browser, tab))
      return results
    } finally {
      await browser.close()
    }
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function applicationAt(at: number) {
  const today = civilDateAt(Math.floor(Date.now() / 1000))
  const terms = {
    valid_from: today,
    valid_until: addDays(today, 29),
    stay_days: 30,
    category: 'B12',
    entries: 1,
  } as const
  const [passport] = DEMO_PASSPORTS
  if (passport === undefined) throw new Error('no passport')
  return applicationFor(passport, `BENCH-${at}`, terms)
}

async function openScanner(browser: BrowserContext, page: string, code: string): Promise<Page> {
  const tab = await browser.newPage()
  await tab.goto(page)
  await tab.getByLabel('Enrolment code').fill(code)
  await tab.getByRole('button', { name: 'Enrol', exact: true }).click()
  await tab.locator('select#checkpoint').selectOption('NQZ')
  await tab.getByLabel('Flight', { exact: true }).fill('KC104')
  await tab.getByLabel('Scheduled arrival').fill(formatInstant(Math.floor(Date.now() / 1000) + 5 * 3600).slice(0, 16))
  await tab.getByRole('button', { name: 'Begin', exact: true }).click()
  await tab.locator('main.scan, main.verdict').first().waitFor()
  return tab
}

async function verdict(browser: BrowserContext, tab: Page): Promise<BenchResult> {
  let painted = ''
  for (let at = 0; at < SAMPLES; at++) {
    await tab.locator('main.verdict').waitFor()
    await tab.waitForFunction((count) => performance.getEntriesByName('evisa-verdict').length > count, at)
    painted = await paintedPage(tab)
    await tab.keyboard.press('Escape')
    await tab.locator('main.verdict').waitFor({ state: 'detached' })
  }
  const all = await tab.evaluate(() => performance.getEntriesByName('evisa-verdict').map((one) => one.duration))
  // The first verdict compiles the reader.
  const verdicts = all.slice(1)
  // The scanner must not read beside it.
  const address = tab.url()
  await tab.goto('about:blank')
  const empty = (await paintsOf(browser, painted, SAMPLES)).slice(1)
  await tab.goto(address)
  const [ms, emptyMs] = [quantile(verdicts, 0.95), quantile(empty, 0.95)]
  return benchResult('pwa.verdict', [ms, ms / emptyMs], {
    'median ms': round(median(verdicts)),
    'the empty page, p95 ms': round(emptyMs),
    'its median ms': round(median(empty)),
    verdicts: verdicts.length,
    picture: '1280 x 720',
  })
}

async function startOffline(browser: BrowserContext, tab: Page): Promise<BenchResult> {
  await tab.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
  await browser.setOffline(true)
  const devtools = await browser.newCDPSession(tab)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const starts: number[] = []
  for (let at = 0; at < STARTS; at++) {
    const from = performance.now()
    await tab.reload({ waitUntil: 'commit' })
    await tab.locator('main.scan, main.verdict').first().waitFor()
    starts.push(performance.now() - from)
  }
  return benchResult('pwa.start', [median(starts)], { starts: starts.length, slowest: round(Math.max(...starts)) })
}
