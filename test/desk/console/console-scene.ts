/** The console over a whole server: its pages as browsers see them, and people with keys of their own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { pino } from 'pino'
import type { Test } from 'tap'
import { buildConsoleApp } from '../../../desk/console/app.ts'
import { buildConsole } from '../../../desk/console/build.ts'
import { assetsIn } from '../../../pages/assets.ts'
import { faceCalls } from '../../../pages/authority/face-calls.ts'
import type { KeyPlace } from '../../../server/people/key-place.ts'
import { type PageAnswer, type PageBrowser, pageBrowser } from '../../portal/page-browser.ts'
import { namedAssets, type TestAssets } from '../../portal/test-assets.ts'
import { type BuildOptions, type Built, build, KEY_PLACE } from '../../server/build-app.ts'
import { type Decider, type Deciders, deciders } from '../../server/deciders.ts'

export interface ConsoleScene extends Deciders {
  readonly built: Built
  readonly pages: FastifyInstance
  readonly lines: string[]
  /** Another browser, with no cookies yet. */
  browser(): PageBrowser
  /** A browser at which somebody has signed in. */
  signedIn(by: Decider): Promise<PageBrowser>
  /** What the key of somebody answers to a page's form: the fields to be sent. */
  answer(browser: PageBrowser, page: PageAnswer, by: Decider, change?: object): Promise<Record<string, string>>
}

interface Changes {
  readonly noteRoute?: (route: RouteOptions) => void
  readonly server?: BuildOptions
}

let addresses = 0

export async function consoleScene(t: Test, changes: Changes = {}): Promise<ConsoleScene> {
  const { built, pages, lines } = await openConsole(t, { place: KEY_PLACE, assets: namedAssets, ...changes })
  const made = await deciders(built)
  const url = KEY_PLACE.consoleUrl
  const browser = () => {
    addresses += 1
    return pageBrowser(pages, `198.51.100.${addresses % 250}`, url)
  }
  const answer: ConsoleScene['answer'] = async (browser, page, by, change = {}) => {
    const key = JSON.parse(page.document.querySelector('form[data-key]')?.getAttribute('data-key') ?? '{}')
    const { _form: token = '' } = page.form().fields
    const asked = key.options
      ? { id: '', options: key.options }
      : JSON.parse((await browser.post(key.ask, { _form: token })).html)
    const assertion = by.assertion('', { client: { challenge: asked.options.challenge }, ...change })
    return { asked: asked.id, answer: JSON.stringify(asBrowsersTell(assertion)) }
  }
  const signedIn: ConsoleScene['signedIn'] = async (by) => {
    const at = browser()
    const page = await at.get('/en/sign-in')
    const home = await at.send(page, await answer(at, page, by))
    if (home.status !== 200 || !/^\/en\/(carrier)?$/.test(home.path))
      throw new Error(`${home.status} ${home.path}: ${home.text('main')}`)
    return at
  }
  return { ...made, built, pages, lines, browser, answer, signedIn }
}

/** A server and a console before it, at an address that may be known only once it listens. */
export async function openConsole(
  t: Test,
  { place, assets, noteRoute, server }: Changes & { readonly place: KeyPlace; readonly assets: TestAssets },
) {
  const address = { url: '' }
  const built = await build(t, { ...server, publicUrl: () => address.url, keyPlace: place })
  address.url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  const device = await built.enrol('console')
  const now = () => built.clock.now
  const lines: string[] = []
  const call = faceCalls({ issuer: address.url, device: device.id, key: device.key.pair }, now)
  const pages = await buildConsoleApp({
    ...{ ...assets, call, now, trustProxy: false, isDemonstration: place.isDemonstration },
    publicUrl: place.consoleUrl.startsWith('https:') ? place.consoleUrl : null,
    logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    ...(noteRoute && { noteRoute }),
  })
  t.teardown(() => pages.close())
  return { built, pages, lines, device }
}

let folder: Promise<TestAssets> | null = null

/** What the pages load, as it is built; once a process. */
export function consoleAssets(): Promise<TestAssets> {
  folder ??= buildOnce()
  return folder
}

async function buildOnce(): Promise<TestAssets> {
  const into = mkdtempSync(join(tmpdir(), 'evisa-console-'))
  process.once('exit', () => rmSync(into, { recursive: true, force: true }))
  await buildConsole(into)
  return { assets: assetsIn(into), assetFolder: into }
}

/** As `navigator.credentials.get` tells it in JSON. */
function asBrowsersTell(assertion: ReturnType<Decider['assertion']>) {
  const { credential, authenticator_data, client_data, signature } = assertion
  const response = { authenticatorData: authenticator_data, clientDataJSON: client_data, signature }
  return { id: credential, rawId: credential, type: 'public-key', clientExtensionResults: {}, response }
}
