import { PDFiumLibrary } from '@hyzyla/pdfium'
import t from 'tap'
import { fontsOnDisk } from '../../../paper/font-files.ts'
import type { ReceiptFacts } from '../../../server/visa-document/draw-receipt.ts'
import { renderReceipt } from '../../../server/visa-document/render-document.ts'

const FACTS: ReceiptFacts = {
  ...{ language: 'en', amount: '60.00\u00a0USD', reference: 'K7Q2-M4XN-9TBD', invoice: '123456000001' },
  ...{ transaction: 'a1b2c3d4e5f6a7b8c9d0e1f2', terminal: '98765432', paid: '22.11.2026, 10:00', returned: null },
  ...{ isOwed: false, isTest: true, madeAt: 1_795_323_600 },
}

/** What a program that reads the page finds on it. */
async function textOf(change: Partial<ReceiptFacts> = {}): Promise<string> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(await renderReceipt({ ...FACTS, ...change }, fontsOnDisk()))
    const text = document.getPageCount() === 1 ? document.getPage(0).getText() : 'several pages'
    document.destroy()
    return text.replaceAll('\u00a0', ' ')
  } finally {
    library.destroy()
  }
}

t.test('it says what was paid, for what and when, and first of all that it was a test', async (t) => {
  const text = await textOf()
  t.match(text, /TEST: no money was taken[\s\S]*RECEIPT/)
  for (const part of ['60.00 USD', FACTS.reference, FACTS.invoice, FACTS.transaction, FACTS.terminal, FACTS.paid])
    t.ok(text.includes(part), part)
  t.notMatch(text, /Returned on|being returned/)
  t.notMatch(await textOf({ isTest: false }), /TEST/)
})

t.test('what came back, and what is to, is said', async (t) => {
  t.match(await textOf({ returned: '23.11.2026, 09:30' }), /Returned on\s+23\.11\.2026, 09:30/)
  t.match(await textOf({ isOwed: true }), /being returned to the card/)
})

t.test('it is in the language of the case, and the same facts are the same bytes', async (t) => {
  t.match(await textOf({ language: 'ru' }), /ТЕСТ: деньги не списаны[\s\S]*КВИТАНЦИЯ/)
  t.match(await textOf({ language: 'kk' }), /СЫНАҚ: ақша алынған жоқ[\s\S]*ТҮБІРТЕК/)
  const [fonts, kk] = [fontsOnDisk(), { ...FACTS, language: 'kk' } as const]
  const first = await renderReceipt(kk, fonts)
  t.ok((await renderReceipt(kk, fontsOnDisk())).equals(first))
  t.ok(first.toString('latin1').includes('/Lang (kk)'))
})
