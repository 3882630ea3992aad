/** From the facts of an e-visa to the bytes of its PDF (PDF/A-2a, tagged) and of its phone picture. Same facts, same bytes. */
import { PDFiumLibrary } from '@hyzyla/pdfium'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import type { DocumentFacts } from './document-facts.ts'
import type { DocumentFonts } from './document-fonts.ts'
import { A4, drawPage } from './draw-page.ts'
import { drawPicture, PHONE, PIXELS_A_POINT } from './draw-picture.ts'
import { drawReceipt, type ReceiptFacts } from './draw-receipt.ts'
import { FACES } from './font-files.ts'
import { type Pen, penOn } from './page-pen.ts'

/** Makes the PDF; `draw` puts the content onto its page. */
export function renderPdf(facts: DocumentFacts, fonts: DocumentFonts, draw = drawPage): Promise<Buffer> {
  return drawn(visaPage(facts, A4), fonts, (pen) => draw(pen, facts))
}

/** Makes the receipt of a fee, one page of A4 as well. */
export function renderReceipt(facts: ReceiptFacts, fonts: DocumentFonts): Promise<Buffer> {
  const page = {
    size: A4,
    language: facts.language,
    title: `${facts.isTest ? 'TEST: ' : ''}Receipt ${facts.invoice}`,
    subject: 'Receipt of a consular fee',
    madeAt: facts.madeAt,
  }
  return drawn(page, fonts, (pen) => drawReceipt(pen, facts))
}

/** Makes the picture as PNG, 1080 pixels across. */
export async function renderPicture(facts: DocumentFacts, fonts: DocumentFonts): Promise<Buffer> {
  const pdf = await drawn(visaPage(facts, PHONE), fonts, (pen) => drawPicture(pen, facts))
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

interface Page {
  readonly size: { readonly width: number; readonly height: number }
  readonly language: string
  readonly title: string
  readonly subject: string
  readonly madeAt: number
}

function visaPage({ isSpecimen, visaNumber, issuedAt }: DocumentFacts, size: Page['size']): Page {
  const title = `${isSpecimen ? 'SPECIMEN: ' : ''}E-visa ${visaNumber}`
  return { size, language: 'en', title, subject: 'Electronic visa', madeAt: issuedAt }
}

async function drawn(
  { size, language, title, subject, madeAt }: Page,
  fonts: DocumentFonts,
  draw: (pen: Pen) => void,
): Promise<Buffer> {
  const page = new PDFDocument({
    size: [size.width, size.height],
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    displayTitle: true,
    lang: language,
    // No font of the reader's machine is used.
    font: null as never,
    info: {
      Title: title,
      Author: 'Republic of Kazakhstan',
      Subject: subject,
      Creator: 'evisa-gate',
      Producer: 'evisa-gate',
      // The clock is not asked: the same document is the same bytes whenever it is printed.
      CreationDate: new Date(madeAt * 1000),
      ModDate: new Date(madeAt * 1000),
    },
  })
  const chunks: Buffer[] = []
  const whole = new Promise<void>((resolve, reject) => page.on('end', resolve).on('error', reject))
  page.on('data', (chunk: Buffer) => chunks.push(chunk))
  // The types know fonts by their file only.
  for (const face of FACES) page.registerFont(face, fonts[face] as never)
  draw(penOn(page))
  page.end()
  await whole
  return Buffer.concat(chunks)
}
