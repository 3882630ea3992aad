/** The portal over a whole server: its pages as browsers see them, officers, a bank, letters and a clock. */
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { Test } from 'tap'
import { assetsIn } from '../../pages/assets.ts'
import { faceCalls } from '../../pages/authority/face-calls.ts'
import { buildPortalApp, type PortalOptions } from '../../portal/app.ts'
import { DIST_DIR } from '../../portal/build.ts'
import type { BuildOptions } from '../server/build-app.ts'
import { type HostileScene, hostileScene } from '../server/hostile/hostile-scene.ts'
import { type PageAnswer, type PageBrowser, pageBrowser } from './page-browser.ts'

export interface PortalScene extends HostileScene {
  readonly pages: FastifyInstance
  /** Another browser, with no cookies yet. */
  browser(): PageBrowser
  /** Signs a person in at a browser by the code of the letter. The page that comes then. */
  signInAt(browser: PageBrowser, email: string, kind?: 'applicant' | 'host', language?: string): Promise<PageAnswer>
}

let addresses = 0

/** Where its browsers find the portal: banks send people back to nowhere else. */
const PAGES_URL = 'http://portal.test'

export async function portalScene(
  t: Test,
  change: Partial<PortalOptions> = {},
  server: BuildOptions = {},
): Promise<PortalScene> {
  const scene = await hostileScene(t, undefined, { portalUrl: PAGES_URL, ...server })
  const { portal, clock, address } = scene
  const call = faceCalls({ issuer: address.url, device: portal.id, key: portal.key.pair }, () => clock.now)
  const pages = await buildPortalApp({
    ...{ call, assets: assetsIn(DIST_DIR), assetFolder: DIST_DIR, publicUrl: null, trustProxy: false },
    ...{ isDemonstration: true, mailboxUrl: null, demonstrationUrl: null },
    ...{ now: () => clock.now, logger: pino({ level: 'silent' }) },
    ...change,
  })
  t.teardown(() => pages.close())
  const browser = () => {
    addresses += 1
    return pageBrowser(pages, `198.19.${addresses >> 8}.${addresses & 255}`)
  }
  const signInAt: PortalScene['signInAt'] = async (browser, email, kind = 'applicant', language = 'en') => {
    const asked = await browser.get(`/${language}/${kind === 'host' ? 'host/' : ''}sign-in`)
    const typed = await browser.send(asked, { email }, '/sign-in')
    return browser.send(typed, { code: await scene.codeFor(email) }, '/code')
  }
  return { ...scene, pages, browser, signInAt }
}
