import t from 'tap'
import { fontsOnDisk } from '../../paper/font-files.ts'
import { renderPdf } from '../../server/visa-document/render-document.ts'
import { madeFacts, textsOf } from '../server/visa-document/made-facts.ts'

t.test('texts and figures have their place in the structure, decorations have none', async (t) => {
  const pdf = await renderPdf(await madeFacts(), fontsOnDisk(), (pen) => {
    const style = { face: 'text', size: 10 } as const
    t.ok(pen.text('H1', 'Қазақстан', 10, 10, 200, style) > 9)
    t.ok(pen.height('a '.repeat(200), 100, style) > pen.height('a', 100, style) * 5)
    t.ok(pen.width('wide', { ...style, spacing: 2 }) > pen.width('wide', style) + 5)
    pen.decoration((page) => page.rect(0, 0, 10, 10).fill('#ff0000'))
    pen.figure('a square', (page) => page.rect(0, 50, 10, 10).fill('#00ff00'))
  })
  const raw = pdf.toString('latin1')
  for (const mark of ['/S /H1', '/S /Figure', '/S /Document', '/Alt (a square)', '/Marked true'])
    t.ok(raw.includes(mark), mark)
  t.equal(raw.match(/\/S \/(H1|Figure|P)\b/g)?.length, 2)
  t.same(await textsOf(pdf), ['Қазақстан'])
})
