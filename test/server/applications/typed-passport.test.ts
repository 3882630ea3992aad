import t from 'tap'
import { demoPassport } from '../../../fixtures/demo-applications.ts'
import { makeTd1Mrz } from '../../../fixtures/make-mrz.ts'
import { readLines, readName, readNumber, readState } from '../../../server/applications/typed-passport.ts'
import { linesOfPassport } from '../made-application.ts'

t.test('a name is read where only its writing differs from the lines of a passport', async (t) => {
  for (const typed of ['Nimali Sanduni', ' NIMALI   SANDUNI ', 'nimali-sanduni', "Nima'li  Sanduni."])
    t.strictSame(readName(typed), { ok: true, value: 'NIMALI SANDUNI' }, typed)
  t.strictSame(readName('O’Brien-Smith'), { ok: true, value: 'OBRIEN SMITH' })
})

t.test('where letters are spelled anew the passport decides, and the likely spelling is said', async (t) => {
  t.match(readName('Müller'), { error: { rule: 'mrz-spelling', message: /MUELLER or MUXXLLER or MULLER|MUELLER/ } })
  t.match(readName('Перера'), { error: { rule: 'mrz-spelling', message: /most likely PERERA/ } })
  t.match(readName('PERER\u0410'), { error: { rule: 'look-alike', message: /character 6 is the Cyrillic/ } })
  t.match(readName('陳'), { error: { rule: 'mrz-spelling', message: /陳/ } })
  t.match(readName('نيمالي'), { error: { rule: 'mrz-spelling' } })
  t.match(readName('Nimali 🙂'), { error: { rule: 'mrz-spelling', message: /🙂/ } })
  t.match(readName('---'), { error: { rule: 'mrz-spelling' } })
  t.match(readName('A'.repeat(81)), { error: { rule: 'too-long' } })
  t.match(readName('A\0'), { error: { rule: 'control-character' } })
})

t.test('a number is read without what is printed between', async (t) => {
  for (const typed of ['n 123 4567', 'N-1234567', ' N1234567< ', 'Ｎ１２３４５６７', 'N١٢٣٤٥٦٧'])
    t.strictSame(readNumber(typed), { ok: true, value: 'N1234567' }, typed)
  t.match(readNumber('\u041d1234567'), { error: { rule: 'look-alike', message: /Cyrillic Н.*Latin H/ } })
  t.match(readNumber('N12345§7'), { error: { rule: 'passport-number', message: /"§"/ } })
  t.match(readNumber('--'), { error: { rule: 'passport-number' } })
  t.match(readNumber('N'.repeat(23)), { error: { rule: 'too-long' } })
})

t.test('a state is read by its letters and by its English name', async (t) => {
  for (const typed of ['LKA', 'lka', ' lk ', 'Sri Lanka'])
    t.strictSame(readState(typed), { ok: true, value: 'LKA' }, typed)
  t.strictSame(readState('D'), { ok: true, value: 'DEU' })
  for (const typed of ['XYZ', 'Atlantis', '🙂', 'constructor'])
    t.match(readState(typed), { error: { rule: 'state' } }, typed)
  t.match(readState('L\u041aA'), { error: { rule: 'look-alike' } })
})

t.test('the lines of a passport are read as they were typed or pasted', async (t) => {
  const { mrz } = demoPassport('N1234567')
  const [first = '', second = ''] = mrz
  for (const typed of [
    mrz.join('\n'),
    mrz.join('\r\n\r\n').toLowerCase(),
    first + second,
    ` ${first.slice(0, 9)} ${first.slice(9)}\n${second}`,
    mrz.join('\n').replace('<<', '«'),
  ])
    t.match(
      readLines(typed),
      { ok: true, value: { lines: mrz, reading: { number: 'N1234567', surname: 'PERERA' } } },
      typed,
    )
})

t.test('lines that cannot be right are not, and it is said where', async (t) => {
  const [first = '', second = ''] = linesOfPassport().split('\n')
  t.match(readLines(`${first}\n${second.replace('N1234567', 'N1234568')}`), {
    error: { rule: 'passport-lines', message: /passport number and the line as a whole/ },
  })
  t.match(readLines(`${first}\n${second.replace('900304', '900305')}`), { error: { message: /birth date/ } })
  for (const typed of ['<<', first, `${first}\n${second.slice(1)}`, 'P<'.repeat(300), '🙂'])
    t.match(readLines(typed), { error: { rule: 'passport-lines', message: /44 characters/ } })
  t.match(readLines(`${first.replace('PERERA', 'P\u0415RERA')}\n${second}`), { error: { rule: 'look-alike' } })
  const card = makeTd1Mrz({
    issuer: 'LKA',
    surname: 'PERERA',
    givenNames: 'NIMALI',
    number: 'N1234567',
    nationality: 'LKA',
    birthDate: '1990-03-04',
    sex: 'F',
    expires: '2031-08-22',
  })
  t.match(readLines(card), { error: { rule: 'no-passport' } })
})
