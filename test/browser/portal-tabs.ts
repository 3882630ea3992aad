/** The portal over a whole server in one Chromium: each test has a browser window of its own, and people who are signed in at it. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Test } from 'tap'
import type { PageBrowser } from '../portal/page-browser.ts'
import { type PortalScene, portalScene } from '../portal/portal-scene.ts'
import { builtAssets } from '../portal/test-assets.ts'
import type { Ready } from '../server/hostile/hostile-scene.ts'
import type { Person } from '../server/people.ts'
import { chromiumFor } from './chromium.ts'

const PATIENCE_MS = 15_000
const PHONE = { width: 390, height: 844 }

export interface Tabs {
  readonly scene: PortalScene
  /** Of the portal, without a slash at its end. */
  readonly url: string
  /** A window without cookies, closed after the test. */
  window(t: Test, options?: BrowserContextOptions): Promise<BrowserContext>
  /** Opens a page of the portal; what it throws fails the test. */
  open(t: Test, window: BrowserContext, path: string): Promise<Page>
  /** Signs somebody in at a window. */
  signIn(window: BrowserContext, email: string, kind?: 'applicant' | 'host'): Promise<PageBrowser>
  /** Somebody new at a window of their own, in which they are signed in. */
  somebody(t: Test, options?: BrowserContextOptions): Promise<Somebody>
}

export interface Somebody {
  readonly email: string
  /** What the same person calls, by a session of their own. */
  readonly person: Person
  readonly window: BrowserContext
  /** The same window, as far as its cookies go. */
  readonly browser: PageBrowser
  /** Opens a page. */
  open(path: string): Promise<Page>
}

let people = 0

export async function portalTabs(t: Test): Promise<Tabs> {
  const scene = await portalScene(t, await builtAssets(), { portalUrl: null })
  const url = await scene.pages.listen({ host: '127.0.0.1', port: 0 })
  const chromium = browserOf(await chromiumFor(t))
  const window: Tabs['window'] = async (t, options = {}) => {
    const context = await chromium.newContext({ viewport: PHONE, baseURL: url, ...options })
    context.setDefaultTimeout(PATIENCE_MS)
    t.teardown(() => context.close())
    return context
  }
  const open: Tabs['open'] = async (t, window, path) => {
    const page = await window.newPage()
    page.on('pageerror', (error) => t.fail(`the page threw: ${error.message}`))
    await page.goto(path)
    return page
  }
  const signIn: Tabs['signIn'] = async (window, email, kind) => {
    const browser = scene.browser()
    await scene.signInAt(browser, email, kind)
    await window.clearCookies()
    await window.addCookies([...browser.cookies].map(([name, value]) => ({ name, value, url })))
    return browser
  }
  const somebody: Tabs['somebody'] = async (t, options) => {
    people += 1
    const email = `somebody-${people}@example.org`
    const at = await window(t, options)
    const browser = await signIn(at, email)
    const person = await scene.signIn('applicant', email)
    return { email, person, browser, window: at, open: (path) => open(t, at, path) }
  }
  return { scene, url, window, open, signIn, somebody }
}

function browserOf(context: BrowserContext): Browser {
  const browser = context.browser()
  if (browser === null) throw new TypeError('this browser has one window only')
  return browser
}

/** The address of a page of the form; without a name, of the list. */
export const formOf = ({ reference }: Pick<Ready, 'reference'>, name = '') =>
  `/en/applications/${reference}/form${name && `/${name}`}`

/** Of the case, or of a page under it. */
export const caseOf = ({ reference }: Pick<Ready, 'reference'>, name = '') =>
  `/en/applications/${reference}${name && `/${name}`}`

/** A field of the page by its name; of a choice all that can be chosen. */
export const field = (page: Page, name: string): Locator => page.locator(`[name="${name}"]`)

/** What is kept of a page of the form. */
export async function answersOn({ person }: Pick<Somebody, 'person'>, { reference }: Ready, page: string) {
  const { pages } = (await person.call('GET', `/v1/applications/${reference}`)).body
  return pages.find((one: { page: string }) => one.page === page).answers
}

/** The button of the page's own form. */
export const button = (page: Page): Locator => page.locator('main form button').first()

/** Presses what leads on - the button of the page's form, unless told - and waits for the page that comes. */
export async function goOn(page: Page, pressed: Locator = button(page)): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded'), pressed.click()])
}

export const heading = (page: Page): Promise<string> => page.locator('h1').innerText()

/** Where a page is, without its host. */
export const pathOf = (page: Page): string => new URL(page.url()).pathname

/** How often a form was sent to each address. */
export function sentForms(window: BrowserContext): Map<string, number> {
  const sent = new Map<string, number>()
  window.on('request', (request) => {
    const path = new URL(request.url()).pathname
    if (request.method() === 'POST') sent.set(path, (sent.get(path) ?? 0) + 1)
  })
  return sent
}
