import t from 'tap'
import { fontsOnDisk } from '../../paper/font-files.ts'
import { A4, makePdf } from '../../paper/make-pdf.ts'
import type { Pen } from '../../paper/page-pen.ts'
import { textsOf } from '../server/visa-document/made-facts.ts'

const SHEET = { size: A4, language: 'kk', title: 'A title', subject: 'A subject', madeAt: 1_795_323_600 }
const saying = (text: string) => (pen: Pen) => {
  pen.text('P', text, 50, 50, 400, { face: 'text', size: 12 })
}

t.test('each drawing has a page of its own, tagged, and the same drawings are the same bytes', async (t) => {
  const pages = [saying('one'), saying('Екі'), saying('три')]
  const pdf = await makePdf(SHEET, fontsOnDisk(), pages)
  t.same(await textsOf(pdf), ['one', 'Екі', 'три'])
  t.same(await makePdf(SHEET, fontsOnDisk(), pages), pdf)
  const raw = Buffer.from(pdf).toString('latin1')
  for (const part of ['/Lang (kk)', '/Marked true', '<pdfaid:part>2</pdfaid:part>']) t.ok(raw.includes(part), part)
  for (const [, time] of raw.matchAll(/\(D:(\d{14})Z\)/g)) t.equal(time, '20261122050000')
})
