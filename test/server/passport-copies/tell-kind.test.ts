import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import t from 'tap'
import { tellKind } from '../../../server/passport-copies/tell-kind.ts'

const BLANK = { create: { width: 8, height: 8, channels: 3, background: '#888' } } as const
/** The first bytes of what an iPhone keeps: a box `ftyp` of this brand. */
const heicOf = (brand: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}\0\0\0\0mif1heic`), Buffer.alloc(4000)])

t.test('pictures and PDFs are told by their first bytes', async (t) => {
  t.equal(await tellKind(await sharp(BLANK).jpeg().toBuffer()), 'jpeg')
  t.equal(await tellKind(await sharp(BLANK).png().toBuffer()), 'png')
  t.equal(await tellKind(Buffer.from('%PDF-1.7\n%\xe2\xe3\n')), 'pdf')
  for (const brand of ['heic', 'heix', 'mif1', 'msf1']) t.equal(await tellKind(heicOf(brand)), 'heic', brand)
})

t.test('nothing else is taken, whatever it is called', async (t) => {
  const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  for (const [what, bytes] of [
    ['nothing', Buffer.alloc(0)],
    ['a program for Windows', Buffer.concat([Buffer.from('MZ\x90\0\x03', 'latin1'), Buffer.alloc(4000)])],
    ['a program for Linux', await readFile(process.execPath).then((file) => file.subarray(0, 5000))],
    ['a text', Buffer.from('passport.jpg')],
    ['SVG', Buffer.from(script)],
    ['a page', Buffer.from(`<!doctype html>${script}`)],
    ['GIF', await sharp(BLANK).gif().toBuffer()],
    ['WebP', await sharp(BLANK).webp().toBuffer()],
    ['TIFF', await sharp(BLANK).tiff().toBuffer()],
    ['AVIF', await sharp(BLANK).avif().toBuffer()],
    ['zeros', Buffer.alloc(5000)],
  ] as const)
    t.equal(await tellKind(bytes), null, what)
})
