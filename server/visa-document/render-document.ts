/** From the facts of an e-visa to the bytes of its PDF (PDF/A-2a, tagged) and of its phone picture. Same facts, same bytes. */
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import type { Fonts } from '../../paper/fonts.ts'
import { A4, makePdf, type Sheet } from '../../paper/make-pdf.ts'
import type { Pen } from '../../paper/page-pen.ts'
import type { DocumentFacts } from './document-facts.ts'
import { drawPage } from './draw-page.ts'
import { drawPicture, PHONE, PIXELS_A_POINT } from './draw-picture.ts'
import { drawReceipt, type ReceiptFacts } from './draw-receipt.ts'

/** Makes the PDF; `draw` puts the content onto its page. */
export function renderPdf(facts: DocumentFacts, fonts: Fonts, draw = drawPage): Promise<Buffer> {
  return drawn(visaPage(facts, A4), fonts, (pen) => draw(pen, facts))
}

/** Makes the receipt of a fee, one page of A4 as well. */
export function renderReceipt(facts: ReceiptFacts, fonts: Fonts): Promise<Buffer> {
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
export async function renderPicture(facts: DocumentFacts, fonts: Fonts): Promise<Buffer> {
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

function visaPage({ isSpecimen, visaNumber, issuedAt }: DocumentFacts, size: Sheet['size']): Sheet {
  const title = `${isSpecimen ? 'SPECIMEN: ' : ''}E-visa ${visaNumber}`
  return { size, language: 'en', title, subject: 'Electronic visa', madeAt: issuedAt }
}

async function drawn(sheet: Sheet, fonts: Fonts, draw: (pen: Pen) => void): Promise<Buffer> {
  return Buffer.from((await makePdf(sheet, fonts, [draw])).buffer)
}
