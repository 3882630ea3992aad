import t from 'tap'
import type { PageRange } from '../../../scanner-client/offline/found-codes.ts'
import { PdfFault, pdfPages } from '../../../scanner-client/offline/pdf-pages.ts'
import { drawCode, makePdf, textOfSeed } from '../made-pictures.ts'

async function countPages(file: Uint8Array, range?: PageRange): Promise<readonly [pages: number, of: number]> {
  let [pages, all] = [0, 0]
  for await (const { picture, of } of pdfPages(file, range)) {
    t.ok(picture !== null && picture.width > 100 && picture.height > 100)
    pages += 1
    all = of
  }
  return [pages, all]
}

t.test(
  'gives every page up to the tenth as a picture, or those that are asked for, and says how many there are',
  async (t) => {
    const picture = drawCode(textOfSeed(1))
    t.same(await countPages(await makePdf([picture], { pagesBefore: 2 })), [3, 3])
    const long = await makePdf([picture], { pagesBefore: 14 })
    t.same(await countPages(long), [10, 15])
    t.same(await countPages(long, { from: 10, most: 200 }), [5, 15])
    t.same(await countPages(long, { from: 12, most: 2 }), [2, 15])
  },
)

t.test('tells one that is locked from one that is damaged', async (t) => {
  const code = async (file: Uint8Array) =>
    countPages(file).then(
      () => null,
      (error: unknown) => (error instanceof PdfFault ? error.code : error),
    )
  t.equal(await code(await makePdf([drawCode(textOfSeed(1))], { userPassword: 'x' })), 'locked')
  t.equal(await code(Buffer.from('%PDF-1.7 cut off')), 'damaged')
})
