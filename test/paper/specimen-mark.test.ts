import t from 'tap'
import { fontsOnDisk } from '../../paper/font-files.ts'
import { A4, makePdf } from '../../paper/make-pdf.ts'
import { specimenBanner, specimenMark } from '../../paper/specimen-mark.ts'
import { textsOf } from '../server/visa-document/made-facts.ts'

t.test('the banner is read, the mark is only seen', async (t) => {
  const sheet = { size: A4, language: 'en', title: 't', subject: 's', madeAt: 0 }
  const room = { x: 0, y: 0, width: A4.width, height: A4.height }
  const pdf = await makePdf(sheet, fontsOnDisk(), [
    (pen) => {
      specimenBanner(pen, 'ҮЛГІ: nothing of it counts', { x: 40, y: 40, width: 300 })
      specimenMark(pen, ['SPECIMEN', 'ҮЛГІ', 'ОБРАЗЕЦ'], room, null)
    },
  ])
  const [text = ''] = await textsOf(pdf)
  t.match(text, /ҮЛГІ: nothing of it counts/)
  const raw = Buffer.from(pdf).toString('latin1')
  t.equal(raw.match(/\/S \/P\b/g)?.length, 1, 'one element, which is the banner')
})
