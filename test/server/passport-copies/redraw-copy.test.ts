import t from 'tap'
import { redrawCopy } from '../../../server/passport-copies/redraw-copy.ts'
import { onTable, photographWith } from './made-passport.ts'
import { pdfOfPages } from './made-pdf.ts'

const MOST_PAGES = 4

t.test('a photograph becomes one page, a PDF as many as it has', async (t) => {
  const photograph = await redrawCopy(await (await onTable()).jpeg().toBuffer(), MOST_PAGES)
  t.match(photograph, { ok: true, value: { pages: [{ width: 2000, height: 1500 }], findings: [] } })
  t.notOk(photograph.ok && 'findings' in (photograph.value.pages[0] ?? {}))
  t.match(await redrawCopy(pdfOfPages(2), MOST_PAGES), { ok: true, value: { pages: { length: 2 } } })
})

t.test('warnings name the page, and stop nothing', async (t) => {
  const blurred = await redrawCopy(await (await photographWith('blurred')).png().toBuffer(), MOST_PAGES)
  t.match(blurred, { ok: true, value: { pages: { length: 1 }, findings: [{ code: 'blurred', page: 1 }] } })
})

t.test('what nobody could use is refused with why', async (t) => {
  const refused = async (file: Uint8Array, code: string) =>
    t.same(await redrawCopy(file, MOST_PAGES), { ok: false, error: { code, page: null } })
  await refused(Buffer.from('MZ\x90\0 renamed to passport.jpg', 'latin1'), 'not-taken')
  await refused(Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(100)]), 'heic')
  await refused(pdfOfPages(400), 'too-many-pages')
  await refused(await (await photographWith('small')).jpeg().toBuffer(), 'too-small')
  await refused(await (await photographWith('white')).jpeg().toBuffer(), 'empty')
  await refused(Buffer.from('\xff\xd8\xff\xe0 no more than this', 'latin1'), 'damaged')
})
