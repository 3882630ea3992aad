/** From the facts of an e-visa to the bytes of its PDF (PDF/A-2a, tagged) and of its phone picture. Same facts, same bytes. */
import { PDFiumLibrary } from '@hyzyla/pdfium'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import type { DocumentFacts } from './document-facts.ts'
import type { DocumentFonts } from './document-fonts.ts'
import { A4, drawPage } from './draw-page.ts'
import { drawPicture, PHONE, PIXELS_A_POINT } from './draw-picture.ts'
import { FACES } from './font-files.ts'
import { type Pen, penOn } from './page-pen.ts'

/** Makes the PDF; `draw` puts the content onto its page. */
export function renderPdf(facts: DocumentFacts, fonts: DocumentFonts, draw = drawPage): Promise<Buffer> {
  return drawn(facts, fonts, A4, draw)
}

/** Makes the picture as PNG, 1080 pixels across. */
export async function renderPicture(facts: DocumentFacts, fonts: DocumentFonts): Promise<Buffer> {
  const pdf = await drawn(facts, fonts, PHONE, drawPicture)
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const { data, width, height } = await document.getPage(0).render({ scale: PIXELS_A_POINT })
    document.destroy()
    return await sharp(data, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      // More effort than the least takes three times as long, for three bytes in a hundred.
      .png({ compressionLevel: 9, palette: true, effort: 1 })
      .toBuffer()
  } finally {
    library.destroy()
  }
}

async function drawn(
  facts: DocumentFacts,
  fonts: DocumentFonts,
  size: { readonly width: number; readonly height: number },
  draw: (pen: Pen, facts: DocumentFacts) => void,
): Promise<Buffer> {
  const page = new PDFDocument({
    size: [size.width, size.height],
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    displayTitle: true,
    lang: 'en',
    // No font of the reader's machine is used.
    font: null as never,
    info: {
      Title: `${facts.isSpecimen ? 'SPECIMEN: ' : ''}E-visa ${facts.visaNumber}`,
      Author: 'Republic of Kazakhstan',
      Subject: 'Electronic visa',
      Creator: 'evisa-gate',
      Producer: 'evisa-gate',
      // The clock is not asked: the same e-visa is the same bytes whenever it is printed.
      CreationDate: new Date(facts.issuedAt * 1000),
      ModDate: new Date(facts.issuedAt * 1000),
    },
  })
  const chunks: Buffer[] = []
  const whole = new Promise<void>((resolve, reject) => page.on('end', resolve).on('error', reject))
  page.on('data', (chunk: Buffer) => chunks.push(chunk))
  // The types know fonts by their file only.
  for (const face of FACES) page.registerFont(face, fonts[face] as never)
  draw(penOn(page), facts)
  page.end()
  await whole
  return Buffer.concat(chunks)
}
