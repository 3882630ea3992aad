/**
 * Continuous scanning in the browser: by default an hour of e-visas, boarding passes and empty desks under the camera, every
 * verdict cleared for the next. Fails if the page's memory grows. `node test/long/scanning.ts MINUTES`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession } from 'playwright-core'
import { buildPwa } from '../../scanner-client/pwa/build.ts'
import { startChromium } from '../browser/chromium.ts'
import { fakeCamera } from '../browser/fake-camera.ts'
import { startServer } from '../journeys/programs.ts'

const MINUTES = Number(process.argv[2] ?? 60)
/** What a browser keeps of a page varies by this much between two looks. */
const MAY_GROW = 1.15
const MAY_GROW_BYTES = 2_000_000

const textOf = async (name: string) =>
  (await readFile(new URL(`../../fixtures/demo-visas/${name}.txt`, import.meta.url), 'utf8')).trim()

async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return usedSize
}

const folder = await mkdtemp(join(tmpdir(), 'evisa-scanning-'))
await buildPwa()
const server = await startServer({ EVISA_DATA_DIR: join(folder, 'authority') }, folder)
const evisas = await Promise.all(['tourist', 'revoked', 'business-double-entry', 'forged'].map(textOf))
const texts = [...evisas, 'M1PERERA/NIMALI EABC123 FRANQZLH 0104 326Y012A0025 100']
const scenes = texts.flatMap((text) => [{ text }, { text: null }])
const browser = await startChromium({ args: await fakeCamera(folder, scenes, 20) })
try {
  const page = await browser.newPage()
  await page.goto(`${server.url}/scan/`)
  await page.getByRole('button', { name: 'Train as a carrier' }).click()
  await page.getByLabel('Flight', { exact: true }).fill('KC104')
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  const devtools = await browser.newCDPSession(page)
  const heaps: number[] = []
  let verdicts = 0
  const from = performance.now()
  const minutes = () => (performance.now() - from) / 60_000
  for (let looked = 0; minutes() < MINUTES; ) {
    await page.locator('main.verdict').waitFor()
    verdicts += 1
    await page.keyboard.press('Escape')
    await page.locator('main.scan').waitFor()
    if (minutes() < looked) continue
    looked += Math.max(MINUTES / 20, 0.25)
    heaps.push(await heapOf(devtools))
    process.stdout.write(`${minutes().toFixed(1)} min, ${verdicts} verdicts, heap ${heaps.at(-1)} bytes\n`)
  }
  // At first it grows into what it needs.
  const settled = heaps[Math.floor(heaps.length / 5)] ?? 0
  const last = Math.min(...heaps.slice(-3))
  const grows = last > settled * MAY_GROW && last > settled + MAY_GROW_BYTES
  process.stdout.write(
    `${verdicts} verdicts in ${MINUTES} min: heap ${settled} -> ${last} bytes${grows ? ': IT GROWS' : ''}\n`,
  )
  process.exitCode = grows ? 1 : 0
} finally {
  await browser.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
