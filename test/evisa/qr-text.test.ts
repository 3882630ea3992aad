import fc from 'fast-check'
import t from 'tap'
import { bytesOfDigits, digitsOfBytes } from '#evisa/qr-digits.ts'
import { DEFAULT_PREFIX, jwsOfText, MAX_TEXT_LENGTH, qrTextOfJws } from '#evisa/qr-text.ts'
import { OTHER_CODES } from '../hostile-texts.ts'
import { makeClaims, signVisa, unwrap } from '../made.ts'

const jws = signVisa()
const printed = unwrap(qrTextOfJws(jws))
const digits = printed.slice(DEFAULT_PREFIX.length)
const bytes = bytesOfDigits(digits) ?? new Uint8Array()
const reasonOf = (text: string) => {
  const read = jwsOfText(text)
  return read.ok ? 'read' : read.error
}

t.test('what is printed is read back to the letter', async (t) => {
  t.match(printed, /^EV1:[0-9]{250,420}$/)
  t.same(jwsOfText(printed), { ok: true, value: jws })
  const long = makeClaims({ holder: { ...makeClaims().holder, surname: 'A'.repeat(80), given_names: 'B'.repeat(80) } })
  t.ok(unwrap(qrTextOfJws(signVisa(long))).length <= 700, 'the longest names too')
})

t.test('digits are found behind any prefix that a printer or a keyboard gives them', async (t) => {
  const prefixes = [
    '',
    'EV1:',
    'ev1:',
    'УМ1Ж',
    'ум1ж',
    'EV1;',
    ' \t\r\nEV1:',
    '\ufeffEV1:',
    'HTTPS://EVISA.EXAMPLE/Q#',
    'https://h/q#',
    ']Q1EV1:',
  ]
  for (const prefix of prefixes) {
    for (const end of ['', '\n', '\r\n', ' '])
      t.same(jwsOfText(prefix + digits + end), { ok: true, value: jws }, JSON.stringify(prefix))
  }
})

t.test('what a reader adds around the digits is no part of them', async (t) => {
  const around = ['*', '#', '**', '\u0002', '\u001d\u0004', '$', '/', ' * ', '\r\n\u0003', '-CR', '*7']
  for (const prefix of ['', 'EV1:', 'HTTPS://EVISA.EXAMPLE/Q#', ']Q1EV1:', '*]Q3EV1:', 'УМ1Ж']) {
    for (const sign of around) {
      for (const text of [`${prefix}${digits}${sign}`, `${sign.replace('7', '')}${prefix}${digits}${sign}`])
        t.same(jwsOfText(text), { ok: true, value: jws }, JSON.stringify(text.slice(0, 12) + sign))
    }
  }
  for (const text of [`*EV1:${digits.slice(1)}*`, `${digits.slice(1)}#`, '*EV1:*', '#HTTPS://EVISA.EXAMPLE/Q#12345*'])
    t.equal(reasonOf(text), 'qr/malformed', text)
  for (const text of ['*4006381333931*', `*shc:/${'56762909524320603460'.repeat(20)}*`])
    t.equal(reasonOf(text), 'qr/not-an-evisa', text)
})

t.test('of two e-visas in one text neither answers', async (t) => {
  const other = unwrap(qrTextOfJws(signVisa(makeClaims({ stay_days: 29 }))))
  const [bare, address] = [other.slice(4), other.replace('EV1:', 'HTTPS://EVISA.EXAMPLE/Q#')]
  for (const second of [other, other.toLowerCase(), bare, address, other.slice(0, 40), bare.slice(0, 100)]) {
    for (const between of ['', ' ', '\r\n', '*', '\u001d']) {
      for (const text of [second + between + printed, printed + between + second]) {
        t.equal(reasonOf(text), 'qr/malformed', `${second.slice(0, 8)} ${JSON.stringify(between)}`)
      }
    }
  }
  for (const text of [
    `${printed}${printed}`,
    `${digits} ${printed}`,
    `ev1:${digits}*${printed}`,
    `${printed} ${digits}`,
  ])
    t.same(jwsOfText(text), { ok: true, value: jws }, 'the same twice')
  for (const text of [`${bare.slice(0, 99)} ${printed}`, `4006381333931${printed}`, `${printed} EV1`])
    t.equal(reasonOf(text), 'read', 'what is no other e-visa')
})

t.test('a prefix can be chosen, but not one behind which the digits are not found', async (t) => {
  t.match(qrTextOfJws(jws, 'HTTPS://EVISA.EXAMPLE/Q#'), { ok: true, value: /^HTTPS:\/\/EVISA\.EXAMPLE\/Q#[0-9]+$/ })
  for (const prefix of ['EV1', 'Q2', 'eyJ.']) t.match(qrTextOfJws(jws, prefix), { ok: false, error: /prefix/ }, prefix)
  t.match(qrTextOfJws(jws, 'x'.repeat(MAX_TEXT_LENGTH)), { ok: false, error: /2048/ })
  t.match(qrTextOfJws('no JWS'), { ok: false, error: /form/ })
})

t.test("a compact JWS is passed on as it is, for the credential's own gate to judge", async (t) => {
  for (const text of [jws, ` ${jws}`, `\ufeff${jws}`, `\0${jws}`, 'eyJ.', `${jws}.x`])
    t.same(jwsOfText(text), { ok: true, value: text })
})

t.test('nothing is unreadable', async (t) => {
  for (const text of ['', ' ', '\r\n', '\t', '\ufeff', '\u00a0 '])
    t.equal(reasonOf(text), 'qr/unreadable', JSON.stringify(text))
})

t.test('2,048 characters are looked at, more are not', async (t) => {
  t.equal(reasonOf('1'.repeat(2048)), 'qr/malformed')
  t.equal(reasonOf('1'.repeat(2049)), 'qr/too-long')
  t.equal(reasonOf(' '.repeat(2049)), 'qr/too-long')
  t.equal(reasonOf(printed + ' '.repeat(2048 - printed.length)), 'read')
  t.equal(reasonOf(printed + ' '.repeat(2049 - printed.length)), 'qr/too-long')
  const huge = ['1', 'e', ' ', '\u0416', 'eyJ.'].map((piece) => piece.repeat(10_000_000 / piece.length))
  for (const text of huge) t.equal(reasonOf(text), 'qr/too-long')
})

t.test("other people's codes are told apart from a damaged one", async (t) => {
  for (const { name, text, reason } of OTHER_CODES) t.equal(reasonOf(text), reason, name)
})

t.test('a damaged code of ours is malformed', async (t) => {
  const withBytes = (some: Uint8Array) => `EV1:${digitsOfBytes(some)}`
  const texts: Record<string, string> = {
    'the prefix alone': 'EV1:',
    'letters behind the prefix': 'EV1:hello',
    'a letter among the digits': `EV1:${digits.slice(0, 50)}O${digits.slice(51)}`,
    'a space among the digits': `EV1:${digits.slice(0, 50)} ${digits.slice(50)}`,
    'few digits': 'EV1:123',
    'a digit more': `${printed}0`,
    'seventeen digits more': `${printed}${'0'.repeat(17)}`,
    'a digit less': printed.slice(0, -1),
    'the first half': printed.slice(0, 150),
    'the last half without its prefix': printed.slice(150),
    'no letter of the prefix': `:${digits.slice(1)}`.replace(':', 'УМ1Ж'),
    'digits alone, too large': '9'.repeat(289),
    'an address of ours': 'HTTPS://EVISA.EXAMPLE/Q#12345',
    'another layout': withBytes(Uint8Array.of(2, ...bytes.subarray(1))),
    'layout 0': withBytes(Uint8Array.of(0, ...bytes.subarray(1))),
    'a byte more': withBytes(Uint8Array.of(...bytes, 0)),
    'a byte less': withBytes(bytes.subarray(0, -1)),
    'the same again': withBytes(Uint8Array.of(...bytes, ...bytes)),
    'zeros alone': withBytes(new Uint8Array(130)),
    'a layout and nothing': withBytes(Uint8Array.of(1)),
    'all bits set': withBytes(Uint8Array.of(1, ...new Uint8Array(130).fill(0xff))),
  }
  for (const [name, text] of Object.entries(texts)) t.equal(reasonOf(text), 'qr/malformed', name)
})

t.test('any text at all is answered', async () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 2100, size: 'max' })
  fc.assert(
    fc.property(anyText, (text) => typeof reasonOf(text) === 'string'),
    { numRuns: 300 },
  )
  const someDigits = fc.array(fc.nat(9), { maxLength: 2044, size: 'max' }).map((all) => all.join(''))
  fc.assert(
    fc.property(someDigits, (text) => /^qr\/(malformed|not-an-evisa|unreadable)$/.test(reasonOf(text))),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(someDigits, (text) => reasonOf(`EV1:${text}`) === 'qr/malformed'),
    { numRuns: 500 },
  )
})

t.test('no text of 2,048 characters takes long', async (t) => {
  const pieces = [
    '1',
    'e',
    'ey',
    ' ',
    'eyJ',
    '.',
    '/q#',
    'https://',
    'EV1:',
    '\u0416',
    '\0',
    '\ud83d',
    '1a',
    'https://a/q',
  ]
  const texts = pieces.flatMap((piece) => {
    const long = piece.repeat(2048)
    return [
      long.slice(0, 2048),
      `https://${long}`.slice(0, 2048),
      `${long.slice(0, 2047)}\n`,
      `eyJ${long}`.slice(0, 2048),
    ]
  })
  let slowest = 0
  for (const text of texts) {
    // The best of three, for the machine is shared.
    const times = [1, 2, 3].map(() => {
      const start = performance.now()
      jwsOfText(text)
      return performance.now() - start
    })
    slowest = Math.max(slowest, Math.min(...times))
  }
  t.comment(`slowest: ${slowest.toFixed(3)} ms`)
  t.ok(slowest < 1000, 'no pattern takes for ever')
})
