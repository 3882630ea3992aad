/** Reads the codes on a picture or a PDF that was chosen, dropped or pasted. It runs in the worker. */
import pdfiumWasm from '@hyzyla/pdfium/pdfium.wasm?url'
import { fail, ok, type Result } from '#evisa/result.ts'
import { evisasFirst } from '../../offline/evisas-first.ts'
import type { FileFault } from './qr-reading.ts'
import { qrReader, readStill } from './qr-reading-frames.ts'

const MAX_FILE_BYTES = 40_000_000
const MAX_PIXELS = 50_000_000
/** A code of 35 mm on an A4 page still has 7 pixels a module. */
const MAX_SIDE_PIXELS = 4096
const PDF_HEADER_WITHIN = 1024

/** Every code on it, e-visas first; `[]` where there is none. */
export async function readFile(file: Blob): Promise<Result<readonly string[], FileFault>> {
  if (file.size > MAX_FILE_BYTES) return fail('file/too-large')
  const head = await file.slice(0, PDF_HEADER_WITHIN).text()
  return head.includes('%PDF-') ? readPdf(file) : readPicture(file)
}

async function readPicture(file: Blob): Promise<Result<readonly string[], FileFault>> {
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
  return ok(await readStill(await shrunk(bitmap)))
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

async function readPdf(file: Blob): Promise<Result<readonly string[], FileFault>> {
  const { PdfFault, pdfPages } = await import('../../offline/pdf-pages.ts')
  const { read } = await qrReader()
  try {
    const texts = new Set<string>()
    const bytes = new Uint8Array(await file.arrayBuffer())
    for await (const page of pdfPages(bytes, new URL(pdfiumWasm, self.location.href).href)) {
      for (const text of await read(page)) texts.add(text)
    }
    return ok(evisasFirst([...texts]))
  } catch (error) {
    if (error instanceof PdfFault) return fail('file/broken')
    throw error
  }
}
