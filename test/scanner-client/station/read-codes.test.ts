import t from 'tap'
import { codesOfPdf, codesOfPicture, stationReader } from '../../../scanner-client/station/read-codes.ts'
import { drawCode, inSharp, makePdf, textOfSeed } from '../made-pictures.ts'

const text = textOfSeed(41)
const code = drawCode(text)

t.test('of a picture all codes are told; of a PDF those up to the first page with an e-visa', async (t) => {
  t.same(await codesOfPicture(await inSharp(code).png().toBuffer()), [text])
  t.same(await codesOfPdf(await makePdf([code], { pagesBefore: 2 })), [text])
  t.same(await codesOfPicture(await inSharp(code).linear(0, 255).png().toBuffer()), [])
})

t.test('the readers are loaded once', async (t) => {
  t.equal(await stationReader(), await stationReader())
})

t.test('what cannot be looked at is refused with what to do', async (t) => {
  await t.rejects(codesOfPicture(Buffer.from('\x89PNG broken', 'latin1')), { code: 'source/not-a-picture' })
  await t.rejects(codesOfPdf(Buffer.from('%PDF-1.7 broken')), { code: 'source/damaged-pdf' })
})
