import t from 'tap'
import { PdfFault, pdfPages } from '../../../scanner-client/offline/pdf-pages.ts'
import { drawCode, makePdf, textOfSeed } from '../made-pictures.ts'

async function countPages(file: Uint8Array): Promise<number> {
  let pages = 0
  for await (const { width, height } of pdfPages(file)) {
    t.ok(width > 100 && height > 100)
    pages += 1
  }
  return pages
}

t.test('gives every page up to the tenth as a picture', async (t) => {
  const picture = drawCode(textOfSeed(1))
  t.equal(await countPages(await makePdf([picture], { pagesBefore: 2 })), 3)
  t.equal(await countPages(await makePdf([picture], { pagesBefore: 14 })), 10)
})

t.test('tells one that is locked from one that is damaged', async (t) => {
  const code = async (file: Uint8Array) =>
    countPages(file).then(
      () => null,
      (error: unknown) => (error instanceof PdfFault ? error.code : error),
    )
  t.equal(await code(await makePdf([drawCode(textOfSeed(1))], { userPassword: 'x' })), 'locked')
  t.equal(await code(Buffer.from('%PDF-1.7 cut off')), 'damaged')
})
