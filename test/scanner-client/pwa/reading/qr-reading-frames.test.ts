import t from 'tap'
import { frameOf } from '../../../browser/fake-camera.ts'
import { drawCode, inSharp, sideBySide, textOfSeed } from '../../made-pictures.ts'
import { builtWorker } from './built-worker.ts'

const text = textOfSeed(1)
const boarding = 'M1PERERA/NIMALI       EABC123 FRANQZLH 0104 326Y012A0025 100'
const png = (picture: ReturnType<typeof drawCode>) => inSharp(picture).png().toBuffer()

t.test('reads a paper however it is held; a frame without a code comes with a hint', async (t) => {
  const { readFrames } = await builtWorker(t)
  for (const [how, scene] of Object.entries({
    upright: {},
    turned: { turned: 200 },
    tilted: { harms: { tilt: 0.4 } },
    'a little blurred': { harms: { blur: 0.15 } },
    'in the dark': { light: 0.3 },
    'far away': { size: 0.3 },
  })) {
    t.same(await readFrames(await frameOf({ text, ...scene })), [{ texts: [text], hint: null }], how)
  }
  t.same(await readFrames(await frameOf({ text, light: 0.03 })), [{ texts: [], hint: 'too-dark' }])
  t.same(await readFrames(await frameOf({ text: null })), [{ texts: [], hint: null }])
})

t.test('where the WebAssembly does not run the other library reads', async (t) => {
  const { readFrames, readFile, broken, pathOf, asked } = await builtWorker(t)
  broken.set(pathOf('zxing_reader', '.wasm'), 500)
  t.same(await readFrames(await png(drawCode(text))), [{ texts: [text], hint: null }])
  t.same(await readFile(await png(drawCode(text))), { ok: true, value: { texts: [text], pages: null } })
  t.ok(asked.some((path) => /zxing-js-passes/.test(path)))
})

const nativeThat = (detect: string, formats = "['qr_code']") => `globalThis.BarcodeDetector = class {
  static getSupportedFormats = async () => ${formats}
  async detect() { ${detect} }
}`
const answering = (...texts: readonly string[]) =>
  nativeThat(`return ${JSON.stringify(texts.map((rawValue) => ({ rawValue })))}`)

t.test("the browser's own reader comes first, and is enough where it finds an e-visa", async (t) => {
  const other = textOfSeed(9)
  const { readFrames, asked } = await builtWorker(t, answering(boarding, other))
  t.same(await readFrames(await png(drawCode(text))), [{ texts: [other, boarding], hint: null }])
  t.notOk(asked.some((path) => /\.wasm$/.test(path)))
})

t.test('what it does not find is looked for', async (t) => {
  const both = await png(sideBySide(drawCode(boarding), drawCode(text)))
  for (const [how, before] of Object.entries({
    'only the boarding pass': answering(boarding),
    nothing: answering(),
    'it fails': nativeThat("throw new DOMException('no service', 'NotSupportedError')"),
    'it knows no QR codes': nativeThat('throw new Error("not to be asked")', "['ean_13']"),
  })) {
    const { readFrames } = await builtWorker(t, before)
    t.same(await readFrames(both), [{ texts: [text, boarding], hint: null }], how)
  }
})
