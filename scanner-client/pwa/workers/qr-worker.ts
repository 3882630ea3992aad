/** Reads codes off the page's thread: frames of the camera, pictures and PDFs, all with one chain of readers. */
import pdfiumWasm from '@hyzyla/pdfium/pdfium.wasm?url'
import zxingWasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { fail, ok, type Result } from '#evisa/result.ts'
import { evisasFirst } from '../../offline/evisas-first.ts'
import { chainReaders, type Picture, pictureOfRgba, type QrReader } from '../../offline/read-picture.ts'
import { hintOf } from '../reading/frame-hints.ts'
import type { FileFault, FrameResult, QrAnswer, QrQuestion } from '../reading/qr-reading.ts'

const MAX_FILE_BYTES = 40_000_000
const MAX_PIXELS = 50_000_000
/** A code of 35 mm on an A4 page still has 7 pixels a module. */
const MAX_SIDE_PIXELS = 4096
const PDF_HEADER_WITHIN = 1024

interface BarcodeDetectorLike {
  detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>
}
declare const BarcodeDetector: (new (options: { formats: string[] }) => BarcodeDetectorLike) | undefined

const detector = typeof BarcodeDetector === 'undefined' ? null : new BarcodeDetector({ formats: ['qr_code'] })
let reader: Promise<QrReader> | null = null

// WebAssembly is compiled at the first picture; where it may not run, the other library is fetched instead.
function qrReader(): Promise<QrReader> {
  reader ??= loadReader()
  return reader
}

async function loadReader(): Promise<QrReader> {
  if (typeof WebAssembly === 'object') {
    const { zxingWasmReader } = await import('../../offline/zxing-wasm-reader.ts')
    const wasm = zxingWasmReader(new URL(zxingWasm, self.location.href).href)
    try {
      await wasm.read({ width: 1, height: 1, luminance: new Uint8ClampedArray(1) })
      return wasm
    } catch {
      // A policy of the desk forbids it: slower, but it reads.
    }
  }
  const { zxingJsReader } = await import('../../offline/zxing-js-passes.ts')
  return zxingJsReader()
}

async function readFrame(frame: ImageBitmap): Promise<FrameResult> {
  try {
    const native = detector === null ? [] : await detector.detect(frame).catch(() => [])
    if (native.length > 0) return { texts: evisasFirst(native.map(({ rawValue }) => rawValue)), hint: null }
    const picture = pictureOf(frame)
    const texts = await (await qrReader()).read(picture)
    return { texts: evisasFirst(texts), hint: texts.length > 0 ? null : hintOf(picture) }
  } finally {
    frame.close()
  }
}

let canvas: OffscreenCanvas | null = null

function pictureOf(frame: ImageBitmap): Picture {
  const { width, height } = frame
  if (canvas === null || canvas.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas')
  // Transparent parts show the white of the page.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.drawImage(frame, 0, 0)
  return pictureOfRgba(context.getImageData(0, 0, width, height).data, width, height)
}

async function readFile(file: Blob): Promise<Result<readonly string[], FileFault>> {
  if (file.size > MAX_FILE_BYTES) return fail('file/too-large')
  const head = await file.slice(0, PDF_HEADER_WITHIN).text()
  return head.includes('%PDF-') ? readPdf(file) : readPictureFile(file)
}

async function readPictureFile(file: Blob): Promise<Result<readonly string[], FileFault>> {
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(file)
  } catch {
    return fail('file/not-a-picture')
  }
  const { width, height } = bitmap
  if (width * height > MAX_PIXELS) {
    bitmap.close()
    return fail('file/too-large')
  }
  const scale = Math.min(1, MAX_SIDE_PIXELS / Math.max(width, height))
  const frame = scale === 1 ? bitmap : await createImageBitmap(bitmap, { resizeWidth: Math.round(width * scale) })
  if (frame !== bitmap) bitmap.close()
  const { texts } = await readFrame(frame)
  if (texts.length > 0) return ok(texts)
  // One picture, and time for it: the passes of the other library see what the first one does not.
  const { zxingJsReader } = await import('../../offline/zxing-js-passes.ts')
  const again = await createImageBitmap(file)
  const picture = pictureOf(again)
  again.close()
  return ok(evisasFirst(await chainReaders([zxingJsReader()]).read(picture)))
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

async function answerTo(question: QrQuestion): Promise<QrAnswer> {
  const { id } = question
  try {
    if ('frame' in question) return { id, frame: await readFrame(question.frame) }
    return { id, file: await readFile(question.file) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<QrQuestion>) => {
  self.postMessage(await answerTo(data))
})
