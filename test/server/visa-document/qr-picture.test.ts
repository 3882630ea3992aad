import sharp from 'sharp'
import t from 'tap'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { visaClaims } from '../../../fixtures/made-world.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { signCompact } from '../../../keys/signer.ts'
import { loadPicture } from '../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { qrMatrix, qrPng, qrSegments, qrSvg } from '../../../server/visa-document/qr-picture.ts'

const { signer } = await testKey('visa', 'visa')
const jws = await signCompact(signer, 'evisa+jwt', visaClaims())
const textOf = (prefix: string) => {
  const text = qrTextOfJws(jws, prefix)
  if (!text.ok) throw new Error(text.error)
  return text.value
}
const reader = await stationReader()

for (const prefix of ['EV1:', 'HTTPS://EVISA.GOV.KZ/Q#']) {
  t.test(`the pictures of a code with ${prefix} read back to the same text`, async (t) => {
    const text = textOf(prefix)
    t.same(await reader.read(await loadPicture(await qrPng(text, false))), [text], 'PNG')
    const drawn = await sharp(Buffer.from(qrSvg(text, false)), { density: 300 })
      .png()
      .toBuffer()
    t.same(await reader.read(await loadPicture(drawn)), [text], 'SVG')
  })
}

t.test('digits stand in numeric mode, and the # in a mode that has it', async (t) => {
  t.strictSame(qrSegments('EV1:0123'), [
    { data: 'EV1:', mode: 'alphanumeric' },
    { data: '0123', mode: 'numeric' },
  ])
  t.strictSame(qrSegments('HTTPS://A.KZ/Q#12'), [
    { data: 'HTTPS://A.KZ/Q', mode: 'alphanumeric' },
    { data: Buffer.from('#'), mode: 'byte' },
    { data: '12', mode: 'numeric' },
  ])
  t.ok(qrMatrix(textOf('EV1:')).size <= 57, 'version 10 at most')
})

t.test('draws nothing that is no QR text', async (t) => {
  for (const text of ['', 'EV1:', '123', 'EV1:12a', 'ev1:12', 'EV1:12\n', '<svg>1']) {
    t.throws(() => qrMatrix(text), TypeError, JSON.stringify(text))
  }
})

t.test('is 50 mm wide without its quiet zone of four modules', async (t) => {
  const text = textOf('EV1:')
  const { size } = qrMatrix(text)
  const [, width, viewBox] = /width="([\d.]+)mm".*viewBox="0 0 (\d+) /.exec(qrSvg(text, false)) ?? []
  t.equal(Number(viewBox), size + 8)
  t.equal(Math.round((Number(width) * size) / (size + 8)), 50)
  const { width: pixels, height } = await sharp(await qrPng(text, false)).metadata()
  t.equal(pixels, height)
  t.equal((pixels ?? 0) % (size + 8), 0, 'whole pixels a module')
  t.ok((pixels ?? 0) > 1000)
  const { data } = await sharp(await qrPng(text, false))
    .raw()
    .toBuffer({ resolveWithObject: true })
  t.ok(data.subarray(0, (pixels ?? 0) * 4 * Math.floor((pixels ?? 0) / (size + 8))).every((byte) => byte === 255))
})

t.test('of a demonstration has a line below, beyond the quiet zone, and reads as well', async (t) => {
  const text = textOf('EV1:')
  const [plain, specimen] = await Promise.all(
    [false, true].map((isSpecimen) =>
      qrPng(text, isSpecimen).then((png) => sharp(png).raw().toBuffer({ resolveWithObject: true })),
    ),
  )
  if (plain === undefined || specimen === undefined) return t.fail('no picture')
  t.equal(specimen.info.width, plain.info.width)
  t.ok(specimen.info.height > plain.info.height)
  const above = specimen.data.subarray(0, plain.data.length)
  t.ok(above.equals(plain.data), 'the code and its quiet zone are the same')
  t.ok(specimen.data.subarray(plain.data.length).some((byte) => byte < 64))
  t.same(await reader.read(await loadPicture(await qrPng(text, true))), [text])

  const svg = qrSvg(text, true)
  t.match(svg, /<text [^>]*>SPECIMEN · ОБРАЗЕЦ · ҮЛГІ<\/text><\/svg>$/)
  const drawn = await sharp(Buffer.from(svg), { density: 300 }).png().toBuffer()
  t.same(await reader.read(await loadPicture(drawn)), [text])
})
