/** The scanner's files as the server serves them, from a folder that the test changes, over a line that it breaks. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { BrowserContext, Page } from 'playwright-core'
import { buildServiceWorker } from '../../../scanner-client/pwa/build.ts'
import { answerProblems } from '../../../server/http/problem.ts'
import { scannerPage } from '../../../server/routes/scanner-page.ts'
import { bundleOf, type Opener } from '../../browser/chromium.ts'

export interface PageServer {
  /** Without a slash at its end. */
  readonly address: string
  /** Every path that was asked for. */
  readonly asked: string[]
  /** What comes instead of these paths: a status, or other bytes. */
  readonly broken: Map<string, number | string>
  close(): Promise<void>
}

export async function servePages(t: Opener, dist: string): Promise<PageServer> {
  const app = Fastify({ forceCloseConnections: true })
  answerProblems(app)
  const asked: string[] = []
  const broken = new Map<string, number | string>()
  app.addHook('onRequest', async (request, reply) => {
    const [path = ''] = request.url.split('?')
    asked.push(path)
    const instead = broken.get(path)
    if (typeof instead === 'number') return reply.code(instead).send('broken')
    if (typeof instead === 'string') return reply.type('text/javascript').send(instead)
  })
  app.get('/v1/time', async () => String(asked.length))
  await app.register(scannerPage, { dist })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  return { address, asked, broken, close: () => app.close() }
}

const script = await bundleOf(join(import.meta.dirname, 'installation/installed.page.ts'))

/** Puts a version of the small page into a folder: its title is the version. */
export async function writeVersion(dist: string, version: string): Promise<void> {
  mkdirSync(join(dist, 'assets'), { recursive: true })
  writeFileSync(join(dist, 'assets/page.js'), `${script}\n// ${version}\n`)
  writeFileSync(
    join(dist, 'index.html'),
    `<!doctype html><html lang="en"><title>${version}</title><script src="/scan/assets/page.js"></script>`,
  )
  await buildServiceWorker(dist)
}

export type SmallPage = typeof import('./installation/installed.page.ts')

/** Opens the small page, which follows its updates from then on, after each reload too. */
export async function openSmallPage(t: Opener, context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => t.fail(`the page threw: ${error.message}`))
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => void (globalThis as unknown as { page: SmallPage }).page.start())
  })
  await page.goto(`${address}/scan/`)
  await untilInstalled(page)
  return page
}

/** Waits until a worker has the page. */
export async function untilInstalled(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}

/** Waits until this version is shown. */
export async function untilShown(page: Page, version: string): Promise<void> {
  await page.waitForFunction((title) => document.title === title, version)
  await untilInstalled(page)
}

/** Looks for a newer version, as the page does every hour, and returns what became of it. */
export function lookForUpdate(page: Page): Promise<'waiting' | 'failed' | 'none'> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/scan/')
    if (registration === undefined) throw new Error('nothing is installed')
    await registration.update()
    const worker = registration.installing
    if (worker === null) return registration.waiting === null ? 'none' : 'waiting'
    return new Promise((resolve) => {
      worker.addEventListener('statechange', () => resolve(worker.state === 'redundant' ? 'failed' : 'waiting'))
    })
  })
}

export function setSafe(page: Page, isSafe: boolean): Promise<void> {
  return page.evaluate((given) => {
    ;(globalThis as unknown as { page: SmallPage }).page.state.isSafe = given
  }, isSafe)
}

export function stateOf(page: Page): Promise<SmallPage['state']> {
  return page.evaluate(() => (globalThis as unknown as { page: SmallPage }).page.state)
}
