import sharp, { type Sharp } from 'sharp'
import t from 'tap'
import { redrawPicture, redrawPixels } from '../../../server/passport-copies/redraw-picture.ts'
import { onTable, passportPage, photographWith, taken } from './made-passport.ts'
import { pngBomb } from './made-png.ts'

// The module takes what it does not need from sharp, for the whole process: what tests read is read as it may be.
const asJpeg = async (picture: Sharp | Promise<Sharp>) => (await picture).jpeg({ quality: 90 }).toBuffer()

async function made(file: Uint8Array) {
  const page = await redrawPicture(file)
  if (!page.ok) throw new Error(page.error)
  return { ...page.value, metadata: await sharp(page.value.jpeg).metadata() }
}

t.test('a picture is made anew: bounded, upright, and without anything but its pixels', async (t) => {
  const photograph = await taken(await onTable())
  const secret = 'GPS of the home'
  const turned = await photograph
    .rotate(90)
    .withExif({ IFD0: { Copyright: secret, Software: '<script>' } })
    .withMetadata({ orientation: 8 })
    .jpeg()
    .toBuffer()
  t.ok(turned.includes('Exif'))
  const page = await made(turned)
  t.match(page, { width: 2000, height: 1500, findings: [] }, 'it lies as it was held')
  t.match(page.metadata, { format: 'jpeg', width: 2000, height: 1500, space: 'srgb', channels: 3 })
  t.notOk(page.metadata.exif ?? page.metadata.icc ?? page.metadata.xmp ?? page.metadata.orientation)
  t.notOk(Buffer.from(page.jpeg).includes(secret))
})

t.test('every orientation that a phone writes comes out the same way', async (t) => {
  const marked = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#dddddd' } })
    .composite([
      { input: { create: { width: 300, height: 200, channels: 3, background: '#200000' } }, left: 0, top: 0 },
    ])
    .png()
    .toBuffer()
  // How the sensor saw it so that this orientation makes it upright.
  const seen: Readonly<Record<number, (picture: Sharp) => Sharp>> = {
    1: (picture) => picture,
    2: (picture) => picture.flop(),
    3: (picture) => picture.rotate(180),
    4: (picture) => picture.flip(),
    6: (picture) => picture.rotate(270),
    8: (picture) => picture.rotate(90),
  }
  for (const [orientation, see] of Object.entries(seen)) {
    const file = await sharp(await see(sharp(marked)).png().toBuffer())
      .withMetadata({ orientation: Number(orientation) })
      .jpeg()
      .toBuffer()
    const page = await made(file)
    t.match(page, { width: 900, height: 600 }, orientation)
    const corner = await sharp(page.jpeg)
      .extract({ left: 50, top: 50, width: 20, height: 20 })
      .greyscale()
      .raw()
      .toBuffer()
    t.ok((corner[0] ?? 255) < 60, `orientation ${orientation}`)
  }
})

t.test('PNG with alpha, grey, CMYK and 16 bits are pictures, too', async (t) => {
  const whole = await passportPage()
  const files = {
    alpha: await sharp(whole).ensureAlpha(0.5).png().toBuffer(),
    grey: await sharp(whole).greyscale().jpeg().toBuffer(),
    cmyk: await sharp(whole).toColourspace('cmyk').jpeg().toBuffer(),
    deep: await sharp(whole).toColourspace('rgb16').png().toBuffer(),
    progressive: await sharp(whole).jpeg({ progressive: true }).toBuffer(),
  }
  for (const [what, file] of Object.entries(files))
    t.match((await made(file)).metadata, { format: 'jpeg', space: 'srgb', width: 1968 }, what)
})

t.test('what is wrong is told', async (t) => {
  const faults = async (file: Uint8Array) => {
    const page = await redrawPicture(file)
    return page.ok ? page.value.findings : page.error
  }
  t.equal(await faults(await asJpeg(photographWith('small'))), 'too-small', '200 x 100')
  t.equal(await faults(await asJpeg(photographWith('black'))), 'empty')
  t.same(await faults(await asJpeg(photographWith('dark'))), ['too-dark'])
  t.same(await faults(await asJpeg(photographWith('strip'))), ['odd-shape'])
  const good = await asJpeg(onTable())
  t.equal(await faults(good.subarray(0, good.length / 2)), 'damaged', 'cut off')
  t.equal(await faults(Buffer.concat([good.subarray(0, 300), Buffer.alloc(3000, 7)])), 'damaged')
})

t.test('a bomb is told by its head', async (t) => {
  t.same(await redrawPicture(pngBomb(60_000, 60_000)), { ok: false, error: 'too-many-pixels' })
  t.same(await redrawPicture(pngBomb(8000, 300)), { ok: false, error: 'too-small' })
})

t.test('what no rule names is not opened, though it came this far', async (t) => {
  const blank = { create: { width: 900, height: 900, channels: 3, background: '#888' } } as const
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><image href="/etc/hostname"/></svg>'
  for (const file of [Buffer.from(svg), await sharp(blank).gif().toBuffer(), await sharp(blank).tiff().toBuffer()])
    t.same(await redrawPicture(file), { ok: false, error: 'damaged' })
})

t.test('a picture with too much in it for its size is kept coarser', async (t) => {
  const noise = {
    create: {
      width: 2000,
      height: 2000,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
    },
  } as const
  const page = await redrawPixels(await sharp(noise).ensureAlpha().raw().toBuffer(), { width: 2000, height: 2000 }, 4)
  t.ok(page.ok && page.value.jpeg.length < 1_500_000)
})
