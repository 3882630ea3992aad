/** Reads the codes on a picture or a PDF that was chosen, dropped or pasted. It runs in the worker. */
import pdfiumWasm from '@hyzyla/pdfium/pdfium.wasm?url'
import { fail, ok, type Result } from '#evisa/result.ts'
import { codesOnPages, type FoundCodes, type PageRange } from '../../offline/found-codes.ts'
import type { FileFault } from './qr-reading.ts'
import { qrReader, readStill } from './qr-reading-frames.ts'

const MAX_FILE_BYTES = 40_000_000
const MAX_PIXELS = 50_000_000
/** A code of 35 mm on an A4 page still has 7 pixels a module. */
const MAX_SIDE_PIXELS = 4096
const PDF_HEADER_WITHIN = 1024

/** Every code on it; of a PDF those of the range. `onPage` is told after each page. */
export async function readFile(
  file: Blob,
  range: PageRange,
  onPage: () => void,
): Promise<Result<FoundCodes, FileFault>> {
  if (file.size > MAX_FILE_BYTES) return fail('file/too-large')
  const head = await file.slice(0, PDF_HEADER_WITHIN).text()
  return head.includes('%PDF-') ? readPdf(file, range, onPage) : readPicture(file)
}

async function readPicture(file: Blob): Promise<Result<FoundCodes, FileFault>> {
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(file)
  } catch {
    return fail('file/not-a-picture')
  }
  if (bitmap.width * bitmap.height > MAX_PIXELS) {
    bitmap.close()
    return fail('file/too-large')
  }
  return ok({ texts: await readStill(await shrunk(bitmap)), pages: null })
}

/** The given one is closed where it is too large. */
async function shrunk(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const { width, height } = bitmap
  const scale = MAX_SIDE_PIXELS / Math.max(width, height)
  if (scale >= 1) return bitmap
  try {
    return await createImageBitmap(bitmap, {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeHeight: Math.max(1, Math.round(height * scale)),
      resizeQuality: 'high',
    })
  } finally {
    bitmap.close()
  }
}

async function readPdf(file: Blob, range: PageRange, onPage: () => void): Promise<Result<FoundCodes, FileFault>> {
  const { PdfFault, pdfPages } = await import('../../offline/pdf-pages.ts')
  const reader = await qrReader()
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const pages = pdfPages(bytes, range, new URL(pdfiumWasm, self.location.href).href)
    return ok(await codesOnPages(pages, range, reader, onPage))
  } catch (error) {
    if (error instanceof PdfFault) return fail(`file/${error.code}` as const)
    throw error
  }
}
