import t from 'tap'
import { FIRST_RANGE } from '../../../scanner-client/offline/found-codes.ts'
import { codesOfPdf, codesOfPicture, stationReader } from '../../../scanner-client/station/read-codes.ts'
import { drawCode, inSharp, makePdf, textOfSeed } from '../made-pictures.ts'

const text = textOfSeed(41)
const code = drawCode(text)

t.test('of a picture and of a PDF all codes are told, of the pages that are asked for', async (t) => {
  const alone = { texts: [text], pages: { looked: 1, until: 1, of: 1 } }
  t.same(await codesOfPicture(await inSharp(code).png().toBuffer(), FIRST_RANGE), alone)
  t.match(await codesOfPicture(await inSharp(code).linear(0, 255).png().toBuffer(), FIRST_RANGE), { texts: [] })
  t.same(await codesOfPdf(await makePdf([code], { pagesBefore: 2 }), FIRST_RANGE), {
    texts: [text],
    pages: { looked: 3, until: 3, of: 3 },
  })
  const long = await makePdf([code], { pagesBefore: 11 })
  t.same(await codesOfPdf(long, FIRST_RANGE), { texts: [], pages: { looked: 10, until: 10, of: 12 } })
  t.same(await codesOfPdf(long, { from: 0, most: 200 }), { texts: [text], pages: { looked: 12, until: 12, of: 12 } })
})

t.test('the readers are loaded once', async (t) => {
  t.equal(await stationReader(), await stationReader())
})

t.test('what cannot be looked at is refused with what to do', async (t) => {
  await t.rejects(codesOfPicture(Buffer.from('\x89PNG broken', 'latin1'), FIRST_RANGE), {
    code: 'source/not-a-picture',
  })
  await t.rejects(codesOfPdf(Buffer.from('%PDF-1.7 broken'), FIRST_RANGE), { code: 'source/damaged-pdf' })
})
