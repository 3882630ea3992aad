import t from 'tap'
import { inverted } from '../../../scanner-client/offline/picture-filters.ts'
import type { Picture } from '../../../scanner-client/offline/read-picture.ts'
import { zxingWasmReader } from '../../../scanner-client/offline/zxing-wasm-reader.ts'
import { drawCode, inSharp, sideBySide, textOfSeed, wasmOfPackage } from '../made-pictures.ts'

const reader = zxingWasmReader(await wasmOfPackage())

t.test('reads codes straight, turned, inverted and two at once, each once', async (t) => {
  const [one, two] = [drawCode(textOfSeed(1), 'Q', 4), drawCode(textOfSeed(2), 'M', 4)]
  t.same(await reader.read(one), [textOfSeed(1)])
  t.same(await reader.read(inverted(one)), [textOfSeed(1)])
  t.same([...(await reader.read(sideBySide(one, two)))].sort(), [textOfSeed(1), textOfSeed(2)].sort())
  t.same(await reader.read(sideBySide(one, one)), [textOfSeed(1)])
  const { data, info } = await inSharp(one)
    .rotate(33, { background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const luminance = Uint8ClampedArray.from(
    { length: info.width * info.height },
    (_, at) => data[at * info.channels] ?? 0,
  )
  t.same(await reader.read({ width: info.width, height: info.height, luminance }), [textOfSeed(1)])
})

t.test('gives the text as it was written, digits with a leading zero too', async (t) => {
  for (const text of ['0000123', 'EV1:0017', 'HTTPS://EVISA.EXAMPLE/Q01']) {
    t.same(await reader.read(drawCode(text, 'M', 6)), [text])
  }
})

t.test('finds nothing in nothing', async (t) => {
  const grey = (width: number, height: number, value: number): Picture => ({
    width,
    height,
    luminance: new Uint8ClampedArray(width * height).fill(value),
  })
  for (const picture of [grey(1, 1, 0), grey(300, 1, 255), grey(640, 480, 128)]) t.same(await reader.read(picture), [])
})

t.test(
  'the wasm is given, and never fetched from a CDN: a wrong one is a fault, and a good one mends it',
  async (t) => {
    await t.rejects(zxingWasmReader(new ArrayBuffer(8)).read(drawCode('HELLO', 'M', 4)))
    t.same(await zxingWasmReader(await wasmOfPackage()).read(drawCode('HELLO', 'M', 4)), ['HELLO'])
  },
)
