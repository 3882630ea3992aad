import t from 'tap'
import { readMrz } from '#evisa/mrz.ts'
import { makeTd1Mrz, makeTd3Mrz } from '../../../fixtures/make-mrz.ts'
import { isReaders, passportIn, type Typed, typedReading } from '../../../scanner-client/offline/typed-reading.ts'
import { wedgeKeyOf } from '../../../scanner-client/pwa/reading/wedge-keys.ts'
import { makeClaims, qrTextOf } from '../../made.ts'
import { asEvent, LAYOUTS, type LayoutName, typedBy } from '../pwa/reading/keyboard-layouts.ts'

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
const MRZ = makeTd3Mrz(HOLDER)
const [FIRST = '', SECOND = ''] = MRZ.split('\n')
const CARD = makeTd1Mrz(HOLDER)
const EVISA = qrTextOf()
const ADDRESS = qrTextOf(undefined, 'HTTPS://EVISA.EXAMPLE/Q#')
const PASS = 'M1DOE/JANE            EABC123 DELNQZKC 0104 326Y012A0025 100'
const every = Object.keys(LAYOUTS) as LayoutName[]
const passport = (text: string): Typed => ({ kind: 'passport', text })
const code = (text: string): Typed => ({ kind: 'code', text })
const MORE: Typed = { kind: 'more' }

/** What a page hears of a line: its keys as a US keyboard has them, and as this one does. */
function keysOf(text: string, reader: LayoutName, computer: LayoutName, capsLock = false): string[] {
  const keys = typedBy(text, reader, computer, capsLock).flatMap((pressed) => wedgeKeyOf(asEvent(pressed)) ?? [])
  return [keys.map(({ us }) => us).join(''), keys.map(({ key }) => key).join('')]
}
/** What a terminal hears of it. */
const writtenOn = (computer: LayoutName, text: string) => [
  typedBy(text, 'us', computer)
    .map(({ key }) => key)
    .join(''),
]
const told = (...lines: (string | readonly string[])[]) => {
  const reading = typedReading()
  return lines.flatMap((line) => reading.take(typeof line === 'string' ? [line] : line))
}

t.test('a code and a passport are read from US keys under every layout', async (t) => {
  for (const computer of every) {
    for (const text of [EVISA, ADDRESS, 'EVISA-ENROL.aB-_9.Zy', PASS])
      t.same(told(keysOf(text, 'us', computer)), [code(text)], computer)
    const lines = [FIRST, SECOND].map((line) => keysOf(line, 'us', computer))
    t.same(told(...lines), [MORE, passport(MRZ)], computer)
    t.same(told(keysOf(FIRST + SECOND, 'us', computer)), [passport(MRZ)], `${computer}, in one burst`)
    const locked = [FIRST, SECOND].map((line) => keysOf(line.toLowerCase(), 'us', computer, true))
    t.same(told(...locked), [MORE, passport(MRZ)], `${computer}, caps lock`)
  }
})

t.test('a terminal hears only what its keyboard writes, and reads it as well', async (t) => {
  for (const computer of every) {
    t.same(told(writtenOn(computer, FIRST), writtenOn(computer, SECOND)), [MORE, passport(MRZ)], computer)
    t.same(told(writtenOn(computer, FIRST + SECOND)), [passport(MRZ)], `${computer}, in one burst`)
    const [{ kind, text } = MORE as never] = told(writtenOn(computer, EVISA)) as [{ kind: string; text: string }]
    t.same([kind, text.slice(4)], ['code', EVISA.slice(4)], `the digits on a ${computer} keyboard`)
  }
})

t.test('a reader that was set to the layout of the computer is read as well', async (t) => {
  for (const layout of ['german', 'french'] as const) {
    // A French keyboard has its # on a third level.
    for (const text of [EVISA, layout === 'german' ? ADDRESS : ADDRESS.replace('#', '')])
      t.same(told(keysOf(text, layout, layout)), [code(text)], layout)
    t.same(told(keysOf(FIRST, layout, layout), keysOf(SECOND, layout, layout)), [MORE, passport(MRZ)], layout)
  }
})

t.test('framing is taken off, and parts lines as a line end does', async (t) => {
  t.same(told(`\u0002${FIRST}`, SECOND, '\u0003'), [MORE, passport(MRZ)])
  t.same(told(`\u0003\u0002${FIRST}`, `${SECOND}\u0003`), [MORE, passport(MRZ)], 'the last end before the next start')
  t.same(told(`\u0002${FIRST}\u001e${SECOND}\u001e\u0003`), [MORE, passport(MRZ)])
  t.same(told(`\u0002${EVISA}\u0003`), [code(EVISA)])
  t.same(told('@\u001e\rANSI 636000\u001dDAQ1'), [code('@ ANSI 636000 DAQ1')], 'a driving licence is one code')
  t.same(told('', '\u0002', ' \t '), [])
})

t.test('signs that a reader puts around a line are no part of it', async (t) => {
  for (const [before, behind] of [
    [']o1', ''],
    [']o1', '*'],
    ['*]o1', '#'],
    ['*', '*'],
    ['', ' *'],
    ['/', '$'],
  ]) {
    const [first, second] = [FIRST, SECOND].map((line) => `${before}${line}${behind}`)
    t.same(told(first ?? '', second ?? ''), [MORE, passport(MRZ)], `${before} ${behind}`)
    t.same(told(`${before}${FIRST}${SECOND}${behind}`), [passport(MRZ)], `${before} ${behind}, in one burst`)
    t.same(told(`\u0002${first}\r${second}\u0003`), [MORE, passport(MRZ)], `${before} ${behind}, framed`)
    t.same(told(...CARD.split('\n').map((line) => `${before}${line}${behind}`)), [MORE, MORE, passport(CARD)])
    const wrong = told(first ?? '', second?.replace('C01X', 'C01V') ?? '').at(-1)
    t.match(wrong, { kind: 'passport' })
    t.notOk(readMrz((wrong as { text: string }).text).ok, 'no sign makes a wrong line right')
  }
  for (const text of [PASS, `]o1${PASS}`, '*4006381333931*']) t.match(told(text), [{ kind: 'code' }], text)
})

t.test('a passport and a code that no line end parts are both told', async (t) => {
  for (const burst of [FIRST + SECOND + EVISA, EVISA + FIRST + SECOND])
    t.same(told(burst), [code(burst), passport(MRZ)], burst.slice(0, 8))
  const unread = told(FIRST + SECOND.slice(1) + EVISA)
  t.match(unread, [{ kind: 'code' }, { kind: 'passport' }])
  t.notOk(readMrz(unread[1]?.kind === 'passport' ? unread[1].text : MRZ).ok)
  t.same(told(PASS + EVISA), [code(PASS + EVISA)], 'a boarding pass is none')
  const two = `${EVISA}${qrTextOf(makeClaims({ stay_days: 29 }))}`
  t.same(told(two), [code(two)], 'two e-visas are told as one text, which answers for neither')
})

t.test('a zone is whole after its lines: two of a passport, three of a card', async (t) => {
  t.same(told(...CARD.split('\n')), [MORE, MORE, passport(CARD)])
  t.same(told(...CARD.split('\n').map((line) => line.replace(/<+$/, ''))), [MORE, MORE, passport(CARD)], 'cut off')
  const td2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']
  t.same(told(...td2), [MORE, passport(td2.join('\n'))])
})

t.test('what begins like a passport and cannot be read is told as a passport that reads as nothing', async (t) => {
  const wrong = SECOND.replace('C01X', 'C01V')
  for (const lines of [
    [FIRST, wrong],
    [FIRST + wrong],
    [SECOND],
    [FIRST.slice(1)],
    [`P${FIRST.slice(2)}`, SECOND],
    [FIRST, SECOND.slice(1)],
    CARD.replace('0304', '0305').split('\n'),
  ]) {
    const last = told(...lines).at(-1)
    t.match(last, { kind: 'passport' }, lines.join(' '))
    t.notOk(readMrz((last as { text: string }).text).ok)
  }
  t.same(told(FIRST, EVISA), [MORE, passport(FIRST), code(EVISA)], 'half of one, when another code follows')
  const reading = typedReading()
  reading.take([FIRST])
  t.equal(reading.isWaiting(), true)
  t.same(reading.giveUp(), [passport(FIRST)])
  t.same([reading.isWaiting(), reading.giveUp()], [false, []])
})

t.test('a line that is read twice, or one of another form, begins anew', async (t) => {
  t.same(told(FIRST, FIRST, SECOND), [MORE, MORE, passport(MRZ)])
  t.same(told(FIRST, ...CARD.split('\n')), [MORE, MORE, MORE, passport(CARD)])
  t.same(told(FIRST, FIRST + SECOND), [MORE, passport(MRZ)], 'a whole one supersedes the half')
})

t.test('letters that may be exchanged are told as such, never guessed', async (t) => {
  const zone = makeTd3Mrz({ ...HOLDER, number: 'C01X0012M' })
  t.match(told(...zone.split('\n').map((line) => writtenOn('german', line))), [MORE, { kind: 'exchanged' }])
})

t.test('the passport in a text of its lines', async (t) => {
  t.same(passportIn(MRZ), passport(MRZ))
  t.same(passportIn(`\n${MRZ.replaceAll(/<+$/gm, '').replaceAll('<', '_')}\r\n`), passport(MRZ))
  t.same(passportIn(FIRST), passport(FIRST))
  for (const text of ['', 'none', EVISA, `${MRZ}\n${EVISA}`]) t.equal(passportIn(text), null, text)
})

t.test('only what no hand types on end is a reader’s, however slow', async (t) => {
  for (const text of [EVISA, FIRST, SECOND, FIRST.replace(/<+$/, ''), 'EVISA-ENROL.aB']) t.ok(isReaders([text]), text)
  for (const text of [
    '',
    'P<DEU',
    'a name that is typed by a fast hand',
    'booth 7 and its officer',
    '7'.repeat(40),
    PASS,
  ])
    t.notOk(isReaders([text]), text)
})
