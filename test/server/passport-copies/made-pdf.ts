/** PDFs for the tests of the gate, good ones and hostile ones, written by hand where no writer would make them. */
import { deflateSync } from 'node:zlib'

type Body = string | Buffer

/** A PDF of these objects, the first of which is the catalogue; `trailer` goes into its dictionary. */
export function pdfOf(objects: readonly Body[], trailer = ''): Buffer {
  const parts = objects.flatMap((object, at) => [`${at + 1} 0 obj `, object, ' endobj\n'])
  const end = `trailer<</Root 1 0 R/Size ${objects.length + 1}${trailer}>>\n%%EOF\n`
  return Buffer.concat(['%PDF-1.7\n', ...parts, end].map((part) => Buffer.from(part as string, 'latin1')))
}

const A4 = '/MediaBox[0 0 595 842]'

export function streamOf(head: string, body: Buffer | string): Buffer {
  const bytes = Buffer.from(body as string, 'latin1')
  return Buffer.concat([Buffer.from(`<<${head}/Length ${bytes.length}>>stream\n`), bytes, Buffer.from('\nendstream')])
}

/** A page of A4 with this picture on it, as JPEG. */
export function pdfWithJpeg(jpeg: Buffer, width: number, height: number, catalogue = ''): Buffer {
  const image = streamOf(
    `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode`,
    jpeg,
  )
  return pdfOf([
    `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R${A4}/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>`,
    streamOf('', `q 555 0 0 ${Math.round((555 * height) / width)} 20 300 cm /I Do Q`),
    image,
    // What nobody may ever run or find again.
    `<</S/JavaScript/JS(app.alert\\("SECRET"\\))>>`,
    streamOf('/Type/EmbeddedFile', 'SECRET'),
  ])
}

/** So many pages, each with a black square. */
export function pdfOfPages(count: number): Buffer {
  const pages = Array.from({ length: count }, () => `<</Type/Page/Parent 2 0 R${A4}/Contents 3 0 R>>`)
  const kids = pages.map((_page, at) => `${at + 4} 0 R`).join(' ')
  return pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${count}>>`,
    streamOf('', '100 300 200 200 re f'),
    ...pages,
  ])
}

/** One page with a picture of so many pixels each way, three bytes each, packed into some kilobytes. */
export function pdfBomb(side: number): Buffer {
  const pixels = deflateSync(Buffer.alloc(side * side * 3, 0x77))
  const head = `/Type/XObject/Subtype/Image/Width ${side}/Height ${side}/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode`
  return pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R${A4}/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>`,
    streamOf('', 'q 555 0 0 555 20 200 cm /I Do Q'),
    streamOf(head, pixels),
  ])
}
