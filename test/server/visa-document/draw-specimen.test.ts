import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import t from 'tap'
import { fontsOnDisk } from '../../../paper/font-files.ts'
import { loadPicture } from '../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { renderPdf, renderPicture } from '../../../server/visa-document/render-document.ts'
import { madeFacts, textsOf } from './made-facts.ts'

const fonts = fontsOnDisk()
const reader = await stationReader()

async function pictureOf(pdf: Uint8Array): Promise<Buffer> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const { data, width, height } = await document.getPage(0).render({ scale: 2 })
    document.destroy()
    return await sharp(data, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer()
  } finally {
    library.destroy()
  }
}

/** How many pixels of a picture are of the colour of a specimen. */
async function redIn(picture: Buffer): Promise<number> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let count = 0
  for (let at = 0; at < data.length; at += info.channels) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
    if (red > 140 && green < 80 && blue < 110) count += 1
  }
  return count / (info.width * info.height)
}

t.test('page and picture of a demonstration bear it in three languages, and their code reads as well', async (t) => {
  for (const prefix of ['EV1:', 'HTTPS://EVISA.GOV.KZ/Q#']) {
    const facts = await madeFacts({}, prefix)
    const specimen = { ...facts, isSpecimen: true }
    const pdf = await renderPdf(specimen, fonts)
    const [text = '', ...more] = await textsOf(pdf)
    t.same(more, [], 'one page')
    t.match(text, /SPECIMEN: made for demonstration, not a visa · ҮЛГІ: .* · ОБРАЗЕЦ: /)
    t.match(pdf.toString('latin1'), /SPECIMEN: E-visa|\xfe\xff\0S\0P\0E\0C/, 'its title too')
    for (const [picture, real] of [
      [await pictureOf(pdf), await pictureOf(await renderPdf(facts, fonts))],
      [await renderPicture(specimen, fonts), await renderPicture(facts, fonts)],
    ] as const) {
      t.same(await reader.read(await loadPicture(picture)), [facts.qrText])
      t.equal(await redIn(real), 0)
      t.ok((await redIn(picture)) > 0.005)
    }
  }
})
