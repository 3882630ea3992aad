import sharp from 'sharp'
import t from 'tap'
import { redrawPdf } from '../../../server/passport-copies/redraw-pdf.ts'
import { makePdf } from '../../scanner-client/made-pictures.ts'
import { onTable } from './made-passport.ts'
import { pdfOf, pdfOfPages, pdfWithJpeg, streamOf } from './made-pdf.ts'

const scanned = async (catalogue = '') =>
  pdfWithJpeg(await (await onTable('#a05020')).jpeg({ quality: 85 }).toBuffer(), 2400, 1800, catalogue)

t.test('the pages of a PDF are drawn, in their colours', async (t) => {
  const found = await redrawPdf(await scanned(), 5)
  if (!found.ok) throw new Error(found.error)
  t.match(found.value, [{ width: 1413, height: 2000, findings: [] }])
  const [page] = found.value
  const table = await sharp(page?.jpeg).extract({ left: 55, top: 1000, width: 10, height: 10 }).raw().toBuffer()
  const [red = 0, green = 0, blue = 0] = table
  t.ok(red > 140 && green < 110 && blue < 70, `${red} ${green} ${blue} is the brown of the table`)
})

t.test('what a PDF would run or carries is neither run nor kept', async (t) => {
  const names = '/OpenAction 6 0 R/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(a.exe)/EF<</F 7 0 R>>>>]>>>>'
  const found = await redrawPdf(await scanned(names), 5)
  if (!found.ok) throw new Error(found.error)
  for (const { jpeg } of found.value) t.notOk(Buffer.from(jpeg).includes('SECRET'))
  t.match(found.value, { length: 1 })
})

t.test('a PDF of too many pages is told before one of them is drawn', async (t) => {
  const from = performance.now()
  t.same(await redrawPdf(pdfOfPages(400), 10), { ok: false, error: 'too-many-pages' })
  t.ok(performance.now() - from < 3000)
  t.match(await redrawPdf(pdfOfPages(3), 3), { ok: true, value: { length: 3 } })
})

t.test('a page with nothing on it is left out, and a PDF of nothing else is empty', async (t) => {
  const blank = pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
  ])
  t.same(await redrawPdf(blank, 5), { ok: false, error: 'empty' })
})

t.test('a PDF that is locked, damaged, or has no page is told as that', async (t) => {
  t.same(await redrawPdf(await makePdf([], { userPassword: 'x' }), 5), { ok: false, error: 'locked' })
  t.same(await redrawPdf(Buffer.from('%PDF-1.7\nnothing else\n'), 5), { ok: false, error: 'damaged' })
  const none = pdfOf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>', streamOf('', '')])
  t.same(await redrawPdf(none, 5), { ok: false, error: 'damaged' })
})

t.test('a strip of paper is no page', async (t) => {
  const strip = pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9000 10]/Contents 4 0 R>>',
    streamOf('', '0 0 50 5 re f'),
  ])
  t.same(await redrawPdf(strip, 5), { ok: false, error: 'too-small' })
})
