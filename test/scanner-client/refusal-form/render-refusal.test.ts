import t from 'tap'
import { fontsOnDisk } from '../../../paper/font-files.ts'
import { refusalFileName, renderRefusal } from '../../../scanner-client/refusal-form/render-refusal.ts'
import { lookAt, NUMBER, refusedBy } from './made-refusal.ts'

const fonts = fontsOnDisk()
const pagesOf = async (facts: ReturnType<typeof refusedBy>) => lookAt(await renderRefusal(facts, fonts))

t.test('a form and a notice where a flight is known, else the form alone', async (t) => {
  t.equal((await pagesOf(refusedBy())).length, 2)
  t.equal((await pagesOf(refusedBy({ flight: undefined }))).length, 1)
})

t.test('the same refusal is the same bytes, and is tagged PDF/A-2a with its fonts inside', async (t) => {
  const pdf = await renderRefusal(refusedBy(), fonts)
  t.same(await renderRefusal(refusedBy(), fontsOnDisk()), pdf)
  const raw = Buffer.from(pdf).toString('latin1')
  for (const part of ['<pdfaid:part>2</pdfaid:part>', '/StructTreeRoot', '/OutputIntent'])
    t.ok(raw.includes(part), part)
  t.notMatch(raw, /Helvetica|JavaScript|\/URI|\/Launch|EmbeddedFile/)
  t.ok(pdf.length < 150_000, `${pdf.length} bytes`)
})

t.test('names of files and titles say the number, and nothing about the person', async (t) => {
  const facts = refusedBy()
  t.equal(refusalFileName(facts), `refusal-${NUMBER}.pdf`)
  const raw = Buffer.from(await renderRefusal(facts, fonts)).toString('latin1')
  const utf16 = (text: string) => [...text].map((letter) => `\0${letter}`).join('')
  t.ok(raw.includes(`Refusal of entry ${NUMBER}`) || raw.includes(utf16(`Refusal of entry ${NUMBER}`)))
  for (const told of ['PERERA', 'N1234567']) t.notOk(raw.includes(told) || raw.includes(utf16(told)), told)
})

t.test('what the typeface cannot write is a line to write on, not boxes', async (t) => {
  const [page] = await pagesOf(refusedBy({ reason: 'غير مسموح', operator: '审查员' }))
  t.match(page?.text, /L×/)
  t.notMatch(page?.text, /[\u0600-\u06ff\u4e00-\u9fff\ufffd]/)
  const [carrier] = (await pagesOf(refusedBy({ flight: '\u0627\u0628' }))).slice(1)
  t.match(carrier?.text, /NOTICE TO THE CARRIER/)
})
