/** A picture made anew from what came in: upright, of a bounded size, without anything but its pixels. */
import { hash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { FindingCode } from './copy-findings.ts'
import { judgeFigures, judgeSize, LOOKED_AT_PIXELS, measurePicture } from './judge-picture.ts'

/** A page as it is kept: JPEG, sRGB. */
export interface RedrawnPage {
  readonly width: number
  readonly height: number
  /** base64url. */
  readonly sha256: string
  readonly jpeg: Uint8Array
  readonly findings: readonly FindingCode[]
}

export const LONG_SIDE_PIXELS = 2000
const MOST_PIXELS = 50_000_000
// What must be held whole before its first line is known takes far more memory.
const MOST_PIXELS_AT_ONCE = 25_000_000
const DRAW_SECONDS = 10
const QUALITIES = [82, 65, 45] as const
const MOST_BYTES = 1_200_000

// What no rule names is not opened, whatever a file says that it is.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] })
sharp.cache(false)
sharp.concurrency(1)

/** Makes a JPEG or PNG file anew; fails where it cannot be opened, or is of no use to anybody. */
export async function redrawPicture(file: Uint8Array): Promise<Result<RedrawnPage, FindingCode>> {
  try {
    const size = await sizeOf(file)
    if (!size.ok) return size
    return await redrawn(sharp(file, { failOn: 'error', limitInputPixels: MOST_PIXELS }).autoOrient(), size.value)
  } catch (error) {
    return fail(faultOf(error))
  }
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Makes a page anew that was drawn already, as grey or as colours with the alpha last. */
export async function redrawPixels(
  pixels: Uint8Array,
  size: Size,
  channels: 1 | 4,
): Promise<Result<RedrawnPage, FindingCode>> {
  return redrawn(sharp(pixels, { raw: { ...size, channels } }), size)
}

async function sizeOf(file: Uint8Array): Promise<Result<Size, FindingCode>> {
  // What is too large is told by its head: nothing of it is unpacked.
  const { width, height, isProgressive, depth } = await sharp(file, { limitInputPixels: false }).metadata()
  const most = isProgressive || depth === 'ushort' ? MOST_PIXELS_AT_ONCE : MOST_PIXELS
  return width * height > most ? fail('too-many-pixels') : ok({ width, height })
}

async function redrawn(picture: Sharp, { width, height }: Size): Promise<Result<RedrawnPage, FindingCode>> {
  const sized = judgeSize(width, height)
  if (sized.includes('too-small')) return fail('too-small')
  const within = { width: LONG_SIDE_PIXELS, height: LONG_SIDE_PIXELS, fit: 'inside', withoutEnlargement: true } as const
  // Decoded once, whatever is made of it afterwards.
  const { data, info } = await picture
    .resize(within)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .timeout({ seconds: DRAW_SECONDS })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const raw = { width: info.width, height: info.height, channels: info.channels }
  const findings = [...sized, ...(await judged(sharp(data, { raw })))]
  if (findings.includes('empty')) return fail('empty')
  const jpeg = await jpegOf(() => sharp(data, { raw }))
  return ok({ width: info.width, height: info.height, sha256: hash('sha256', jpeg, 'base64url'), jpeg, findings })
}

async function judged(picture: Sharp): Promise<readonly FindingCode[]> {
  const within = { width: LOOKED_AT_PIXELS, height: LOOKED_AT_PIXELS, fit: 'inside', withoutEnlargement: true } as const
  const small = picture.resize(within).greyscale().toColourspace('b-w').raw()
  const { data, info } = await small.toBuffer({ resolveWithObject: true })
  return judgeFigures(measurePicture({ width: info.width, height: info.height, grey: data }))
}

async function jpegOf(picture: () => Sharp): Promise<Buffer> {
  let jpeg = Buffer.alloc(0)
  for (const quality of QUALITIES) {
    jpeg = await picture().jpeg({ quality }).toBuffer()
    if (jpeg.length <= MOST_BYTES) break
  }
  return jpeg
}

function faultOf(error: unknown): FindingCode {
  const message = error instanceof Error ? error.message : ''
  if (/pixel limit/.test(message)) return 'too-many-pixels'
  if (/timeout/.test(message)) return 'too-hard'
  return 'damaged'
}
