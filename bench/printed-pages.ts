/** Printed pages as pictures: the e-visa's own, and the same claims in the codes of others, each 50 mm wide. */
import { PDFiumLibrary } from '@hyzyla/pdfium'
import QRCode from 'qrcode'
import type { PolicyInForce } from '#evisa/policy.ts'
import type { PaperPicture } from '../fixtures/photograph.ts'
import { fontsOnDisk } from '../paper/font-files.ts'
import type { Fonts } from '../paper/fonts.ts'
import type { Pen } from '../paper/page-pen.ts'
import { documentFacts } from '../server/visa-document/document-facts.ts'
import { drawPage } from '../server/visa-document/draw-page.ts'
import { drawQr } from '../server/visa-document/draw-qr.ts'
import type { QrSegment } from '../server/visa-document/qr-picture.ts'
import { renderPdf } from '../server/visa-document/render-document.ts'
import type { MadeVisa } from './made-visas.ts'

const MILLIMETRE = 72 / 25.4
const INCH = 25.4
/** Where the code stands on the page, in points. */
const CODE_MIDDLE = { x: 465.3, y: 211 }

let fonts: Fonts | null = null

/** A page at so many dots an inch. `segments`: another code alone, in the same place. */
export async function paperOf(
  { claims, text }: MadeVisa,
  policy: PolicyInForce,
  dotsAnInch: number,
  segments: readonly QrSegment[] | null = null,
): Promise<PaperPicture> {
  fonts ??= fontsOnDisk()
  const facts = documentFacts({ claims, qrText: text }, policy, false)
  const pdf = await renderPdf(facts, fonts, segments === null ? drawPage : (pen) => drawAlone(pen, segments))
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const page = await document.getPage(0).render({ scale: dotsAnInch / 72, colorSpace: 'Gray' })
    document.destroy()
    const { data, width, height } = page
    const luminance = new Uint8ClampedArray(data)
    const scale = dotsAnInch / 72
    const middle = { x: CODE_MIDDLE.x * scale, y: CODE_MIDDLE.y * scale }
    return { width, height, luminance, pixelsAMillimetre: dotsAnInch / INCH, middle }
  } finally {
    library.destroy()
  }
}

function drawAlone(pen: Pen, segments: readonly QrSegment[]): void {
  const { modules } = QRCode.create(segments as never, { errorCorrectionLevel: 'Q' })
  const module = (50 * MILLIMETRE) / modules.size
  const side = (modules.size + 8) * module
  const matrix = { size: modules.size, dark: Uint8Array.from(modules.data) }
  drawQr(pen, matrix, CODE_MIDDLE.x - side / 2, CODE_MIDDLE.y - side / 2, module)
}
