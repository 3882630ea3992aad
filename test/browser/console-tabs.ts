/** The console over a whole server in one Chromium: each person has a window of their own, and an authenticator that is made up. */
import type { BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import type { Test } from 'tap'
import type { KeyPlace } from '../../server/people/key-place.ts'
import { consoleAssets, openConsole } from '../desk/console/console-scene.ts'
import type { BuildOptions, Built } from '../server/build-app.ts'
import { chromiumFor } from './chromium.ts'

const PATIENCE_MS = 15_000

/** A roaming key with a PIN that was given, which whoever holds it touches at once. */
export const ROAMING_KEY = {
  protocol: 'ctap2',
  transport: 'usb',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const
export type KeyOptions = {
  readonly [Name in keyof typeof ROAMING_KEY]: (typeof ROAMING_KEY)[Name] extends boolean
    ? boolean
    : (typeof ROAMING_KEY)[Name]
}
export interface ConsoleTabs {
  readonly built: Built
  readonly url: string
  /** Where its people have keys. */
  readonly place: KeyPlace
  /** A window without cookies and a page in it, with an authenticator; closed after the test. */
  person(t: Test, options?: PersonOptions): Promise<ConsolePerson>
}

interface PersonOptions extends BrowserContextOptions {
  readonly key?: Partial<KeyOptions> | null
  readonly language?: string
}

export interface ConsolePerson {
  readonly window: BrowserContext
  readonly page: Page
  readonly devtools: CDPSession
  readonly authenticator: string
  go(path: string): Promise<void>
  /** Fills what stands there, and presses the page's own button, or the one of this text. */
  press(text?: string): Promise<void>
  text(selector?: string): Promise<string>
  /** The path of the page. */
  path(): string
  /** Registers the key by a code. */
  register(code: string): Promise<void>
}

export async function consoleTabs(t: Test, isDemonstration = false, server: BuildOptions = {}): Promise<ConsoleTabs> {
  const place = { rpId: 'localhost', origins: [] as string[], consoleUrl: '', isDemonstration }
  const { built, pages } = await openConsole(t, { place, assets: await consoleAssets(), server })
  const { port } = new URL(await pages.listen({ host: '127.0.0.1', port: 0 }))
  const url = `http://localhost:${port}`
  Object.assign(place, { consoleUrl: url, origins: [url] })
  const chromium = (await chromiumFor(t)).browser()
  if (chromium === null) throw new TypeError('this browser has one window only')
  const person: ConsoleTabs['person'] = async (t, { key = {}, language = 'en', ...options } = {}) => {
    const window = await chromium.newContext({ viewport: { width: 1280, height: 900 }, baseURL: url, ...options })
    window.setDefaultTimeout(PATIENCE_MS)
    t.teardown(() => window.close())
    const page = await window.newPage()
    page.on('pageerror', (error) => t.fail(`the page threw: ${error.message}`))
    const devtools = await window.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const authenticator = key === null ? '' : await addKey(devtools, { ...ROAMING_KEY, ...key })
    const go = async (path: string) => void (await page.goto(path.startsWith('/') ? path : `/${language}/${path}`))
    const press = async (text?: string) => {
      const buttons = page.locator('main button')
      const button = text === undefined ? buttons.first() : buttons.filter({ hasText: text }).first()
      await Promise.all([page.waitForEvent('domcontentloaded'), button.click()])
    }
    const register = async (code: string) => {
      await go('register')
      await page.fill('#code', code)
      await page.fill('#label', 'blue')
      await press()
    }
    const text = (selector = 'main') => page.locator(selector).first().innerText()
    return {
      window,
      page,
      devtools,
      authenticator,
      go,
      press,
      register,
      text,
      path: () => new URL(page.url()).pathname,
    }
  }
  return { built, url, place, person }
}

export async function addKey(devtools: CDPSession, options: KeyOptions): Promise<string> {
  return (await devtools.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId
}

/** The first administrator, registered and signed in. */
export async function firstAdministrator(t: Test, { built, person }: ConsoleTabs, options: PersonOptions = {}) {
  const made = await built.authority('POST', '/v1/administrators', { name: 'Aigul Bekova' })
  const one = await person(t, options)
  await one.register(made.body.code)
  return one
}

export interface Proposed {
  readonly name: string
  readonly roles: readonly string[]
  readonly badge?: string
  /** Of a carrier's administrator the carrier, and the stations as they are typed; without them it is all. */
  readonly carrier?: string
  readonly stations?: string
}

/** Proposes somebody and signs it; the first half of the code. */
export async function propose(
  { page, go, press }: ConsolePerson,
  { name, roles, ...typed }: Proposed,
): Promise<string> {
  await go('people/new')
  await page.fill('#name', name)
  for (const role of roles) await page.check(`[name=role-${role}]`)
  for (const [field, text] of Object.entries(typed)) await page.fill(`#${field}`, text)
  await page.fill('#reason', 'works here from Monday')
  await press()
  await press()
  return halfShown(page)
}

/** Agrees to what waits, and signs it; the second half of the code. */
export async function agree({ page, go, press }: ConsolePerson): Promise<string> {
  await go('')
  await press()
  await press()
  return halfShown(page)
}

/** Somebody whom two administrators make, registered and signed in at a window of their own. */
export async function somebody(
  t: Test,
  { person }: ConsoleTabs,
  [one, two]: readonly [ConsolePerson, ConsolePerson],
  proposed: Proposed,
): Promise<ConsolePerson> {
  const first = await propose(one, proposed)
  const made = await person(t)
  await made.register(`${first}-${await agree(two)}`)
  return made
}

/** Half of a code, on the page that shows it once. */
export function halfShown(page: Page): Promise<string> {
  return page.locator('.site-code').innerText()
}
