/** The QR code of an e-visa as SVG and as PNG: ECC Q, digits in numeric mode, the quiet zone of four modules. */
import QRCode from 'qrcode'
import sharp from 'sharp'
import { SPECIMEN_WORDS } from '#evisa/specimen.ts'
import { COLOURS } from '../../paper/colours.ts'
import { fontFile } from '../../paper/font-files.ts'

export const QUIET_ZONE = 4
// 50 mm at 600 dpi is about 1,180 pixels.
const PNG_PIXELS = 1200
/** Modules, below the quiet zone. */
const SPECIMEN_LINE = 5

/** The modules of a code, row by row, true for dark. */
export interface QrMatrix {
  readonly size: number
  readonly dark: Uint8Array
}

/** A stretch of a code's text with the densest mode that holds it. */
export interface QrSegment {
  readonly data: string | Uint8Array
  readonly mode: 'numeric' | 'alphanumeric' | 'byte'
}

/** The segments of a QR text: the prefix (its `#` is beyond the alphanumeric mode), then the digits. */
export function qrSegments(text: string): QrSegment[] {
  const [, prefix, hash, digits] = /^([0-9A-Z $%*+./:-]*[A-Z$%*+./:-])(#?)([0-9]+)$/.exec(text) ?? []
  if (prefix === undefined || digits === undefined) throw new TypeError('a QR text is a prefix and digits')
  return [
    { data: prefix, mode: 'alphanumeric' },
    ...(hash ? [{ data: Buffer.from(hash), mode: 'byte' } as const] : []),
    { data: digits, mode: 'numeric' },
  ]
}

/** Throws if the text is no QR text of an e-visa. */
export function qrMatrix(text: string): QrMatrix {
  const { modules } = QRCode.create(qrSegments(text) as never, { errorCorrectionLevel: 'Q' })
  return { size: modules.size, dark: Uint8Array.from(modules.data) }
}

/** The code as SVG: 50 mm and its quiet zone, black on white; of a demonstration with a line below, beyond the quiet zone. */
export function qrSvg(text: string, isSpecimen: boolean): string {
  const { size, dark } = qrMatrix(text)
  const side = size + 2 * QUIET_ZONE
  let path = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if (dark[y * size + x]) path += `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`
  }
  const height = side + (isSpecimen ? SPECIMEN_LINE : 0)
  const millimetres = (modules: number) => `${((50 * modules) / size).toFixed(1)}mm`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${millimetres(side)}" height="${millimetres(height)}" ` +
    `viewBox="0 0 ${side} ${height}" shape-rendering="crispEdges"><rect width="${side}" height="${height}" fill="#fff"/>` +
    `<path d="${path}" fill="#000"/>${isSpecimen ? specimenText(side) : ''}</svg>`
  )
}

function specimenText(side: number): string {
  const place = `x="${side / 2}" y="${side + 3}" textLength="${side - 2 * QUIET_ZONE}" lengthAdjust="spacingAndGlyphs"`
  const style = 'text-anchor="middle" font-family="sans-serif" font-weight="bold" font-size="4"'
  return `<text ${place} ${style} fill="${COLOURS.specimen}">${SPECIMEN_WORDS}</text>`
}

/** The code as PNG, each module a whole number of pixels; of a demonstration with the same line below. */
export async function qrPng(text: string, isSpecimen: boolean): Promise<Buffer> {
  const { size, dark } = qrMatrix(text)
  const scale = Math.floor(PNG_PIXELS / (size + 2 * QUIET_ZONE))
  const margin = QUIET_ZONE * scale
  const code = sharp(
    dark.map((module) => (module ? 0 : 255)),
    { raw: { width: size, height: size, channels: 1 } },
  )
    .resize(size * scale, size * scale, { kernel: 'nearest' })
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: '#fff' })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
  if (!isSpecimen) return code.toBuffer()
  const width = (size + 2 * QUIET_ZONE) * scale
  const line = await specimenLine(size * scale, 3 * scale)
  return sharp(await code.toBuffer())
    .extend({ bottom: SPECIMEN_LINE * scale, background: '#fff' })
    .composite([{ input: line, left: margin, top: width }])
    .removeAlpha()
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toBuffer()
}

/** The words in black on white, in a font of our own: a server may have none. */
async function specimenLine(width: number, height: number): Promise<Buffer> {
  const text = { text: SPECIMEN_WORDS, font: 'IBM Plex Sans', fontfile: fontFile('strong'), width, height }
  // Its ground is black until it is turned round, which comes last.
  return sharp({ text }).negate().resize(width, height, { fit: 'contain', background: '#000' }).png().toBuffer()
}
