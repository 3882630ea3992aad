import t from 'tap'
import { fontsOnDisk } from '../../../paper/font-files.ts'
import { A4, makePdf } from '../../../paper/make-pdf.ts'
import type { Pen } from '../../../paper/page-pen.ts'
import { drawCarrierNotice, drawRefusal } from '../../../scanner-client/refusal-form/draw-refusal.ts'
import type { RefusalFacts } from '../../../scanner-client/refusal-form/refusal-facts.ts'
import { longestFacts, lookAt, NUMBER, refusedBy } from './made-refusal.ts'

const fonts = fontsOnDisk()
const SHEET = { size: A4, language: 'en', title: 't', subject: 's', madeAt: 0 }

async function drawn(draw: (pen: Pen, facts: RefusalFacts) => void, facts: RefusalFacts) {
  return lookAt(await makePdf(SHEET, fonts, [(pen) => draw(pen, facts)]))
}

t.test('the form says in three languages who, when, where and why, and what one can do', async (t) => {
  const [page, ...more] = await drawn(drawRefusal, refusedBy())
  t.same(more, [], 'one page')
  for (const part of [
    ...['REFUSAL OF ENTRY', 'КІРУДЕН БАС ТАРТУ', 'ОТКАЗ ВО ВЪЕЗДЕ', NUMBER, '22 NOV 2026, 10:00', 'KC904', '7001'],
    ...['PERERA', 'NIMALI SANDUNI', '04 MAR 1990', 'LKA', 'N1234567', 'K7Q2-M4XN-9TBD'],
    ...['may be appealed', 'шағым жасауға болады', 'может быть обжаловано'],
    ...['I have received this form', 'refuses to sign', 'Пограничный контроль'],
  ])
    t.ok(page?.text.includes(part), part)
  t.equal(page?.red, 0)
})

t.test('all grounds stand on it, one is marked, also for who has it read aloud', async (t) => {
  const [page] = await drawn(drawRefusal, refusedBy({ reason: 'status/revoked' }))
  t.same(page?.text.match(/\b[A-L]×/g), ['B×'])
  for (const letter of 'ACDEFGHIJKL') t.match(page?.text, new RegExp(` ${letter} `), letter)
  const [other] = await drawn(drawRefusal, refusedBy({ reason: '<b>no ticket</b> & "onward"' }))
  t.match(other?.text, /L×.*<b>no ticket<\/b> & "onward"/)
})

t.test('the notice to the carrier says whom and by which flight, and neither the ground nor the e-visa', async (t) => {
  const [page, ...more] = await drawn(drawCarrierNotice, refusedBy({ reason: 'entry-ban' }))
  t.same(more, [])
  for (const part of ['NOTICE TO THE CARRIER', NUMBER, 'KC904', 'PERERA', 'N1234567', 'Annex 9', 'қосымша'])
    t.ok(page?.text.includes(part), part)
  t.notMatch(page?.text, /prohibited|запрещён|K7Q2-M4XN-9TBD/)
})

t.test('the longest texts fit on one page, whole, and a specimen says so all over', async (t) => {
  const facts = longestFacts()
  for (const draw of [drawRefusal, drawCarrierNotice]) {
    const [page, ...more] = await drawn(draw, facts)
    t.same(more, [])
    const letters = page?.text.replaceAll(' ', '') ?? ''
    for (const text of [facts.person.surname, facts.person.givenNames, facts.badge])
      t.ok(letters.includes(text?.replaceAll(' ', '') ?? '-'), String(text))
    t.match(page?.text, /SPECIMEN: made for demonstration or training, not a decision · ҮЛГІ: .* · ОБРАЗЕЦ: /)
    t.ok((page?.red ?? 0) > 2000)
  }
})
