import t from 'tap'
import { makeTd1Mrz, makeTd3Mrz } from '../../../../fixtures/make-mrz.ts'
import { wedgeKeyOf } from '../../../../scanner-client/pwa/reading/wedge-keys.ts'
import { readBurst } from '../../../../scanner-client/pwa/reading/wedge-text.ts'
import { qrTextOf } from '../../../made.ts'
import { asEvent, LAYOUTS, type LayoutName, typedBy } from './keyboard-layouts.ts'

const HOLDER = {
  issuer: 'DEU',
  surname: 'YILMAZ',
  givenNames: 'AZIZ QUY',
  number: 'C01X0YZ8M',
  nationality: 'DEU',
  birthDate: '1990-03-04',
  sex: 'F',
  expires: '2031-08-22',
} as const
const [FIRST = '', SECOND = ''] = makeTd3Mrz(HOLDER).split('\n')
const ADDRESS = qrTextOf(undefined, 'HTTPS://EVISA.EXAMPLE/Q#')

function keysOf(text: string, reader: LayoutName, computer: LayoutName, capsLock = false) {
  return typedBy(text, reader, computer, capsLock).flatMap((pressed) => wedgeKeyOf(asEvent(pressed)) ?? [])
}
const every = Object.keys(LAYOUTS) as LayoutName[]

t.test('an e-visa and a passport are read from US keys under every layout', async (t) => {
  for (const computer of every) {
    for (const text of [qrTextOf(), ADDRESS, 'EVISA-ENROL.aB-_9.Zy', `${FIRST}${SECOND}`]) {
      t.same(readBurst(keysOf(text, 'us', computer), null), { text, isMore: false }, computer)
    }
    t.same(readBurst(keysOf(FIRST, 'us', computer), null), { text: FIRST, isMore: true }, computer)
    const zone = { text: `${FIRST}\n${SECOND}`, isMore: false }
    t.same(readBurst(keysOf(SECOND, 'us', computer), FIRST), zone, computer)
    t.same(readBurst(keysOf(SECOND.toLowerCase(), 'us', computer, true), FIRST), zone, `${computer}, caps lock`)
  }
})

t.test('a reader that was set to the layout of the computer is read as well', async (t) => {
  for (const layout of ['german', 'french'] as const) {
    // A French keyboard has its # on a third level.
    const texts = [qrTextOf(), layout === 'german' ? ADDRESS : ADDRESS.replace('#', ''), `${FIRST}${SECOND}`]
    for (const text of texts) {
      t.same(readBurst(keysOf(text, layout, layout), null), { text, isMore: false }, layout)
    }
    t.same(readBurst(keysOf(FIRST, layout, layout), null), { text: FIRST, isMore: true }, layout)
  }
})

t.test('a zone is whole after its lines: two of a passport, two between, three of a card', async (t) => {
  const card = makeTd1Mrz(HOLDER).split('\n')
  let before: string | null = null
  for (const [at, line] of card.entries()) {
    const { text, isMore } = readBurst(keysOf(line, 'us', 'us'), before)
    t.equal(text, card.slice(0, at + 1).join('\n'))
    t.equal(isMore, at < 2)
    before = text
  }
  const td2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']
  t.same(readBurst(keysOf(td2[1] ?? '', 'us', 'us'), td2[0] ?? ''), { text: td2.join('\n'), isMore: false })
})

t.test('a zone with a wrong check digit is given as it was read: whoever asks says "read it again"', async (t) => {
  const wrong = SECOND.replace('C01X', 'C01Y')
  t.same(readBurst(keysOf(wrong, 'us', 'us'), FIRST), { text: `${FIRST}\n${wrong}`, isMore: false })
  const full = `${SECOND.slice(0, 28)}ABCDEFGHIJKLMN12`
  t.same(readBurst(keysOf(full, 'us', 'us'), FIRST), { text: `${FIRST}\n${full}`, isMore: false }, 'without a filler')
})

t.test('a line of another form begins anew', async (t) => {
  const [line = ''] = makeTd1Mrz(HOLDER).split('\n')
  t.same(readBurst(keysOf(line, 'us', 'us'), FIRST), { text: line, isMore: true })
})

t.test('another code is given as it is, even where the layout makes nothing of it', async (t) => {
  const pass = 'M1DOE/JANE            EABC123 DELNQZKC 0104 326Y012A0025 100'
  for (const computer of every) {
    t.same(readBurst(keysOf(pass, 'us', computer), null), { text: pass, isMore: false }, computer)
  }
})
