/** The portal over a whole server: its pages as browsers see them, officers, a bank, letters and a clock. */
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { Test } from 'tap'
import { faceCalls } from '../../pages/authority/face-calls.ts'
import { buildPortalApp, type PortalOptions } from '../../portal/app.ts'
import type { BuildOptions } from '../server/build-app.ts'
import { type HostileScene, hostileScene } from '../server/hostile/hostile-scene.ts'
import { PAGES_URL, type PageAnswer, type PageBrowser, pageBrowser } from './page-browser.ts'
import { namedAssets } from './test-assets.ts'

export interface PortalScene extends HostileScene {
  readonly pages: FastifyInstance
  /** Another browser, with no cookies yet. */
  browser(): PageBrowser
  /** One whose every request comes from another address, since guesses of one are limited. */
  roaming(): PageBrowser
  /** Signs a person in at a browser by the code of the letter. The page that comes then. */
  signInAt(browser: PageBrowser, email: string, kind?: 'applicant' | 'host', language?: string): Promise<PageAnswer>
}

let addresses = 0

/**
 * Its pages have style and scripts in name only; a browser is given `await builtAssets()` of test-assets.ts as the change. Banks and
 * letters send people to where its browsers find it.
 */
export async function portalScene(
  t: Test,
  change: Partial<PortalOptions> = {},
  server: BuildOptions = {},
): Promise<PortalScene> {
  const url = change.publicUrl ?? PAGES_URL
  const scene = await hostileScene(t, undefined, { portalUrl: url, ...server })
  const { portal, clock, address } = scene
  const call = faceCalls({ issuer: address.url, device: portal.id, key: portal.key.pair }, () => clock.now)
  const pages = await buildPortalApp({
    ...{ call, ...namedAssets, publicUrl: null, trustProxy: false },
    ...{ isDemonstration: true, mailboxUrl: null, demonstrationUrl: null },
    ...{ now: () => clock.now, logger: pino({ level: 'silent' }) },
    ...change,
  })
  t.teardown(() => pages.close())
  const newAddress = () => {
    addresses += 1
    return `198.19.${(addresses >> 8) & 255}.${addresses & 255}`
  }
  const browser = () => pageBrowser(pages, newAddress(), url)
  const roaming = () => pageBrowser(pages, newAddress, url)
  const signInAt: PortalScene['signInAt'] = async (browser, email, kind = 'applicant', language = 'en') => {
    const asked = await browser.get(`/${language}/${kind === 'host' ? 'host/' : ''}sign-in`)
    const typed = await browser.send(asked, { email }, '/sign-in')
    return browser.send(typed, { code: await scene.codeFor(email) }, '/code')
  }
  return { ...scene, pages, browser, roaming, signInAt }
}
