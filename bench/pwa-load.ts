/** `pwa.load`: what the scanner's page weighs, as it is sent: the files of its first opening in Chromium, and the WebAssembly. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import { buildPwa, DIST_DIR } from '../scanner-client/pwa/build.ts'
import { scannerPage } from '../server/routes/scanner-page.ts'
import { startChromium } from '../test/browser/chromium.ts'
import { round } from './measure.ts'
import { type BenchResult, benchResult } from './targets.ts'

const PAGE = '/scan/'
const KILOBYTE = 1000
const HEAVIEST = 4

export async function pwaLoad(): Promise<BenchResult> {
  await buildPwa()
  const files = (await firstLoad()).filter((path) => !path.endsWith('.wasm'))
  const weighed = files.map((path) => ({ path, kilobytes: sent(path) / KILOBYTE }))
  const load = weighed.reduce((sum, { kilobytes }) => sum + kilobytes, 0)
  // The reader of codes. That of PDF files is loaded by whoever chooses one.
  const modules = readdirSync(join(DIST_DIR, 'assets')).filter((name) => /^zxing.*\.wasm$/.test(name))
  if (modules.length === 0) throw new Error('the page was built without its reader')
  const wasm = modules.reduce((sum, name) => sum + sent(`${PAGE}assets/${name}`), 0) / KILOBYTE
  const heaviest = weighed.toSorted((one, other) => other.kilobytes - one.kilobytes).slice(0, HEAVIEST)
  return benchResult('pwa.load', [load, wasm], {
    files: files.length,
    'kB as they are': round(files.reduce((sum, path) => sum + bytesOf(path), 0) / KILOBYTE, 1),
    heaviest: heaviest.map(({ path, kilobytes }) => `${path} ${round(kilobytes, 1)}`).join(' '),
  })
}

/** The paths that the page asks for until it lies still; what its service worker keeps for later is not waited for by anybody. */
async function firstLoad(): Promise<readonly string[]> {
  const app = Fastify({ forceCloseConnections: true })
  await app.register(scannerPage)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await startChromium()
  try {
    const page = await browser.newPage()
    const asked = new Set<string>()
    page.on('request', (request) => {
      if (!request.serviceWorker()) asked.add(new URL(request.url()).pathname)
    })
    await page.goto(`${address}${PAGE}`, { waitUntil: 'networkidle' })
    return [...asked]
  } finally {
    await browser.close()
    await app.close()
  }
}

/** As it is sent over TLS: in Brotli where it was packed. */
function sent(path: string): number {
  const packed = `${fileOf(path)}.br`
  return existsSync(packed) ? statSync(packed).size : bytesOf(path)
}

function bytesOf(path: string): number {
  return statSync(fileOf(path)).size
}

function fileOf(path: string): string {
  return join(DIST_DIR, path === PAGE ? 'index.html' : path.slice(PAGE.length))
}
