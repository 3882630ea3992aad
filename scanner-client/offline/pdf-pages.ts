/** The pages of a PDF as pictures, one at a time, rendered by pdfium. */

import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium'
import { FIRST_RANGE, type FilePage, type PageRange } from './found-codes.ts'
import type { Picture } from './read-picture.ts'

const POINTS_AN_INCH = 72
/** A code of 35 mm in 65 modules has 5 pixels a module then. */
const DOTS_AN_INCH = 250
/** A poster is rendered coarser instead of filling the memory. */
const MAX_SIDE_PIXELS = 4096

/** Why a PDF shows no pages: it is locked by a password, or damaged. */
export class PdfFault extends Error {
  override name = 'PdfFault'
  readonly code: 'locked' | 'damaged'

  constructor(code: PdfFault['code'], cause?: unknown) {
    super(code, { cause })
    this.code = code
  }
}

/**
 * The pages of a range, each rendered when it is asked for. All memory of pdfium is given back when the loop over it
 * ends, however it ends. A page may take any time at all: whoever draws what a stranger made ends it in time.
 *
 * @param wasmUrl of `pdfium.wasm` on our own origin; in Node the package finds it by itself.
 * @throws {PdfFault}
 */
export async function* pdfPages(
  file: Uint8Array,
  { from, most }: PageRange = FIRST_RANGE,
  wasmUrl?: string,
): AsyncGenerator<FilePage, void, undefined> {
  const library = await PDFiumLibrary.init(wasmUrl === undefined ? undefined : { wasmUrl })
  let document: PDFiumDocument | null = null
  let crashed = false
  try {
    document = await openDocument(library, file)
    const of = document.getPageCount()
    let isAnyDrawn = from > 0
    for (let index = from; index < Math.min(of, from + most); index++) {
      const picture = await renderPage(document, index)
      isAnyDrawn ||= picture !== null
      yield { picture, of }
    }
    if (!isAnyDrawn) throw new PdfFault('damaged')
  } catch (error) {
    // After a trap the wasm is in pieces: its own tidying would trap again, so the collector takes it as a whole.
    crashed = error instanceof Error && error.name === 'RuntimeError'
    throw error instanceof PdfFault ? error : new PdfFault('damaged', error)
  } finally {
    if (!crashed) {
      document?.destroy()
      library.destroy()
    }
  }
}

async function openDocument(library: PDFiumLibrary, file: Uint8Array): Promise<PDFiumDocument> {
  try {
    return await library.loadDocument(file)
  } catch (error) {
    // The package has no codes on its errors, only pdfium's two names for a lock in their messages.
    if (!(error instanceof Error && /^(Password required|Unsupported security)/.test(error.message))) throw error
    throw new PdfFault('locked', error)
  }
}

/** Null for a page that cannot be loaded, whose size pdfium gives as nothing. */
async function renderPage(document: PDFiumDocument, index: number): Promise<Picture | null> {
  const page = document.getPage(index)
  const { originalWidth, originalHeight } = page.getOriginalSize()
  if (!(originalWidth > 0 && originalHeight > 0)) return null
  const scale = Math.min(DOTS_AN_INCH / POINTS_AN_INCH, MAX_SIDE_PIXELS / Math.max(originalWidth, originalHeight))
  const { data, width, height } = await page.render({
    width: Math.max(1, Math.round(originalWidth * scale)),
    height: Math.max(1, Math.round(originalHeight * scale)),
    scale: 1,
    colorSpace: 'Gray',
    renderFormFields: false,
  })
  return { width, height, luminance: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) }
}
