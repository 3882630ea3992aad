/** A real authority behind a network that can be cut, real e-visas, and what an officer does in the scanner's page. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import type { Test } from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { applicationFor, type DemoPassport, demoPassport } from '../../fixtures/demo-applications.ts'
import { localTime } from '../../scanner-client/pwa/scanning/shift.ts'
import { run, serverBehindNetwork } from '../journeys/programs.ts'
import type { TcpProxy } from '../journeys/tcp-proxy.ts'
import { layDemonstration } from '../server/made-demonstration.ts'
import { chromiumFor, openPage } from './chromium.ts'

export interface IssuedVisa {
  readonly visa_number: string
  readonly qr_text: string
  readonly mrz: string
  readonly passport: DemoPassport
}

export interface ScannerScene {
  /** The scanner's page. */
  readonly page: string
  readonly address: string
  readonly network: TcpProxy
  readonly folder: string
  /** What the authority's command line says. */
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into documents of every kind
  authority(...args: string[]): Promise<any>
  enrolmentCode(role: 'carrier' | 'border'): Promise<string>
  /** An e-visa for the demo passport of this number. */
  issue(change?: { entries?: 1 | 2; number?: string }): Promise<IssuedVisa>
}

let issued = 0

/** `inFront`: what stands between the network and the server's port, and has a port of its own. */
export async function scannerScene(
  t: Test,
  inFront: (port: number) => Promise<number> = async (port) => port,
): Promise<ScannerScene> {
  const folder = t.testdir()
  await layDemonstration(join(folder, 'authority'))
  const { server, network } = await serverBehindNetwork(folder, inFront)
  t.teardown(async () => {
    await network.close()
    await server.stop()
  })
  const address = `http://127.0.0.1:${network.port}`
  const authority: ScannerScene['authority'] = async (...args) => {
    const env = { EVISA_DATA_DIR: join(folder, 'authority') }
    // The authority's desk has a line of its own, which no test cuts.
    const ended = await run('desk/terminal/cli.ts', ['--url', server.url, '--json', ...args], env, folder)
    if (ended.code !== 0) throw new Error(`authority ${args.join(' ')}: ${ended.stderr}`)
    return JSON.parse(ended.stdout)
  }
  const today = civilDateAt(Math.floor(Date.now() / 1000))
  return {
    page: `${address}/scan/`,
    address,
    network,
    folder,
    authority,
    enrolmentCode: async (role) => (await authority('enrol', role)).code,
    issue: async ({ entries = 1, number = 'N1234567' } = {}) => {
      const passport = demoPassport(number)
      const terms = { valid_from: today, valid_until: addDays(today, 29), stay_days: 30 }
      const category = entries === 1 ? 'B12' : 'B2'
      const file = join(folder, 'application.json')
      issued += 1
      await writeFile(
        file,
        JSON.stringify(applicationFor(passport, `SCENE-${issued}`, { ...terms, category, entries })),
      )
      const { visa_number, qr_text } = await authority('issue', file)
      return { visa_number, qr_text, mrz: passport.mrz.join('\n'), passport }
    },
  }
}

/** Opens the page in a browser and enrols it, as a person does. */
export async function enrolledPage(
  t: Test,
  context: BrowserContext,
  scene: ScannerScene,
  role: 'carrier' | 'border',
  name = 'Gate 1',
): Promise<Page> {
  const page = await openPage(t, context, scene.page)
  await page.getByLabel('Name of this scanner').fill(name)
  await page.getByLabel('Enrolment code').fill(await scene.enrolmentCode(role))
  await page.getByRole('button', { name: 'Enrol', exact: true }).click()
  await page.getByRole('heading', { name: 'Your shift' }).waitFor()
  // The places to choose from come with the first sync.
  await page.locator('select#checkpoint').waitFor()
  return page
}

/** Sets the shift: at Astana, with a flight that lands in five hours. */
export async function beginShift(page: Page, role: 'carrier' | 'border', operator = 'KZ-1'): Promise<void> {
  await page.locator('#checkpoint').selectOption('NQZ')
  if (role === 'carrier') {
    await page.getByLabel('Flight', { exact: true }).fill('KC 104')
    await page.getByLabel('Scheduled arrival').fill(localTime(Math.floor(Date.now() / 1000) + 5 * 3600))
  }
  await page.getByLabel('Your badge').fill(operator)
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await page.locator('main.scan').waitFor()
}

/** A page in training, with its shift begun. */
export async function trainingPage(
  t: Test,
  role: 'carrier' | 'border control',
): Promise<{ page: Page; address: string }> {
  const scene = await scannerScene(t)
  const page = await openPage(t, await chromiumFor(t), scene.page)
  await page.getByRole('button', { name: `Train as ${role === 'carrier' ? 'a carrier' : role}` }).click()
  await page.locator('select#checkpoint').waitFor()
  if (role === 'carrier') await page.getByLabel('Flight', { exact: true }).fill('KC104')
  await page.getByLabel('Your badge').fill('KZ-1')
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await page.locator('main.scan').waitFor()
  return { page, address: scene.page }
}

/** Types like a reader: every key a few milliseconds after the one before. */
export async function wedge(page: Page, text: string): Promise<void> {
  await page.evaluate(typeAsReader, text)
  // A reader is as long about it as its keys say: the next ones come after them.
  const takes = 2 * (text.length + 1)
  await page.evaluate((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)), takes)
}

/** To be run in the page, so it names nothing of this file. */
export function typeAsReader(typed: string): void {
  let at = performance.now()
  const press = (key: string, code: string, shiftKey = false) => {
    const target = document.activeElement ?? document.body
    at += 2
    for (const type of ['keydown', 'keyup']) {
      const event = new KeyboardEvent(type, { key, code, shiftKey, bubbles: true, cancelable: true })
      // A real key has the time at which it was pressed, however late the page hears of it.
      Object.defineProperty(event, 'timeStamp', { value: at })
      target.dispatchEvent(event)
    }
  }
  for (const letter of typed) {
    if (letter === '\n') press('Enter', 'Enter')
    else if (/[0-9]/.test(letter)) press(letter, `Digit${letter}`)
    else if (/[A-Z]/.test(letter)) press(letter, `Key${letter}`, true)
    else if (letter === '<') press('<', 'Comma', true)
    else if (letter === ':') press(':', 'Semicolon', true)
    else press(letter, 'Unidentified')
  }
  press('Enter', 'Enter')
}

/** The verdict on the screen: `clear`, or `refuse entries/used-up`. */
export async function verdictOn(page: Page): Promise<string> {
  const verdict = page.locator('main.verdict')
  await verdict.waitFor()
  return `${await verdict.getAttribute('data-outcome')} ${await verdict.getAttribute('data-reason')}`.trim()
}
