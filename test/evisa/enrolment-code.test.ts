import t from 'tap'
import { type EnrolmentCode, parseEnrolmentCode, writeEnrolmentCode } from '#evisa/enrolment-code.ts'

const code: EnrolmentCode = { server: 'https://evisa.example.kz', secret: 's'.repeat(43), root: 'r'.repeat(43) }
const written = (value: unknown) => `EVISA-ENROL.${Buffer.from(JSON.stringify(value)).toString('base64url')}`
const damaged = { ok: false, error: 'the enrolment code is damaged: copy the whole of it' }
const foreign = { ok: false, error: 'an enrolment code begins with EVISA-ENROL.' }

t.test('what was written is read again, also with blanks and line ends around it', async (t) => {
  for (const server of [code.server, 'http://127.0.0.1:8080', 'http://[::1]:8080', 'https://evisa.kz/api']) {
    const text = writeEnrolmentCode({ ...code, server })
    t.match(text, /^EVISA-ENROL\.[A-Za-z0-9_-]+$/)
    t.same(parseEnrolmentCode(text), { ok: true, value: { ...code, server } })
    t.same(parseEnrolmentCode(`  ${text}\r\n`), { ok: true, value: { ...code, server } })
  }
})

t.test('tells what is no enrolment code at all', async (t) => {
  for (const text of ['', ' ', 'EV1:123', 'evisa-enrol.abc', 'EVISA-ENROL', 'x'.repeat(2000)]) {
    t.same(parseEnrolmentCode(text), foreign)
  }
  t.same(
    parseEnrolmentCode(`${writeEnrolmentCode(code)}${' '.repeat(2000)}`),
    foreign,
    'nothing long is even looked at',
  )
})

t.test('tells a code of which a part is missing or changed, wherever it is cut', async (t) => {
  const text = writeEnrolmentCode(code)
  for (let length = 'EVISA-ENROL.'.length; length < text.length; length++) {
    t.same(parseEnrolmentCode(text.slice(0, length)), damaged, `${length} characters`)
  }
  for (const bad of [
    `${text}A`,
    `${text}=`,
    `${text.slice(0, 40)} ${text.slice(40)}`,
    `${text.slice(0, 20)}\u00e9${text.slice(21)}`,
  ]) {
    t.same(parseEnrolmentCode(bad), damaged, bad)
  }
})

t.test('takes nothing but the three members, each of its form', async (t) => {
  t.match(parseEnrolmentCode(written(code)), { ok: true })
  for (const value of [
    null,
    [],
    'code',
    {},
    { ...code, extra: 1 },
    { server: code.server, secret: code.secret },
    { ...code, secret: 's'.repeat(42) },
    { ...code, secret: `${'s'.repeat(42)}=` },
    { ...code, root: 'r'.repeat(44) },
    { ...code, root: 1 },
    ...[
      'ftp://evisa.kz',
      'evisa.kz',
      'javascript:alert(1)',
      'https://',
      'https://user@evisa.kz',
      'https://evisa.kz?x',
      'https://evisa.kz#x',
      'https://evisa.kz/a b',
      'https://evisa.kz\n',
      `https://${'a'.repeat(200)}`,
    ].map((server) => ({ ...code, server })),
  ]) {
    t.same(parseEnrolmentCode(written(value)), damaged, JSON.stringify(value))
  }
  const twice = `{"server":"${code.server}","server":"https://thief.example","secret":"${code.secret}","root":"${code.root}"}`
  t.same(parseEnrolmentCode(`EVISA-ENROL.${Buffer.from(twice).toString('base64url')}`), damaged)
})
