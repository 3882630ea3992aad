/** Chromium from npm for the tests, with its own libraries; and pages made of a module of ours, on loopback. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type BrowserContext, chromium as driver, type Page } from 'playwright-core'
import type { Test } from 'tap'
import { build, type Rollup } from 'vite'
import { bundleConfig } from '../../scanner-client/pwa/build.ts'
import { inMemory } from '../in-memory.ts'

// With this the package brings the libraries that a bare machine lacks; only the browser is to see them.
const before = { ...process.env }
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x'
const { default: chromium } = await import('@sparticuz/chromium')
const executablePath = await chromium.executablePath()
const env = { ...process.env }
for (const name of ['AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
  if (before[name] === undefined) delete process.env[name]
  else process.env[name] = before[name]
}

/** Whatever ends what was opened for it: a test, or a bench. */
export type Opener = Pick<Test, 'teardown' | 'fail'>

export interface ChromiumOptions {
  /** A folder that keeps what the browser stores; none: a new one, thrown away. */
  readonly profile?: string
  readonly args?: readonly string[]
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly permissions?: readonly string[]
  /** Whether scripts of pages are run; they are, unless told. */
  readonly hasScript?: boolean
}

/** Starts a browser; whoever starts it closes it. */
export async function startChromium(options: ChromiumOptions = {}): Promise<BrowserContext> {
  const { args = [], viewport = { width: 390, height: 844 }, permissions = [], hasScript = true } = options
  // In memory, since what a page stores is synced at each act.
  const profile = options.profile ?? newProfile()
  return driver.launchPersistentContext(profile, {
    executablePath,
    env: env as Record<string, string>,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', ...args],
    viewport,
    javaScriptEnabled: hasScript,
    permissions: [...permissions],
  })
}

const profiles: string[] = []
// A browser that was closed may still write.
process.once('exit', () => {
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

function newProfile(): string {
  const profile = mkdtempSync(join(inMemory(), 'evisa-chromium-'))
  profiles.push(profile)
  return profile
}

/** A browser for the length of a test. */
export async function chromiumFor(t: Opener, options: ChromiumOptions = {}): Promise<BrowserContext> {
  const context = await startChromium(options)
  t.teardown(() => context.close())
  return context
}

const bundles = new Map<string, Promise<string>>()

/** A module for the browser as one file, built as the scanner's page is, once a process. */
export function bundleOf(entry: string): Promise<string> {
  const bundle = bundles.get(entry) ?? makeBundle(entry)
  bundles.set(entry, bundle)
  return bundle
}

async function makeBundle(entry: string): Promise<string> {
  const built = (await build({
    ...bundleConfig(),
    build: { ...bundleConfig().build, write: false, lib: { entry, formats: ['iife'], name: 'page' }, minify: false },
  })) as Rollup.RollupOutput[]
  const output = [built].flat()[0]?.output ?? []
  const chunk = output.find(({ type }) => type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`nothing came of ${entry}`)
  return chunk.code
}

/** An empty page under the policy of the scanner's page; a module's exports are then `globalThis.page` there. */
export async function emptyPageServer(t: Test, script: string): Promise<string> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' })
    response.end(isScript ? script : '<!doctype html><title>test</title><script src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** Opens a page; what it throws or logs as an error fails the test. */
export async function openPage(t: Opener, context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => t.fail(`the page threw: ${error.message}`))
  await page.goto(url)
  return page
}
