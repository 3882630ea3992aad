/**
 * The pages of a PDF made anew as pictures (pdfium). Nothing of the file itself goes on: no script, attachment, form or link of
 * it is run or kept, since only what is drawn is taken.
 */
import { type PDFiumDocument, PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { FindingCode } from './copy-findings.ts'
import { LONG_SIDE_PIXELS, type RedrawnPage, redrawPixels } from './redraw-picture.ts'

/** Makes the pages anew; fails where there are more than `mostPages`, before anything is drawn, or a page cannot be drawn. */
export async function redrawPdf(
  file: Uint8Array,
  mostPages: number,
): Promise<Result<readonly RedrawnPage[], FindingCode>> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(file)
    return await redrawPages(document, mostPages)
  } catch (error) {
    // The package has no codes on its errors, only pdfium's two names for a lock in their messages.
    return fail(
      error instanceof Error && /^(Password required|Unsupported security)/.test(error.message) ? 'locked' : 'damaged',
    )
  }
}

async function redrawPages(
  document: PDFiumDocument,
  mostPages: number,
): Promise<Result<readonly RedrawnPage[], FindingCode>> {
  const count = document.getPageCount()
  if (count > mostPages) return fail('too-many-pages')
  if (count === 0) return fail('damaged')
  const pages: RedrawnPage[] = []
  for (let index = 0; index < count; index++) {
    const page = await redrawPage(document.getPage(index))
    // A page with nothing on it is what scanners make of the back; a whole PDF of them is no copy.
    if (!page.ok && page.error !== 'empty') return page
    if (page.ok) pages.push(page.value)
  }
  return pages.length === 0 ? fail('empty') : ok(pages)
}

async function redrawPage(page: PDFiumPage): Promise<Result<RedrawnPage, FindingCode>> {
  const { originalWidth, originalHeight } = page.getOriginalSize()
  if (!(originalWidth > 0 && originalHeight > 0)) return fail('damaged')
  const scale = LONG_SIDE_PIXELS / Math.max(originalWidth, originalHeight)
  const { data, width, height } = await page.render({
    width: Math.max(1, Math.round(originalWidth * scale)),
    height: Math.max(1, Math.round(originalHeight * scale)),
    scale: 1,
    // As the package names what it gives in the order of a PNG.
    colorSpace: 'BGRA',
    renderFormFields: false,
  })
  return redrawPixels(data, { width, height }, 4)
}
