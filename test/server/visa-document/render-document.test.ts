import t from 'tap'
import { fontsOnDisk } from '../../../paper/font-files.ts'
import { renderPdf, renderPicture } from '../../../server/visa-document/render-document.ts'
import { madeFacts } from './made-facts.ts'

t.test('the same e-visa is the same bytes, whatever was drawn before; another is not', async (t) => {
  const [one, other] = [await madeFacts(), await madeFacts({ stay_days: 7 })]
  const [fonts, fresh] = [fontsOnDisk(), fontsOnDisk()]
  const first = await renderPdf(one, fonts)
  const second = await renderPdf(other, fonts)
  t.notOk(first.equals(second))
  t.ok((await renderPdf(one, fonts)).equals(first))
  t.ok((await renderPdf(one, fresh)).equals(first))
  t.ok((await renderPicture(one, fonts)).equals(await renderPicture(one, fresh)))
})

t.test(
  'is tagged PDF/A-2a of A4 with its fonts inside, and says when the e-visa was issued and no other time',
  async (t) => {
    const facts = await madeFacts()
    const raw = (await renderPdf(facts, fontsOnDisk())).toString('latin1')
    t.match(raw, /^%PDF-1\.7/)
    for (const part of [
      ...['<pdfaid:part>2</pdfaid:part>', '<pdfaid:conformance>A</pdfaid:conformance>', '/OutputIntent', '/Lang (en)'],
      ...['/MediaBox [0 0 595.28 841.89]', '/DisplayDocTitle true', '/StructTreeRoot'],
    ])
      t.ok(raw.includes(part), part)
    t.equal(raw.match(/\/FontFile2/g)?.length, 4)
    t.notMatch(raw, /Helvetica|JavaScript|\/URI|\/Launch|EmbeddedFile/)
    const issued = new Date(facts.issuedAt * 1000).toISOString().replaceAll(/[-T:]/g, '').slice(0, 14)
    for (const [, time] of raw.matchAll(/\(D:(\d{14})Z\)/g)) t.equal(time, issued)
    t.ok(raw.length < 150_000, `${raw.length} bytes`)
  },
)
