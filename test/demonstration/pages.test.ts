import t from 'tap'
import { readHostNumber } from '#evisa/host-number.ts'
import { faultPage, MADE_BINS, peoplePage } from '../../demonstration/pages.ts'

const LINKS = { portal: 'http://p', mailbox: 'http://m', scan: 'http://s/scan/', welcome: 'http://s/' }
const NO_LINKS = { portal: null, mailbox: null, scan: null, welcome: null }
const PERSON = {
  ...{ passport_number: 'N1', issuer: 'LKA', surname: 'PER<ERA', given_names: '', nationality: 'LKA' },
  ...{ birth_date: '1990-03-04', mrz: ['P<LKAPERERA<<', 'N1<<'], picture: '/passports/N1.jpg' },
  ...{ visa_support_number: '1234567890', valid_until: '2026-12-29' },
}

t.test('every page says TEST before all else, and has no script', async (t) => {
  for (const page of [peoplePage([PERSON], LINKS), faultPage('<script>')]) {
    t.match(page, /<title>TEST · /)
    t.match(page, /<body><header class="test">TEST: /)
    t.notMatch(page, /<script/)
  }
})

t.test('a person has a number, a picture to save, and lines to copy', async (t) => {
  const page = peoplePage([PERSON], LINKS)
  t.match(page, /<li id="N1"><h2>PER&lt;ERA<\/h2>/)
  t.match(page, '<a href="/passports/N1.jpg" download>')
  t.match(page, '1234567890')
  t.match(page, '<pre>P&lt;LKAPERERA&lt;&lt;\nN1&lt;&lt;</pre>')
  const without = peoplePage([{ ...PERSON, visa_support_number: null, valid_until: null }], LINKS)
  t.match(without, /this passport runs out too soon/)
})

t.test('it says how to pay, how to be asked and refused, and who decides', async (t) => {
  const page = peoplePage([], NO_LINKS)
  for (const said of ['4000 0000 0000 0002', '1234', 'ASK', 'REFUSE', 'demo-asel', 'demo-bauyrzhan'])
    t.match(page, said)
})

t.test('a host finds numbers there that the portal takes, and that no company has', async (t) => {
  const page = peoplePage([], NO_LINKS)
  for (const number of MADE_BINS) {
    t.match(page, number)
    t.match(readHostNumber(number, '2026-11-30'), { ok: true, value: { kind: 'BIN' } })
    t.equal(number.slice(6, 11), '00000')
  }
})

t.test('it leads to what there is, and to nothing else', async (t) => {
  const hrefs = (page: string) => [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
  t.strictSame(hrefs(peoplePage([], LINKS)), [
    ...['http://p', 'http://m', 'http://s/scan/', 'http://s/'],
    'http://p/en/host',
  ])
  t.strictSame(hrefs(peoplePage([], NO_LINKS)), [])
})
