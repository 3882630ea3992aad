/** Pictures of codes made for the tests of the readers: no file is kept, every one is drawn from its seed. */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import QRCode from 'qrcode'
import sharp, { type Sharp } from 'sharp'
import { seededRandom } from '../../fixtures/degrade-picture.ts'
import type { Picture } from '../../scanner-client/offline/read-picture.ts'

const QUIET_MODULES = 4

/** A text of the shape of an e-visa's: `EV1:` and 340 digits. */
export function textOfSeed(seed: number): string {
  const random = seededRandom(seed)
  return `EV1:${Array.from({ length: 340 }, () => Math.floor(random() * 10)).join('')}`
}

/** A clean picture of a code, so many pixels a module, with its quiet zone. */
export function drawCode(text: string, level: 'M' | 'Q' = 'Q', pixelsAModule = 5): Picture {
  const [, prefix = '', digits = ''] = /^(.*?)(\d*)$/.exec(text) ?? []
  const segments = [
    { data: prefix, mode: 'alphanumeric' as const },
    { data: digits, mode: 'numeric' as const },
  ]
  const { modules } = QRCode.create(
    segments.filter(({ data }) => data !== ''),
    { errorCorrectionLevel: level },
  )
  const side = (modules.size + 2 * QUIET_MODULES) * pixelsAModule
  const luminance = new Uint8ClampedArray(side * side).fill(255)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const column = Math.floor(x / pixelsAModule) - QUIET_MODULES
      const row = Math.floor(y / pixelsAModule) - QUIET_MODULES
      if (Math.min(column, row) < 0 || Math.max(column, row) >= modules.size) continue
      if (modules.data[row * modules.size + column]) luminance[y * side + x] = 0
    }
  return { width: side, height: side, luminance }
}

/** The picture in sharp's hands, to be turned and written in any format. */
export function inSharp({ width, height, luminance }: Picture): Sharp {
  return sharp(luminance, { raw: { width, height, channels: 1 } })
}

/** The wasm of the leading reader, from the installed package. */
export async function wasmOfPackage(): Promise<ArrayBuffer> {
  const { buffer } = new Uint8Array(
    await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))),
  )
  return buffer
}

interface PdfDocument extends AsyncIterable<Uint8Array> {
  image(file: Uint8Array, options: { readonly x: number; readonly y: number; readonly width: number }): PdfDocument
  text(text: string): PdfDocument
  addPage(options: PdfOptions): PdfDocument
  end(): void
}
type PdfOptions = {
  readonly userPassword?: string
  readonly size?: string | readonly [number, number]
  readonly autoFirstPage?: boolean
}
// pdfkit brings no types of its own.
const PDFDocument = createRequire(import.meta.url)('pdfkit') as new (options: PdfOptions) => PdfDocument

/** A PDF of so many small pages of text before the one with the pictures, each 50 mm wide: to look at a large one takes eight times as long. */
export async function makePdf(
  pictures: readonly Picture[],
  { pagesBefore = 0, ...options }: PdfOptions & { readonly pagesBefore?: number } = {},
): Promise<Buffer> {
  const document = new PDFDocument({ ...options, autoFirstPage: false })
  for (let page = 0; page < pagesBefore; page++) document.addPage({ size: 'A7' }).text(`Page ${page + 1}`)
  document.addPage(options)
  for (const [index, picture] of pictures.entries())
    document.image(await inSharp(picture).png().toBuffer(), { x: 72 + 160 * index, y: 72, width: 142 })
  document.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of document) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A PDF of some two kilobytes that is drawn for hours: each form draws the next one sixty times. */
export function makeEndlessPdf(): Buffer {
  const depth = 8
  const stream = (head: string, body: string) => `<<${head}/Length ${body.length}>>stream\n${body}\nendstream`
  const form = (next: number | null) => {
    const draws = next === null ? '0 0 9 9 re f' : '/F Do '.repeat(60)
    const uses = next === null ? '' : `/Resources<</XObject<</F ${next} 0 R>>>>`
    return stream(`/Type/XObject/Subtype/Form/BBox[0 0 99 99]${uses}`, draws)
  }
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>',
    stream('', '/F Do'),
    ...Array.from({ length: depth }, (_, at) => form(at === depth - 1 ? null : at + 6)),
  ]
  const body = objects.map((object, at) => `${at + 1} 0 obj ${object} endobj\n`).join('')
  return Buffer.from(`%PDF-1.4\n${body}trailer<</Root 1 0 R/Size ${objects.length + 1}>>\n%%EOF\n`, 'latin1')
}

/** Two pictures on one white page. */
export function sideBySide(left: Picture, right: Picture): Picture {
  const [width, height] = [left.width + right.width, Math.max(left.height, right.height)]
  const luminance = new Uint8ClampedArray(width * height).fill(255)
  for (const [picture, x] of [[left, 0] as const, [right, left.width] as const])
    for (let y = 0; y < picture.height; y++)
      luminance.set(picture.luminance.subarray(y * picture.width, (y + 1) * picture.width), y * width + x)
  return { width, height, luminance }
}
