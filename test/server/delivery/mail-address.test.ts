import t from 'tap'
import { parseMailAddress } from '../../../server/delivery/mail-address.ts'

t.test('takes one plain address, its domain in lower case and in ASCII', async (t) => {
  for (const [typed, address] of [
    ['name@example.com', 'name@example.com'],
    ["Name.O'Neil+visa@Mail.Example.COM", "Name.O'Neil+visa@mail.example.com"],
    ['a@қаз.kz', 'a@xn--80a0bk.kz'],
    ['a@1.2.kz', 'a@1.2.kz'],
    [`${'l'.repeat(64)}@example.com`, `${'l'.repeat(64)}@example.com`],
  ] as const) {
    const parsed = parseMailAddress(typed)
    t.match(parsed, { ok: true })
    if (!typed.includes('қ')) t.equal(parsed.ok && parsed.value, address)
    else t.match(parsed.ok && parsed.value, /^a@xn--[a-z0-9]+\.kz$/)
  }
})

t.test('refuses everything else, says why, and repeats nothing of it', async (t) => {
  const wrong: Readonly<Record<string, readonly [string, RegExp]>> = {
    'line feed': ['a@example.com\nBcc: all@example.com', /line break/],
    'carriage return': ['a@example.com\r', /line break/],
    'line separator': ['a@exam\u2028ple.com', /line break/],
    'next line': ['a\u0085@example.com', /line break/],
    NUL: ['a\u0000@example.com', /control character/],
    'right to left mark': ['a\u202e@example.com', /control character/],
    space: ['a @example.com', /space/],
    'no-break space': ['a\u00a0@example.com', /space/],
    'two addresses': ['a@example.com,b@example.com', /one plain/],
    'two by semicolon': ['a@example.com;b@example.com', /one plain/],
    'with a name': ['A<a@example.com>', /one plain/],
    quoted: ['"a"@example.com', /one plain/],
    literal: ['a@[127.0.0.1]', /one plain/],
    'no @': ['secret.kz', /one @/],
    'two @': ['a@b@example.com', /one @/],
    'nothing before': ['@secret.kz', /one @/],
    'nothing after': ['a@', /one @/],
    'two dots': ['a..b@example.com', /single dots/],
    'dot first': ['.a@example.com', /single dots/],
    Cyrillic: ['аа@example.com', /Latin/],
    'long before': [`${'l'.repeat(65)}@example.com`, /at most 64/],
    'no domain': ['a@localhost', /domain/],
    address: ['a@127.0.0.1', /domain/],
    'dot last': ['a@example.com.', /domain/],
    hyphen: ['a@-example.com', /domain/],
    'two dots there': ['a@example..com', /domain/],
    percent: ['a@exam%0aple.com', /domain/],
    long: [`a@${'d'.repeat(60)}.${'d'.repeat(60)}.${'d'.repeat(60)}.${'d'.repeat(60)}.${'d'.repeat(20)}.kz`, /254/],
    empty: ['', /one @/],
  }
  for (const [name, [typed, message]] of Object.entries(wrong)) {
    const parsed = parseMailAddress(typed)
    t.match(parsed, { ok: false, error: message }, name)
    t.notOk(!parsed.ok && typed.length > 5 && parsed.error.includes(typed), name)
  }
})
