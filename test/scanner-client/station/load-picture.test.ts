import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { degradePicture } from '../../../fixtures/degrade-picture.ts'
import { loadPicture, picturePages } from '../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { SourceError } from '../../../scanner-client/station/source-error.ts'
import { drawCode, inSharp, textOfSeed } from '../made-pictures.ts'

const text = textOfSeed(11)
const code = drawCode(text)
const reader = await stationReader()

const FILES = {
  PNG: () => inSharp(code).png(),
  JPEG: () => inSharp(code).jpeg({ quality: 60 }),
  WebP: () => inSharp(code).webp(),
  TIFF: () => inSharp(code).tiff(),
  GIF: () => inSharp(code).gif(),
  AVIF: () => inSharp(code).avif(),
  'PNG of 16 bits': () => inSharp(code).toColourspace('rgb16').png(),
  'JPEG in CMYK': () => inSharp(code).toColourspace('cmyk').jpeg(),
  'turned by 90 degrees': () => inSharp(code).rotate(90).png(),
  'upside down': () => inSharp(code).rotate(180).png(),
  'turned by its EXIF orientation': () => inSharp(code).jpeg().withMetadata({ orientation: 6 }),
  'in dark mode': () => inSharp(code).negate().png(),
  blurred: () => inSharp(code).blur(2).jpeg(),
}

for (const [name, make] of Object.entries(FILES))
  t.test(`reads a picture: ${name}`, async (t) => {
    t.same(await reader.read(await loadPicture(await make().toBuffer())), [text])
  })

t.test('turns a picture upright as its EXIF orientation says', async (t) => {
  const { width, height } = code
  const wide = inSharp(code).extend({ right: 100, background: '#fff' })
  const file = await wide.jpeg().withMetadata({ orientation: 6 }).toBuffer()
  const picture = await loadPicture(file)
  t.same([picture.width, picture.height], [height, width + 100])
})

t.test('lays transparency on white, where a black code on nothing would be black on black', async (t) => {
  const black = await inSharp(code).threshold(128).toColourspace('b-w').raw().toBuffer()
  const rgba = Buffer.alloc(black.length * 4)
  for (const [pixel, grey] of black.entries()) rgba[pixel * 4 + 3] = 255 - grey
  const file = await sharp(rgba, { raw: { width: code.width, height: code.height, channels: 4 } })
    .png()
    .toBuffer()
  const picture = await loadPicture(file)
  t.equal(picture.luminance[0], 255)
  t.same(await reader.read(picture), [text])
})

t.test('scales a very large picture down and still reads it', async (t) => {
  const file = await inSharp(code).resize(6000, 6000, { kernel: 'nearest' }).png().toBuffer()
  const picture = await loadPicture(file)
  t.same([picture.width, picture.height], [4096, 4096])
  t.same(await reader.read(picture), [text])
})

t.test('refuses a decompression bomb by its header, without unpacking it', async (t) => {
  const bomb = blackPng(30_000)
  t.ok(bomb.length < 1_000_000, `${bomb.length} bytes`)
  const before = process.resourceUsage().maxRSS
  await refusedAs(t, bomb, 'source/too-large')
  const grown = (process.resourceUsage().maxRSS - before) / 1000
  t.ok(grown < 400, `${grown} MB, for a picture of 900`)
})

t.test('refuses what is damaged or no picture, in one line that says what to do', async (t) => {
  const noisy = inSharp(await degradePicture(code, 'noise', 0.5, 1))
  const png = await noisy.png().toBuffer()
  const jpeg = await noisy.jpeg().toBuffer()
  await refusedAs(t, png.subarray(0, png.length / 2), 'source/not-a-picture')
  await refusedAs(t, jpeg.subarray(0, jpeg.length / 2), 'source/not-a-picture')
  await refusedAs(t, png.subarray(0, 20), 'source/not-a-picture')
  await refusedAs(t, Buffer.alloc(0), 'source/not-a-picture')
  await refusedAs(t, Buffer.from('not a picture'), 'source/not-a-picture')
})

t.test('does not run the SVG renderer', async (t) => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
  await refusedAs(t, Buffer.from(svg), 'source/not-a-picture')
})

async function refusedAs(t: Test, file: Uint8Array, code: SourceError['code']): Promise<void> {
  const error = await loadPicture(file).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(error instanceof SourceError)) return void t.fail(`refused with ${code}`, { error })
  t.equal(error.code, code)
  t.match(error.message, /^[^\n]{20,160}$/)
}

/** A PNG that claims `side` x `side` pixels of one bit, all black. */
function blackPng(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))), { level: 1 })
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

t.test('a TIFF has pages, as a PDF has', async (t) => {
  const page = (grey: number) =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: { r: grey, g: grey, b: grey } } })
      .png()
      .toBuffer()
  const tiff = await sharp([await page(10), await page(120), await page(250)], { join: { animated: true } })
    .tiff()
    .toBuffer()
  const seen: unknown[] = []
  for await (const { picture, of } of picturePages(tiff)) seen.push([picture?.luminance[0], picture?.height, of])
  t.same(seen, [
    [10, 40, 3],
    [120, 40, 3],
    [250, 40, 3],
  ])
  const last: unknown[] = []
  for await (const { picture } of picturePages(tiff, { from: 2, most: 9 })) last.push(picture?.luminance[0])
  t.same(last, [250])
})
