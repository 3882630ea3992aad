/** Texts that a scanner may be shown and must not be taken in by, each with the reason that it is answered with. */
import { createHmac, createPublicKey } from 'node:crypto'
import type { Reason } from '#evisa/reasons.ts'
import { makeClaims, signVisa } from './made.ts'
import { base64urlOf, KEYS, rawSignature, signJws } from './made-keys.ts'

export interface HostileText {
  readonly name: string
  readonly text: string
  readonly reason: Reason
}

const hostile = (reason: Reason, texts: Readonly<Record<string, string>>): HostileText[] =>
  Object.entries(texts).map(([name, text]) => ({ name, text, reason }))

/** Codes of other people's making. */
export const OTHER_CODES = hostile('qr/not-an-evisa', {
  'an IATA boarding pass': 'M1DOE/JOHN            EABC123 YULFRAAC 0834 326J001A0025 100',
  'a boarding pass with a security field':
    'M1DOE/JOHN            EABC123 ALANQZKC 0852 326J001A0025 14D>6181WW6225BKC 2A',
  'a URL': 'https://www.vmp.gov.kz/en/services?id=12',
  'a URL that ends in digits': 'https://example.org/a/1234567890',
  'a SMART Health Card': `shc:/${'5676290952432060346029243740446031222959532654603460292540772804336028702864716745222809286'.repeat(4)}`,
  'an EU health certificate':
    'HC1:6BFOXN%TS3DHPVO13J /G-/2YRVA.Q/R82JD2FCJG96V75DOW%IY17EIHY P8L6IWM$S4U45P84HW6U/4:84LC6',
  'an article number': '4006381333931',
  'a bag tag': '0465123456',
  'a business card': 'BEGIN:VCARD\nVERSION:3.0\nN:Doe;John\nTEL:+77172000000\nEND:VCARD',
  'a wireless network': 'WIFI:T:WPA;S:Airport Free;P:12345678;;',
  'a telephone number': 'tel:+77172123456',
  'a place': 'geo:51.0222,71.4669',
  'a payment': 'bitcoin:175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W?amount=20.3',
  'a one-time password': 'otpauth://totp/ACME:john?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ',
  'a shop whose name begins as a JWS does': 'eyewear.example/summer',
  'a passport line': 'P<INDDOE<<JANE<ANN<<<<<<<<<<<<<<<<<<<<<<<<<<\nN1234567<8IND9002284F3105011<<<<<<<<<<<<<<04',
  'digits of another script': '\u0661\u0662\u0663\u0664',
  NUL: '\0',
  'half an emoji': '\ud83d',
  '2,048 spaces and a letter less': `${' '.repeat(2047)}x`,
})

const visa = signVisa()
const [header = '', payload = '', signature = ''] = visa.split('.')
const { kid } = KEYS.visa
const plain = { alg: 'ES256', kid, typ: 'evisa+jwt' }
const headed = (part: object | string) => signJws(KEYS.visa, part, makeClaims())
const lastLetterChanged = (part: string) => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return part.slice(0, -1) + letters[letters.indexOf(part.at(-1) ?? '') + 1]
}

/** Visas whose three parts are not what they must be. */
export const BAD_FORMS = hostile('credential/format', {
  'padding after the signature': `${visa}==`,
  'padding after the header': `${header}=.${payload}.${signature}`,
  'white space before': ` ${visa}`,
  'a line end after': `${visa}\n`,
  'white space inside': `${header}.${payload.slice(0, 20)} ${payload.slice(20)}.${signature}`,
  'a byte-order mark before': `\ufeff${visa}`,
  'NUL before': `\0${visa}`,
  'NUL after': `${visa}\0`,
  'four parts': `${visa}.${signature}`,
  'five parts, as an encrypted JWT': `${visa}.${signature}.${signature}`,
  'two parts': `${header}.${payload}`,
  'no signature': `${header}.${payload}.`,
  'no payload': `${header}..${signature}`,
  'another spelling of the last letter': `${header}.${payload}.${lastLetterChanged(signature)}`,
  'the letters of plain base64': `${header}.${payload}.${signature.slice(0, -2)}+/`,
  'a part of an impossible length': `${header}.${payload}.${signature.slice(0, 85)}`,
  'only dots': 'eyJ...',
})

/** Visas whose header is not the one header. */
export const BAD_HEADERS = hostile('credential/header', {
  'no alg': headed({ kid, typ: 'evisa+jwt' }),
  'no kid': headed({ alg: 'ES256', typ: 'evisa+jwt' }),
  'no typ': headed({ alg: 'ES256', kid }),
  'alg twice': headed(`{"alg":"none","alg":"ES256","kid":"${kid}","typ":"evisa+jwt"}`),
  'kid twice': headed(`{"alg":"ES256","kid":"x","kid":"${kid}","typ":"evisa+jwt"}`),
  'typ twice': headed(`{"alg":"ES256","kid":"${kid}","typ":"evisa+jwt","typ":"evisa+jwt"}`),
  'another order': headed({ typ: 'evisa+jwt', alg: 'ES256', kid }),
  'white space': headed(`{"alg": "ES256","kid":"${kid}","typ":"evisa+jwt"}`),
  'an escaped letter': headed(`{"\\u0061lg":"ES256","kid":"${kid}","typ":"evisa+jwt"}`),
  'a byte-order mark behind a letter': headed(`{"alg":"ES256\ufeff","kid":"${kid}","typ":"evisa+jwt"}`),
  'NUL at the end': headed(`${JSON.stringify(plain)}\0`),
  'a __proto__ member': headed(`{"alg":"ES256","kid":"${kid}","typ":"evisa+jwt","__proto__":{"alg":"none"}}`),
  'all in __proto__': headed(`{"__proto__":${JSON.stringify(plain)}}`),
  'b64 false': headed({ ...plain, b64: false, crit: ['b64'] }),
  crit: headed({ ...plain, crit: ['exp'] }),
  zip: headed({ ...plain, zip: 'DEF' }),
  'a key of its own': headed({ ...plain, jwk: KEYS.stranger.jwk }),
  'an address of keys': headed({ ...plain, jku: 'https://example.org/keys' }),
  'a numeric kid': headed({ ...plain, kid: 5 }),
  'a kid that is null': headed({ ...plain, kid: null }),
  'typ JWT': headed({ ...plain, typ: 'JWT' }),
  'typ in capitals': headed({ ...plain, typ: 'EVISA+JWT' }),
  "the policy's typ": headed({ ...plain, typ: 'evisa-policy+jwt' }),
  "a status list's typ": headed({ ...plain, typ: 'statuslist+jwt' }),
  "the trust list's typ": headed({ ...plain, typ: 'evisa-trust+json' }),
  'no JSON': headed(['"']).replace(/^[^.]*/, base64urlOf('{"}')),
  'letters beyond ASCII': headed({ ...plain, kid: '\u0416' }),
})

const asHmac = () => {
  const signed = `${base64urlOf(JSON.stringify({ ...plain, alg: 'HS256' }))}.${payload}`
  const secret = createPublicKey(KEYS.visa.privateKey).export({ type: 'spki', format: 'pem' })
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
const algorithms = [
  'none',
  'None',
  'ES384',
  'EdDSA',
  'es256',
  'ES256 ',
  'ES256K',
  'RS256',
  '',
  256,
  null,
  ['ES256'],
  {},
]

/** Visas that name another algorithm. */
export const BAD_ALGORITHMS = hostile('credential/algorithm', {
  'HS256 with the public key as the secret': asHmac(),
  ...Object.fromEntries(algorithms.map((alg) => [`alg ${JSON.stringify(alg)}`, headed({ ...plain, alg })])),
})

const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
const bytes = Buffer.from(signature, 'base64url')
const [r, s] = [bytes.subarray(0, 32), bytes.subarray(32)]
const zero = Buffer.alloc(32)
const order = Buffer.from(ORDER, 'hex')
const highS = Buffer.from(
  (BigInt(`0x${ORDER}`) - BigInt(`0x${s.toString('hex')}`)).toString(16).padStart(64, '0'),
  'hex',
)
const signedBy = (...parts: Uint8Array[]) => `${header}.${payload}.${base64urlOf(Buffer.concat(parts))}`
const derInteger = (value: Uint8Array) => Buffer.concat([Buffer.from([2, 33, 0]), value])

/** Visas whose signature is not the key's own, in its one spelling. */
export const BAD_SIGNATURES = hostile('signature/invalid', {
  'a high s': signedBy(r, highS),
  DER: signedBy(Buffer.from([0x30, 70]), derInteger(r), derInteger(s)),
  '63 bytes': signedBy(bytes.subarray(0, 63)),
  '65 bytes': signedBy(bytes, Buffer.from([0])),
  'one byte': signedBy(Buffer.from([1])),
  'r = 0': signedBy(zero, s),
  's = 0': signedBy(r, zero),
  'r = s = 0': signedBy(zero, zero),
  'r = n': signedBy(order, s),
  's = n': signedBy(r, order),
  'all bits set': signedBy(Buffer.alloc(64, 0xff)),
  'r and s exchanged': signedBy(s, r),
  "a stranger's": signedBy(rawSignature(KEYS.stranger, `${header}.${payload}`)),
  "another visa's payload": `${header}.${signVisa().split('.')[1]}.${signature}`,
  'a payload that is no JSON': `${header}.${base64urlOf('nothing')}.${signature}`,
})

/** Visas of keys that sign no visas. */
export const BAD_KEYS = hostile('key/unknown', {
  "a stranger's key": signVisa(makeClaims(), KEYS.stranger),
  'the key of the status lists': signVisa(makeClaims(), KEYS.status),
  'a kid without letters': headed({ ...plain, kid: '' }),
  'the kid __proto__': headed({ ...plain, kid: '__proto__' }),
  'the kid constructor': headed({ ...plain, kid: 'constructor' }),
})

const good = makeClaims()
const { holder, passport } = good
const json = JSON.stringify(good)
const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([member]) => member !== name))
const badClaims: Readonly<Record<string, object | string>> = {
  ...Object.fromEntries(Object.keys(good).map((name) => [`no ${name}`, without(name)])),
  'a member twice': json.replace('{', '{"stay_days":999,'),
  'a member twice, both alike': json.replace('"iss":"KAZ",', '"iss":"KAZ","iss":"KAZ",'),
  'a holder twice': json.replace('"holder":', '"holder":{},"holder":'),
  'an unknown member': { ...good, exp: 4_102_444_800 },
  'an unknown member of the holder': { ...good, holder: { ...holder, title: 'DR' } },
  'a __proto__ member': json.replace('{', '{"__proto__":{"stay_days":90},'),
  'a __proto__ member of the holder': json.replace('"holder":{', '"holder":{"__proto__":{},'),
  'a constructor member': { ...good, constructor: 1 },
  'white space': JSON.stringify(good, null, 1),
  'a byte-order mark': `\ufeff${json}`,
  'NUL after': `${json}\0`,
  'an exponent': json.replace('"stay_days":30', '"stay_days":3e1'),
  'an iat with a fraction': { ...good, iat: good.iat + 0.5 },
  'a negative iat': { ...good, iat: -1 },
  'an iat beyond 32 bits': { ...good, iat: 2 ** 32 },
  'a stay that is text': { ...good, stay_days: '30' },
  'a stay of no day': { ...good, stay_days: 0 },
  'a stay of 1,024 days': { ...good, stay_days: 1024 },
  'three entries': { ...good, entries: 3 },
  'entries as text': { ...good, entries: '1' },
  'entries that are true': { ...good, entries: true },
  'another issuer': { ...good, iss: 'UZB' },
  'another way in': { ...good, enter_by: 'any' },
  'a category without a number': { ...good, category: 'B' },
  'category B0': { ...good, category: 'B0' },
  'an end before the beginning': { ...good, valid_from: '2026-12-20', valid_until: '2026-12-19' },
  '31 February': { ...good, valid_from: '2026-02-31' },
  '29 February of a common year': { ...good, valid_until: '2027-02-29' },
  'a month 13': { ...good, valid_until: '2027-13-01' },
  'an instant for a day': { ...good, valid_until: '2026-12-19T00:00:00Z' },
  'a day before 2000': { ...good, valid_from: '1999-12-31' },
  'a day beyond the code': { ...good, valid_until: '2179-06-07' },
  'a passport that expires on 31 April': { ...good, passport: { ...passport, expires: '2031-04-31' } },
  'a birth on 30 February': { ...good, holder: { ...holder, birth_date: '1990-02-30' } },
  'a birth in 1899': { ...good, holder: { ...holder, birth_date: '1899-01-01' } },
  'a birth with a day and no month': { ...good, holder: { ...holder, birth_date: '1990--05' } },
  'a wrong check character': { ...good, jti: good.jti.slice(0, 11) + (good.jti.endsWith('2') ? '3' : '2') },
  'a grouped number': { ...good, jti: good.jti.replace(/(....)(?=.)/g, '$1-') },
  'a line end after the number': { ...good, jti: `${good.jti}\n` },
  'letters beyond ASCII': { ...good, holder: { ...holder, surname: 'D\u00d6E' } },
  'escaped letters beyond ASCII': json.replace('"DOE"', '"D\\u00d6E"'),
  'an escaped letter': json.replace('"DOE"', '"\\u0044OE"'),
  'a small letter': { ...good, holder: { ...holder, surname: 'Doe' } },
  'no surname': { ...good, holder: { ...holder, surname: '' } },
  'two spaces in a name': { ...good, holder: { ...holder, given_names: 'JANE  ANN' } },
  'a space after a name': { ...good, holder: { ...holder, surname: 'DOE ' } },
  'a name of 81 letters': { ...good, holder: { ...holder, surname: 'A'.repeat(81) } },
  'a holder that is an array': { ...good, holder: [] },
  'a holder that is null': { ...good, holder: null },
  'a two-letter state': { ...good, passport: { ...passport, issuer: 'IN' } },
  'a passport number of 23 letters': { ...good, passport: { ...passport, number: 'A'.repeat(23) } },
  'a filler in the passport number': { ...good, passport: { ...passport, number: 'N123<' } },
  'an index beyond the list': { ...good, status: { status_list: { ...good.status.status_list, idx: 131_072 } } },
  'a negative index': { ...good, status: { status_list: { ...good.status.status_list, idx: -1 } } },
  'a list named by an address': { ...good, status: { status_list: { idx: 1, uri: 'https://example.org/3' } } },
  'a list number of another spelling': { ...good, status: { status_list: { idx: 1, uri: 'urn:evisa:KAZ:status:03' } } },
  'a list number over 65,535': { ...good, status: { status_list: { idx: 1, uri: 'urn:evisa:KAZ:status:65536' } } },
  'an array': [good],
  null: 'null',
  'a number': '5',
  nothing: '{}',
  'no JSON': '{"iss":"KAZ"',
  'deep arrays': '['.repeat(600) + ']'.repeat(600),
}

/** Visas that the authority's key signed and that yet say what no visa says. */
export const BAD_CLAIMS = hostile(
  'credential/claims',
  Object.fromEntries(Object.entries(badClaims).map(([name, claims]) => [name, signVisa(claims)])),
)
