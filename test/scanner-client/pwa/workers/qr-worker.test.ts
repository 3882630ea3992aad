import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { DIST_DIR } from '../../../../scanner-client/pwa/build.ts'
import { chromiumFor, openPage } from '../../../browser/chromium.ts'
import { drawCode, inSharp, makePdf, sideBySide, textOfSeed } from '../../made-pictures.ts'
import { servePages } from '../page-server.ts'

/** The built worker, at the origin that it is served from, and under its policy. */
async function workerPage(t: Test) {
  const { address, asked, broken } = await servePages(t, DIST_DIR)
  const page = await openPage(t, await chromiumFor(t), `${address}/scan/manifest.webmanifest`)
  const name = readdirSync(join(DIST_DIR, 'assets')).find((file) => /^qr-worker.*\.js$/.test(file))
  return { asked, broken, read: (bytes: Buffer) => readFile(page, `/scan/assets/${name}`, bytes.toString('base64')) }
}

function readFile(page: Page, script: string, base64: string): Promise<unknown> {
  return page.evaluate(
    ([script, base64]) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(script, { type: 'module' })
        worker.onerror = ({ message }) => reject(new Error(message))
        worker.onmessage = ({ data }) => {
          worker.terminate()
          resolve('error' in data ? data : data.file)
        }
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        worker.postMessage({ id: 1, file: new Blob([bytes]) })
      }),
    [script, base64] as const,
  )
}

const text = textOfSeed(1)
const png = (picture: ReturnType<typeof drawCode>) => inSharp(picture).png().toBuffer()

t.test('reads pictures and PDFs, the e-visa first, and says of everything else what it is', async (t) => {
  const { read } = await workerPage(t)
  t.same(await read(await png(drawCode(text))), { ok: true, value: [text] })
  const both = sideBySide(drawCode('BOARDING PASS'), drawCode(text))
  t.same(await read(await png(both)), { ok: true, value: [text, 'BOARDING PASS'] })
  t.same(await read(await makePdf([drawCode(text)], { pagesBefore: 2 })), { ok: true, value: [text] })
  const blank = { width: 200, height: 200, luminance: new Uint8ClampedArray(40_000).fill(255) }
  t.same(await read(await png(blank)), { ok: true, value: [] })
  t.same(await read(Buffer.from('nothing of the kind')), { ok: false, error: 'file/not-a-picture' })
  t.same(await read(Buffer.from('%PDF-1.7 cut off')), { ok: false, error: 'file/broken' })
  t.same(await read(await makePdf([drawCode(text)], { userPassword: 'x' })), { ok: false, error: 'file/broken' })
})

t.test('where the WebAssembly does not run the other library reads', async (t) => {
  const { read, broken, asked } = await workerPage(t)
  const wasm = readdirSync(join(DIST_DIR, 'assets')).find((file) => /^zxing_reader.*\.wasm$/.test(file))
  broken.set(`/scan/assets/${wasm}`, 500)
  t.same(await read(await png(drawCode(text))), { ok: true, value: [text] })
  t.ok(asked.some((path) => /zxing-js-passes/.test(path)))
})
