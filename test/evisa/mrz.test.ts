import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { type PassportReading, readMrz, wrongCheckDigits } from '#evisa/mrz.ts'
import { expiryDate, mrzBirthDate } from '#evisa/mrz-dates.ts'
import { checkDigit, type MrzFields, makeMrvMrz, makeTd1Mrz, makeTd2Mrz, makeTd3Mrz } from '../../fixtures/make-mrz.ts'

interface ReferencePassport {
  readonly issuer: string
  readonly surname: string
  readonly givenNames: string
  readonly number: string
  readonly nationality: string
  readonly birthDate: string
  readonly sex: string
  readonly expiryDate: string
  readonly mrz: readonly string[]
}

const reference = new URL('../../fixtures/reference/passports-td3.json', import.meta.url)
const { passports } = JSON.parse(readFileSync(reference, 'utf8')) as { passports: ReferencePassport[] }
const TODAY = '2026-11-22'
const MISREAD = { ok: false, error: 'passport/misread' } as const
const PERERA: MrzFields = {
  issuer: 'LKA',
  surname: 'PERERA',
  givenNames: 'NIMALI SANDUNI',
  number: 'N1234567',
  nationality: 'LKA',
  birthDate: '1990-03-04',
  sex: 'F',
  expires: '2031-08-22',
}
const GOOD = makeTd3Mrz(PERERA)
const GOOD_CARD = makeTd1Mrz(PERERA)

function read(text: string): PassportReading {
  const reading = readMrz(text)
  if (!reading.ok) throw new Error(`misread:\n${text}`)
  return reading.value
}

/** The second line of a TD3 anew: its own check digits as they are given, the composite one made right. */
function td3Line(start: string, personal = '<<<<<<<<<<<<<<<'): string {
  const line = start + personal
  return line + checkDigit(line.slice(0, 10) + line.slice(13, 20) + line.slice(21))
}

t.test('reads every reference passport', async (t) => {
  t.ok(passports.length > 5)
  for (const { mrz, surname, givenNames, expiryDate: expires, ...same } of passports) {
    const truncated = !mrz[0]?.endsWith('<')
    const names = truncated ? `${surname} ${givenNames}`.slice(0, 38) : `${surname} ${givenNames}`.trim()
    const reading = read(mrz.join('\n'))
    t.match(reading, { ...same, format: 'TD3', documentCode: 'P', expires, surname, nameTruncated: truncated })
    t.equal(`${reading.surname} ${reading.givenNames}`.trim(), names)
  }
})

t.test('made MRZs are what the reference passports show', async (t) => {
  for (const { mrz, birthDate, expiryDate: expires, sex, ...fields } of passports) {
    const century = Number(birthDate.slice(0, 2)) > 26 ? '19' : '20'
    const born = `${century}${birthDate.slice(0, 2)}-${birthDate.slice(2, 4)}-${birthDate.slice(4)}`
    const made = makeTd3Mrz({ ...fields, sex: sex as 'F' | 'M', birthDate: born, expires: expiryDate(expires, TODAY) })
    t.equal(made, mrz.join('\n'), fields.surname)
  }
})

t.test('reads the specimens of ICAO Doc 9303', async (t) => {
  t.same(read('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'), {
    format: 'TD3',
    documentCode: 'P',
    issuer: 'UTO',
    number: 'L898902C3',
    isNumberProven: true,
    nationality: 'UTO',
    birthDate: '740812',
    sex: 'F',
    expires: '120415',
    surname: 'ERIKSSON',
    givenNames: 'ANNA MARIA',
    nameTruncated: false,
  })
  const card = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']
  t.match(read(card.join('\n')), { format: 'TD1', documentCode: 'I', number: 'D23145890', surname: 'ERIKSSON' })
  const long = ['I<UTOD23145890<7349<<<<<<<<<<<', '3407127M9507122UTO<<<<<<<<<<<2', 'STEVENSON<<PETER<JOHN<<<<<<<<<']
  t.match(read(long.join('\n')), { format: 'TD1', number: 'D23145890734', givenNames: 'PETER JOHN', sex: 'M' })
})

t.test('reads lines however they are parted, in any letter case', async (t) => {
  const [first = '', second = ''] = GOOD.split('\n')
  const expected = read(GOOD)
  for (const text of [
    first + second,
    `${first}\r\n${second}`,
    `${first}\r${second}`,
    `\n\n  ${first}  \n \n\t${second}\r\n\r\n`,
    GOOD.toLowerCase(),
    `\ufeff${GOOD}`,
  ]) {
    t.same(readMrz(text), { ok: true, value: expected }, JSON.stringify(text))
  }
  t.same(read(GOOD_CARD.replaceAll('\n', '')), read(GOOD_CARD))
  t.same(read(GOOD_CARD.replaceAll('\n', '\r\n')), read(GOOD_CARD))
})

t.test('does not mend what was lost or typed wrongly', async (t) => {
  const [first = '', second = ''] = GOOD.split('\n')
  for (const [what, text] of [
    ['nothing', ''],
    ['spaces', '   \n  '],
    ['one line', second],
    ['half of it', GOOD.slice(0, 60)],
    ['the lines in the other order', `${second}\n${first}`],
    ['a filler lost', `${first.slice(0, -1)}\n${second}`],
    ['a filler that slid into the next line', `${first.slice(0, -1)}\n<${second}`],
    ['a line broken in two', `${first.slice(0, 20)}\n${first.slice(20)}\n${second}`],
    ['a letter too many', `${GOOD}<`],
    ['spaces for fillers', GOOD.replaceAll('<', ' ')],
    ['a space inside', GOOD.replace('<SANDUNI', ' SANDUNI')],
    ['another letter for the filler', GOOD.replaceAll('<', '«')],
    ['a digit in the name', GOOD.replace('NIMALI', 'N1MALI')],
    ['a digit in the state', GOOD.replace('P<LKA', 'P<1KA')],
    ['no state', GOOD.replace('P<LKA', 'P<<<<')],
    ['a digit in the nationality', GOOD.replace('7LKA9', '7L0A9')],
    ['no name', GOOD.replace('PERERA<<NIMALI<SANDUNI', '<'.repeat(22))],
    ['an unknown sex', GOOD.replace('8F3', '8H3')],
    ['a long s, which is an S in upper case', GOOD.replace('SANDUNI', '\u017fANDUNI')],
    ['a sharp s, which is two letters in upper case', GOOD.replace('PERERA<<', 'PERERß<')],
    ['a Cyrillic letter that looks the same', GOOD.replace('PERERA', 'РERERA')],
    ['full-width letters', GOOD.replace('N123', 'Ｎ123')],
    ['more than any MRZ', `${' '.repeat(150)}${GOOD}`],
    ['very much more', GOOD.repeat(10_000)],
  ] as const) {
    t.same(readMrz(text), MISREAD, what)
  }
})

// What check digits cover, in the lines run together: number, birth date, expiry, each with its digit; the last digit.
type Span = readonly [start: number, end: number]
const TD3_PLACES: readonly Span[] = [
  [44, 54],
  [57, 64],
  [65, 72],
  [87, 88],
]
const COVERED: readonly (readonly [text: string, ...places: readonly Span[]])[] = [
  [GOOD, ...TD3_PLACES],
  [GOOD_CARD, [5, 15], [30, 37], [38, 45], [59, 60]],
  [makeTd1Mrz({ ...PERERA, number: 'D23145890734' }), [5, 30], [30, 37], [38, 45], [59, 60]],
]

t.test('finds every single wrong character that its check digits can tell', async (t) => {
  const weight = (character: string) => (character === '<' ? 0 : Number.parseInt(character, 36))
  for (const [made, ...places] of COVERED) {
    const text = made.replaceAll('\n', '')
    let [wrong, unseen] = [0, 0]
    for (const [start, end] of places) {
      for (let at = start; at < end; at++) {
        const own = text[at] ?? ''
        for (const other of '<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
          if (other === own) continue
          wrong++
          if (!readMrz(text.slice(0, at) + other + text.slice(at + 1)).ok) continue
          unseen++
          // 0, A, K, U and the filler weigh the same, as do 1, B, L and V: by ICAO's design.
          const told = (weight(other) - weight(own)) % 10 !== 0 || (/[0-9]/.test(own) && /[0-9]/.test(other))
          if (told || (at >= (places[1]?.[0] ?? 0) && /[0-9]/.test(own))) t.fail(`${own} as ${other} at ${at}: ${text}`)
        }
      }
    }
    t.ok(unseen > 0 && unseen < wrong / 10, `${unseen} of ${wrong} unseen`)
  }
})

t.test('finds most swaps of neighbouring digits', async (t) => {
  let [swaps, unseen] = [0, 0]
  for (let seed = 0; seed < 300; seed++) {
    const number = String((seed * 7_919_313 + 123_456_789) % 1e9).padStart(9, '0')
    const birthDate = `19${60 + (seed % 40)}-0${1 + (seed % 9)}-${10 + (seed % 18)}`
    const text = makeTd3Mrz({ ...PERERA, number, birthDate }).replace('\n', '')
    for (const [start, end] of TD3_PLACES) {
      for (let at = start; at < end - 1; at++) {
        const [one = '', other = ''] = text.slice(at, at + 2)
        if (one === other) continue
        swaps++
        if (!readMrz(text.slice(0, at) + other + one + text.slice(at + 2)).ok) continue
        unseen++
        // Weights 7, 3 and 1 differ by even numbers: digits that are five apart can be swapped unseen.
        if (Math.abs(Number(one) - Number(other)) !== 5) t.fail(`${one}${other} at ${at}: ${text}`)
      }
    }
  }
  t.comment(`${unseen} of ${swaps} swaps unseen (${((100 * unseen) / swaps).toFixed(1)} %)`)
  t.ok(unseen > 0 && unseen < swaps * 0.1)
})

t.test('a date that cannot be is misread, though its check digit is right', async (t) => {
  const [first] = GOOD.split('\n')
  const line = (birth: string, expires: string) =>
    td3Line(`N1234567<7LKA${birth}${checkDigit(birth)}F${expires}${checkDigit(expires)}`)
  for (const birth of ['90<304', '9003<4', '90030<', '9<0304', '901304', '900332', '903004']) {
    t.same(readMrz(`${first}\n${line(birth, '310822')}`), MISREAD, `born ${birth}`)
  }
  for (const expires of ['311345', '310022', '310800', '310832', '3108<<', '3<0822', '31O822']) {
    t.same(readMrz(`${first}\n${line('900304', expires)}`), MISREAD, `expires ${expires}`)
  }
  for (const birth of ['900304', '9003<<', '90<<<<', '<<<<<<', '<<0304', '901231']) {
    t.match(readMrz(`${first}\n${line(birth, '310822')}`), { ok: true, value: { birthDate: birth } }, `born ${birth}`)
  }
  for (const [written, birthDate] of [
    ['900000', '90<<<<'],
    ['900300', '9003<<'],
    ['90XXXX', '90<<<<'],
    ['9003XX', '9003<<'],
    ['XXXXXX', '<<<<<<'],
  ] as const) {
    t.match(readMrz(`${first}\n${line(written, '310822')}`), { ok: true, value: { birthDate } }, `born ${written}`)
  }
  t.equal(checkDigit('900316'), checkDigit('900361'), 'a day that is swapped into no day')
})

t.test('each check digit is looked at by itself', async (t) => {
  // The composite digit is right for each of these lines, so that only the field's own digit can tell.
  const [first] = GOOD.split('\n')
  const right = 'N1234567<7LKA9003048F3108228'
  t.ok(readMrz(`${first}\n${td3Line(right)}`).ok)
  for (const wrong of [
    'N1234567<8LKA9003048F3108228',
    'N1234567<7LKA9003049F3108228',
    'N1234567<7LKA9003048F3108229',
  ]) {
    t.same(readMrz(`${first}\n${td3Line(wrong)}`), MISREAD, wrong)
  }
  t.same(readMrz(`${first}\n${td3Line(right).slice(0, -1)}<`), MISREAD, 'a filler for the composite digit')
  const wrong = td3Line('N1234567<<LKA9003048F3108228')
  t.match(read(`${first}\n${wrong}`), { number: 'N1234567', isNumberProven: false }, 'a filler for the number digit')
  t.same(readMrz(`${first}\n${wrong.replace('N1234567', 'N1234568')}`), MISREAD, 'the composite one tells')
  t.same(wrongCheckDigits(wrong), [])
})

t.test('nothing is corrected: a letter for a digit is a misreading', async (t) => {
  t.same(readMrz(GOOD.replace('9003048', '9OO3O48')), MISREAD)
  t.same(readMrz(GOOD.replace('3108228', '31O8228')), MISREAD)
})

t.test('does not take for a misreading what is only rare', async (t) => {
  const [first = '', second = ''] = GOOD.split('\n')
  const line = (start: string, personal?: string) => `${first}\n${td3Line(start, personal)}`
  for (const [what, text, expected] of [
    ['a state the package does not know', GOOD.replaceAll('LKA', 'QQQ'), { issuer: 'QQQ', nationality: 'QQQ' }],
    ['Kosovo', GOOD.replaceAll('LKA', 'XKX'), { issuer: 'XKX' }],
    ['a stateless person', GOOD.replace('7LKA', '7XXA'), { issuer: 'LKA', nationality: 'XXA' }],
    ['Germany', GOOD.replace('P<LKA', 'P<D<<').replace('7LKA', '7D<<'), { issuer: 'DEU', nationality: 'DEU' }],
    ['a birth day unknown', makeTd3Mrz({ ...PERERA, birthDate: '1990-03' }), { birthDate: '9003<<' }],
    ['a birth month unknown', makeTd3Mrz({ ...PERERA, birthDate: '1990' }), { birthDate: '90<<<<' }],
    ['a birth date unknown', makeTd3Mrz({ ...PERERA, birthDate: '' }), { birthDate: '<<<<<<' }],
    ['sex unspecified', makeTd3Mrz({ ...PERERA, sex: 'X' }), { sex: 'X' }],
    ['sex X', GOOD.replace('8F3', '8X3'), { sex: 'X' }],
    ['a single name', makeTd3Mrz({ ...PERERA, givenNames: '' }), { surname: 'PERERA', givenNames: '' }],
    ['a single name given', makeTd3Mrz({ ...PERERA, surname: '' }), { surname: '', givenNames: 'NIMALI SANDUNI' }],
    ['0 for no personal number', line(second.slice(0, 28), '<<<<<<<<<<<<<<0'), { number: 'N1234567' }],
    ['an odd personal number digit', line(second.slice(0, 28), '199006304125<<9'), { number: 'N1234567' }],
    ['an expiry long past', makeTd3Mrz({ ...PERERA, expires: '2001-01-01' }), { expires: '010101' }],
    [
      'double fillers in the given names',
      GOOD.replace('NIMALI<SAN', 'NIMALI<<SAN').replace('<\n', '\n'),
      {
        surname: 'PERERA',
        givenNames: 'NIMALI SANDUNI',
      },
    ],
    [
      'a filler inside the number',
      line(`AB<12345<${checkDigit('AB<12345<')}LKA9003048F3108228`),
      { number: 'AB12345' },
    ],
  ] as const) {
    const reading = readMrz(text)
    t.match(reading, { ok: true, value: expected }, what)
  }
  for (const code of ['P<', 'PM', 'PO', 'PD', 'PS', 'PP', 'PE', 'PT']) {
    t.match(readMrz(GOOD.replace('P<', code)), { ok: true, value: { documentCode: code.replace('<', '') } }, code)
  }
  for (const code of ['I<', 'ID', 'IP', 'AC', 'C<']) {
    t.match(readMrz(GOOD_CARD.replace('I<', code)), { ok: true, value: { documentCode: code.replace('<', '') } }, code)
  }
})

t.test('what the book does not know is misread', async (t) => {
  const swiss = 'AAA001D<<\nFACHE305142128097<<800126<<<<<\nMARCHAND<<FABIENNE<<<<<<<<<<<<'
  const french = 'D1FRA13AA000026181231MARTIN<<9'
  const frenchId = 'IDFRATEST<NAME<<<<<<<<<<<<<<<<0CHE02\n1710GVA123451ROBERTA<<<<<<<9112311F2'
  for (const text of [swiss, french, frenchId]) t.same(readMrz(text), MISREAD, text)
  t.same(readMrz(GOOD.replace('P<', 'P1')), MISREAD)
  t.same(readMrz(GOOD_CARD.replace('I<', 'IV')), MISREAD)
  t.same(readMrz(GOOD_CARD.replace('I<', 'D<')), MISREAD)
})

t.test('a document that is no passport says so by its code', async (t) => {
  for (const [format, documentCode, text] of [
    ['TD3', 'I', GOOD.replace('P<', 'I<')],
    ['TD1', 'C1', GOOD_CARD.replace('I<', 'C1')],
    ['TD2', 'I', makeTd2Mrz(PERERA)],
    ['MRV-A', 'V', makeMrvMrz(PERERA, 44)],
    ['MRV-A', 'VC', makeMrvMrz({ ...PERERA, documentCode: 'VC' }, 44)],
    ['MRV-B', 'V', makeMrvMrz(PERERA, 36)],
  ] as const) {
    t.match(read(text), { format, documentCode, number: 'N1234567', surname: 'PERERA', birthDate: '900304' }, text)
  }
})

t.test('a document may say that it never expires', async (t) => {
  t.match(read(makeTd1Mrz({ ...PERERA, expires: '' })), { expires: '<<<<<<' })
  t.match(read(makeTd2Mrz({ ...PERERA, expires: '' })), { expires: '<<<<<<' })
  const passport = makeTd3Mrz({ ...PERERA, expires: '' })
  t.match(read(passport), { expires: '<<<<<<' })
  t.match(read(passport.replace('<<<<<<0', '<<<<<<<')), { expires: '<<<<<<' }, 'its check digit left out')
  t.same(readMrz(passport.replace('<<<<<<0', '<<<<<<1')), MISREAD)
})

t.test('joins the long number of a card again', async (t) => {
  for (const number of ['1234567890', 'D23145890734', 'A123456789B12', '1234567890123456789012']) {
    t.match(read(makeTd1Mrz({ ...PERERA, number })), { number, isNumberProven: true })
  }
  for (const number of ['1234567890', 'D2314589073', 'A123456789B123']) {
    t.match(read(makeTd2Mrz({ ...PERERA, number })), { number, isNumberProven: true })
  }
})

t.test('a number of a card goes on only where a check digit proves it', async (t) => {
  // The composite digit is right: what follows is another thing, and the number's own digit is missing.
  const [, second = '', third = ''] = GOOD_CARD.split('\n')
  for (let at = 0; at < 50; at++) {
    const number = `N123456${String(at).padStart(2, '0')}`
    for (const rest of [
      '<<<<<<<<<<<<<<<',
      '123456789012345',
      'ABC<<<<<<<<<<<<',
      '7<<<<<<<<<<<<<<',
      '<7<<<<<<<<<<<<<',
    ]) {
      const upper = `${number}<${rest}`
      const composite = checkDigit(upper + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29))
      const text = `I<LKA${upper}\n${second.slice(0, 29)}${composite}\n${third}`
      t.match(read(text), { number, isNumberProven: false }, text)
    }
  }
  t.pass()
})

t.test('a passport without a number is misread', async (t) => {
  t.same(readMrz(makeTd3Mrz({ ...PERERA, number: '' })), MISREAD)
  t.same(readMrz(makeTd1Mrz({ ...PERERA, number: '' })), MISREAD)
})

t.test('says when the name field is full', async (t) => {
  const full = { ...PERERA, surname: 'ABDELRAHMAN', givenNames: 'MOHAMED AHMED HASSAN ELSAYED' }
  t.match(read(makeTd3Mrz(full)), { givenNames: 'MOHAMED AHMED HASSAN ELSAY', nameTruncated: true })
  t.match(read(makeTd1Mrz(full)), { givenNames: 'MOHAMED AHMED HAS', nameTruncated: true })
  t.match(read(makeTd3Mrz({ ...full, givenNames: 'MOHAMED AHMED HASSAN ELSA' })), { nameTruncated: false })
  t.match(read(makeTd3Mrz({ ...full, surname: 'A'.repeat(45), givenNames: 'B' })), {
    surname: 'A'.repeat(39),
    givenNames: '',
    nameTruncated: true,
  })
})

t.test('never throws, whatever the text', async () => {
  const letters = fc.constantFrom(...'ABCP<<<<0123456789\n')
  const mutated = fc
    .tuple(fc.constantFrom(GOOD, GOOD_CARD), fc.nat(92), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + other.length))
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: letters, minLength: 80, maxLength: 95 }),
    fc.stringMatching(/^[A-Z0-9<]{88}$/),
    fc.stringMatching(/^[ACIP][A-Z<]([A-Z0-9<]{28}\n){2}[A-Z0-9<]{30}$/),
    mutated,
  )
  fc.assert(
    fc.property(texts, (text) => {
      const reading = readMrz(text)
      return reading.ok ? reading.value.number !== '' : reading.error === 'passport/misread'
    }),
    { numRuns: 5000 },
  )
})

t.test('whatever is made is read, in each format', async () => {
  const states = fc.constantFrom('LKA', 'DEU', 'KAZ', 'QQQ', 'GBD', 'RKS', 'UNO', 'XXA', 'XXX', 'EUE', 'UTO')
  const fields = (longest: number, codes: readonly string[]) =>
    fc.record({
      documentCode: fc.constantFrom(...codes),
      issuer: states,
      nationality: states,
      surname: fc.stringMatching(/^[A-Z]{1,10}( [A-Z]{1,8}){0,2}$/),
      givenNames: fc.stringMatching(/^([A-Z]{1,8}( [A-Z]{1,8}){0,3})?$/),
      number: fc.string({ unit: fc.constantFrom(...'ABCXYZ0123456789'), minLength: 1, maxLength: longest }),
      birthDate: fc.constantFrom('1985-03-17', '1985-03', '1985', '', '2012-12-31'),
      sex: fc.constantFrom('F', 'M', 'X'),
      expires: fc.constantFrom('2031-08-22', '2001-01-01', '2029-12-31'),
    })
  const isRead = (made: MrzFields, text: string, format: string, width: number) => {
    const { surname, givenNames, expires, birthDate, ...same } = made
    const reading = read(text)
    const name = `${surname}<<${givenNames}`.slice(0, width)
    const shown = [reading.surname, reading.givenNames].join('<<').slice(0, width)
    return (
      reading.format === format &&
      reading.isNumberProven &&
      Object.entries(same).every(([field, value]) => reading[field as keyof PassportReading] === value) &&
      expiryDate(reading.expires, TODAY) === expires &&
      reading.birthDate === mrzBirthDate(birthDate) &&
      (reading.nameTruncated ===
        `${surname}<<${givenNames || '<'}`.replaceAll(' ', '<').slice(0, width).padEnd(width, '<').endsWith('<')) ===
        false &&
      shown.replace(/[< ]+$/, '') === name.replace(/[< ]+$/, '')
    )
  }
  const cards = ['I', 'ID', 'IP', 'AC', 'C']
  fc.assert(fc.property(fields(9, ['P', 'PM', 'PE']), (made) => isRead(made, makeTd3Mrz(made), 'TD3', 39)))
  fc.assert(fc.property(fields(14, cards), (made) => isRead(made, makeTd2Mrz(made), 'TD2', 31)))
  fc.assert(fc.property(fields(22, cards), (made) => isRead(made, makeTd1Mrz(made), 'TD1', 30)))
  fc.assert(fc.property(fields(9, ['V', 'VB']), (made) => isRead(made, makeMrvMrz(made, 44), 'MRV-A', 39)))
  fc.assert(fc.property(fields(9, ['V', 'VB']), (made) => isRead(made, makeMrvMrz(made, 36), 'MRV-B', 31)))
})
