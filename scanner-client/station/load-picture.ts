/** A picture file (PNG, JPEG, WebP, TIFF, GIF, AVIF) as grey pixels, upright, on white. */

import sharp, { type Metadata } from 'sharp'
import { FIRST_RANGE, type FilePage, type PageRange } from '../offline/found-codes.ts'
import type { Picture } from '../offline/read-picture.ts'
import { SourceError } from './source-error.ts'

/** Beyond this nothing is decoded: a few kilobytes of PNG may claim a gigabyte of pixels. */
const MAX_PIXELS = 50_000_000
/** Pictures are scaled down to this; a code of 35 mm on an A4 page still has 7 pixels a module. */
const MAX_SIDE_PIXELS = 4096
// What sharp could open besides is either no picture of a page (SVG runs a renderer) or not in its builds (HEIC).
const FORMATS: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp', 'tiff', 'gif', 'heif', 'avif'])

/**
 * The pages of a picture file: a scanner's TIFF has several, of whatever else the first frame is the picture.
 *
 * @throws {SourceError} as `loadPicture`
 */
export async function* picturePages(
  file: Uint8Array,
  { from, most }: PageRange = FIRST_RANGE,
): AsyncGenerator<FilePage, void, undefined> {
  const { format, pages = 1 } = await headerOf(file, 0)
  const of = format === 'tiff' ? pages : 1
  for (let page = from; page < Math.min(of, from + most); page++) yield { picture: await loadPicture(file, page), of }
}

/**
 * A frame or page of a picture file.
 *
 * @throws {SourceError} `source/not-a-picture`, `source/too-large`
 */
export async function loadPicture(file: Uint8Array, page = 0): Promise<Picture> {
  const { format, width, height } = await headerOf(file, page)
  if (!FORMATS.has(format)) throw notAPicture()
  if (width * height > MAX_PIXELS)
    throw new SourceError(
      'source/too-large',
      `The picture has ${width} x ${height} pixels, more than the ${MAX_PIXELS / 1e6} million allowed; scan it at 300 dpi or crop it.`,
    )
  try {
    // Warnings are let pass: many a phone writes JPEGs that libjpeg finds odd. Truncation is an error.
    const { data, info } = await sharp(file, { page, limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize(MAX_SIDE_PIXELS, MAX_SIDE_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, luminance: new Uint8ClampedArray(data) }
  } catch (error) {
    throw notAPicture(error)
  }
}

async function headerOf(file: Uint8Array, page: number): Promise<Metadata> {
  try {
    return await sharp(file, { page, limitInputPixels: false }).metadata()
  } catch (error) {
    throw notAPicture(error)
  }
}

function notAPicture(cause?: unknown): SourceError {
  return new SourceError(
    'source/not-a-picture',
    'The picture is damaged or of an unknown kind; save it again as PNG or JPEG.',
    cause,
  )
}
