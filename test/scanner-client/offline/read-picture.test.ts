import t from 'tap'
import { degradeMixed, degradePicture } from '../../../fixtures/degrade-picture.ts'
import { inverted } from '../../../scanner-client/offline/picture-filters.ts'
import {
  chainReaders,
  type Picture,
  pictureOfRgba,
  type QrReader,
} from '../../../scanner-client/offline/read-picture.ts'
import { PASSES, STOCK_PASS, zxingJsReader } from '../../../scanner-client/offline/zxing-js-passes.ts'
import { zxingWasmReader } from '../../../scanner-client/offline/zxing-wasm-reader.ts'
import { drawCode, sideBySide, textOfSeed, wasmOfPackage } from '../made-pictures.ts'

interface Drawn {
  readonly text: string
  readonly picture: Picture
}

const SEEDS = Array.from({ length: 24 }, (_, seed) => seed)
const blank: Picture = { width: 300, height: 200, luminance: new Uint8ClampedArray(60_000).fill(255) }

const wasm = zxingWasmReader(await wasmOfPackage())
const stock = zxingJsReader([STOCK_PASS])
const passes = zxingJsReader()
const clean: readonly Drawn[] = SEEDS.slice(0, 20).map((seed) => {
  const text = textOfSeed(seed)
  return { text, picture: drawCode(text, 'Q', 3 + (seed % 6)) }
})

t.test('every reader finds nothing, and says so, where there is nothing', async (t) => {
  for (const reader of [wasm, passes, chainReaders([wasm, passes])]) {
    t.same(await reader.read(blank), [])
    t.same(await reader.read({ width: 1, height: 1, luminance: new Uint8ClampedArray(1) }), [])
  }
})

t.test('clean codes of an e-visa are all read by either reader, but not by the stock library', async (t) => {
  t.equal(await shareRead(wasm, clean), 20)
  t.equal(await shareRead(passes, clean), 20)
  t.ok((await shareRead(stock, clean)) < 20, 'otherwise the passes are no longer needed')
})

t.test('the passes read more of harmed pictures than the stock library, and zxing-wasm as well', async (t) => {
  const harmed = await Promise.all(
    SEEDS.map(async (seed) => {
      const text = textOfSeed(seed)
      return { text, picture: await degradeMixed(drawCode(text), seed) }
    }),
  )
  const [byStock, byPasses, byWasm] = [
    await shareRead(stock, harmed),
    await shareRead(passes, harmed),
    await shareRead(wasm, harmed),
  ]
  t.comment(`of ${harmed.length} harmed pictures: stock ${byStock}, passes ${byPasses}, zxing-wasm ${byWasm}`)
  t.ok(byPasses >= byStock + 6)
  t.ok(byWasm >= byStock + 6)
  t.ok(byPasses >= harmed.length * 0.75)
})

t.test('every pass is worth its place: it reads a harmed picture that those before it do not', async (t) => {
  // Small modules, as a page photographed from too far away has: there all passes have their turn.
  const harmed: Drawn[] = []
  for (const kind of ['tilt', 'noise', 'inverted'] as const)
    for (let seed = 0; seed < 30; seed++) {
      const text = textOfSeed(seed)
      harmed.push({ text, picture: await degradePicture(drawCode(text, 'Q', 3), kind, (seed + 0.5) / 30, seed) })
    }
  let before = 0
  for (let count = 1; count <= PASSES.length; count++) {
    const read = await shareRead(zxingJsReader(PASSES.slice(0, count)), harmed)
    t.ok(read > before, `${PASSES[count - 1]?.name}: ${read} of ${harmed.length}, ${before} before`)
    before = read
  }
})

t.test('a code of a dark screen is read by either reader', async (t) => {
  const text = textOfSeed(3)
  const dark = inverted(drawCode(text))
  t.same(await wasm.read(dark), [text])
  t.same(await passes.read(dark), [text])
})

t.test('two codes on one page are both found', async (t) => {
  const [boarding, visa] = ['M1TESTMANN/ERIKA EABC123 ALAFRAKC 0905', textOfSeed(4)] as const
  const page = sideBySide(drawCode(boarding, 'M', 6), drawCode(visa, 'Q', 4))
  t.same([...(await wasm.read(page))].sort(), [visa, boarding].sort())
  const byTriples = zxingJsReader(PASSES.slice(1, 2))
  t.same([...(await byTriples.read(page))].sort(), [visa, boarding].sort())
})

t.test('a picture too large for the passes is looked at smaller', async (t) => {
  const text = textOfSeed(5)
  const code = drawCode(text, 'M', 10)
  const luminance = new Uint8ClampedArray(4000 * 2500).fill(255)
  for (let y = 0; y < code.height; y++)
    luminance.set(code.luminance.subarray(y * code.width, (y + 1) * code.width), (y + 900) * 4000 + 1700)
  t.same(await passes.read({ width: 4000, height: 2500, luminance }), [text])
})

t.test('a chain asks the next reader only after one that found nothing', async (t) => {
  const asked: string[] = []
  const reader = (name: string, texts: readonly string[]): QrReader => ({
    name,
    read: async () => {
      asked.push(name)
      return texts
    },
  })
  const chain = chainReaders([reader('first', []), reader('second', ['found']), reader('third', ['never'])])
  t.same(await chain.read(blank), ['found'])
  t.same(asked, ['first', 'second'])
  t.equal(chain.name, 'first, then second, then third')
})

t.test('a bug in a reader surfaces instead of being taken for an empty picture', async (t) => {
  const broken: QrReader = { name: 'broken', read: () => Promise.reject(new TypeError('a bug')) }
  await t.rejects(chainReaders([broken, passes]).read(blank), new TypeError('a bug'))
})

t.test('a frame of a camera becomes a grey picture on white', async (t) => {
  const rgba = new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255])
  const picture = pictureOfRgba(rgba, 2, 2)
  t.same([...picture.luminance], [255, 0, 255, 76])
  t.throws(() => pictureOfRgba(rgba, 3, 2), RangeError)
})

t.test('the same seed harms a picture the same way', async (t) => {
  const code = drawCode(textOfSeed(1))
  const noisy = async (seed: number) => Buffer.from((await degradePicture(code, 'noise', 0.5, seed)).luminance)
  const once = await noisy(7)
  // `equals` compares them, since tap would spend minutes on the difference of two such arrays.
  t.ok(once.equals(await noisy(7)))
  t.notOk(once.equals(await noisy(8)))
})

async function shareRead(reader: QrReader, drawn: readonly Drawn[]): Promise<number> {
  let right = 0
  for (const { text, picture } of drawn) if ((await reader.read(picture)).includes(text)) right++
  return right
}
