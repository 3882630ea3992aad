import sharp from 'sharp'
import t from 'tap'
import { drawCode, inSharp, makePdf, sideBySide, textOfSeed } from '../../made-pictures.ts'
import { builtWorker } from './built-worker.ts'

const text = textOfSeed(1)
const png = (picture: ReturnType<typeof drawCode>) => inSharp(picture).png().toBuffer()

/** A white picture with the code in its corner. */
const onPaper = async (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite([{ input: await png(drawCode(text, 'Q', 12)), left: 60, top: 60 }])
    .jpeg()
    .toBuffer()

const found = (texts: readonly string[], looked: number | null = null, of = looked) => ({
  ok: true,
  value: { texts, pages: looked === null ? null : { looked, until: looked, of } },
})

t.test('reads pictures and PDFs, the e-visa first', async (t) => {
  const { readFile } = await builtWorker(t)
  t.same(await readFile(await png(drawCode(text))), found([text]))
  const both = sideBySide(drawCode('BOARDING PASS'), drawCode(text))
  t.same(await readFile(await png(both)), found([text, 'BOARDING PASS']))
  t.same(await readFile(await makePdf([drawCode(text)], { pagesBefore: 2 })), found([text], 3))
  t.same(await readFile(await onPaper(8000, 6000)), found([text]), 'a large photograph')
  const blank = { width: 200, height: 200, luminance: new Uint8ClampedArray(40_000).fill(255) }
  t.same(await readFile(await png(blank)), found([]))
})

t.test('ten pages of a PDF are looked at, the others when that is asked for', async (t) => {
  const { readFile } = await builtWorker(t)
  const long = await makePdf([drawCode(text)], { pagesBefore: 10 })
  t.same(await readFile(long), found([], 10, 11))
  t.same(await readFile(long, { from: 10, most: 200 }), found([text], 11))
})

t.test('what is no picture, broken or too large is told by its code', async (t) => {
  const { readFile } = await builtWorker(t)
  const picture = await png(drawCode(text))
  for (const [name, bytes, error] of [
    ['a text', Buffer.from('nothing of the kind'), 'file/not-a-picture'],
    ['nothing', Buffer.alloc(0), 'file/not-a-picture'],
    ['half a head', picture.subarray(0, 20), 'file/not-a-picture'],
    ['a PDF cut off', Buffer.from('%PDF-1.7 cut off'), 'file/damaged'],
    ['a locked PDF', await makePdf([drawCode(text)], { userPassword: 'x' }), 'file/locked'],
    [
      'more pixels than fit',
      await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
      'file/too-large',
    ],
    ['more bytes than are taken', Buffer.concat([picture, Buffer.alloc(40_000_000)]), 'file/too-large'],
  ] as const) {
    t.same(await readFile(bytes), { ok: false, error }, name)
  }
})
