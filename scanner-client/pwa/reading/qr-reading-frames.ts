/** What is on a frame: by the browser's own reader where there is one, then by ours. It runs in the worker. */
import zxingWasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { evisasFirst, holdsEvisa } from '../../offline/evisas-first.ts'
import { type Picture, pictureOfRgba, type QrReader } from '../../offline/read-picture.ts'
import { hintOf } from './frame-hints.ts'
import type { FrameResult } from './qr-reading.ts'
import { nativeTexts } from './qr-reading-native.ts'

/** The texts on a frame, or a hint why there are none. The frame is closed. */
export async function readFrame(frame: ImageBitmap): Promise<FrameResult> {
  const { texts, picture } = await look(frame)
  return { texts, hint: texts.length > 0 || picture === null ? null : hintOf(picture) }
}

/** The texts on a picture, which may take more time than a frame. The picture is closed. */
export async function readStill(still: ImageBitmap): Promise<readonly string[]> {
  const { texts, picture } = await look(still)
  // The canvas grew to a size that no frame has, and is not kept.
  canvas = null
  if (texts.length > 0 || picture === null) return texts
  const slow = await slowReader()
  return (await qrReader()).name === slow.name ? [] : evisasFirst(await slow.read(picture))
}

let reader: Promise<QrReader> | null = null

/** The reader. WebAssembly is compiled at the first picture; where it may not run, the other library is fetched instead. */
export function qrReader(): Promise<QrReader> {
  reader ??= loadReader().catch((error: unknown) => {
    // What could not be fetched may be there the next time.
    reader = null
    throw error
  })
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
      // Some offices forbid WebAssembly by a policy: the other reader is slower, but it reads.
    }
  }
  return slowReader()
}

async function slowReader(): Promise<QrReader> {
  const { zxingJsReader } = await import('../../offline/zxing-js-passes.ts')
  return zxingJsReader()
}

/** `picture` is null where the browser's own reader was enough. */
async function look(
  frame: ImageBitmap,
): Promise<{ readonly texts: readonly string[]; readonly picture: Picture | null }> {
  try {
    const native = await nativeTexts(frame)
    if (native.some(holdsEvisa)) return { texts: evisasFirst(native), picture: null }
    // It may have seen only the boarding pass beside the e-visa.
    const picture = pictureOf(frame)
    const found = await (await qrReader()).read(picture)
    return { texts: evisasFirst([...new Set([...found, ...native])]), picture }
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
