/** Makes a PDF (PDF/A-2a, tagged) of what is drawn, in Node and in a browser. The same drawing is the same bytes. */
import PDFDocument from 'pdfkit'
import { FACES, type Fonts } from './fonts.ts'
import { type Pen, penOn } from './page-pen.ts'

/** Points. */
export const A4 = { width: 595.28, height: 841.89 } as const

export interface Sheet {
  readonly size: { readonly width: number; readonly height: number }
  readonly language: string
  readonly title: string
  readonly subject: string
  /** Epoch seconds. */
  readonly madeAt: number
}

/** Each of `pages` draws one page. */
export async function makePdf(
  { size, language, title, subject, madeAt }: Sheet,
  fonts: Fonts,
  pages: readonly ((pen: Pen) => void)[],
): Promise<Uint8Array<ArrayBuffer>> {
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
  const chunks: Uint8Array[] = []
  const whole = new Promise<void>((resolve, reject) => page.on('end', resolve).on('error', reject))
  page.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  // The types know fonts by their file only.
  for (const face of FACES) page.registerFont(face, fonts[face] as never)
  const pen = penOn(page)
  for (const [at, draw] of pages.entries()) {
    if (at > 0) page.addPage()
    draw(pen)
  }
  page.end()
  await whole
  return joined(chunks)
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
