import t from 'tap'
import { isOwnPath, readKeptForm, writeKeptForm } from '../../pages/kept-form.ts'

const FORM = { to: '/en/applications/E7KM2Q4RXT93/form/trip?x=1', fields: { name: 'Ж < " & \u0000' }, owner: 'nimali' }

t.test('a form comes back as it went', (t) => {
  t.same(readKeptForm(writeKeptForm(FORM)), { ok: true, value: FORM })
  t.match(writeKeptForm(FORM), /^[A-Za-z0-9_-]+$/)
  t.end()
})

t.test('what comes for one and is none is refused, whatever it is', (t) => {
  const written = (form: unknown) => Buffer.from(JSON.stringify(form)).toString('base64url')
  const none = {
    nothing: undefined,
    empty: '',
    'two of them': ['a', 'b'],
    'no base64': '{"to":"/en/"}',
    'no JSON': Buffer.from('{').toString('base64url'),
    'cut off': writeKeptForm(FORM).slice(0, 40),
    null: written(null),
    'a list': written([]),
    'no address': written({ ...FORM, to: undefined }),
    'no owner': written({ ...FORM, owner: undefined }),
    'fields that are none': written({ ...FORM, fields: 'x' }),
    'no fields': written({ ...FORM, fields: null }),
    'a field that is no text': written({ ...FORM, fields: { a: 1 } }),
    'more fields than any form has': written({
      ...FORM,
      fields: Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, ''])),
    }),
    'too long': 'A'.repeat(200_000),
    'an address elsewhere': written({ ...FORM, to: 'https://evil.example/' }),
  }
  for (const [name, text] of Object.entries(none)) t.same(readKeptForm(text), { ok: false, error: 'not-a-form' }, name)
  t.end()
})

t.test('a page of ours is a path as every browser understands it', (t) => {
  for (const path of ['/en/', '/ar/apply', '/en/sign-in?next=%2Fen%2F', '/en/a/b.pdf']) t.ok(isOwnPath(path), path)
  const elsewhere = [
    ...['', '/', 'en', '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '\\evil.example'],
    ...[
      '/%5cevil.example',
      '/%2fevil.example',
      '/.//evil.example',
      '/en/..//evil.example',
      '/en\\..\\..\\evil.example',
    ],
    ...['https://evil.example', 'http:/evil.example', 'javascript:alert(1)', 'data:text/html,x', '/\tevil', ' /en/'],
    ...['/en/\r\nset-cookie: a=b', '/en/\u0000', '/en/\ud83d', '/en/ж', '/en/#x', '/en/ ', `/en/${'a'.repeat(600)}`],
    ...['/@evil.example', '/en/<script>', '/en/"x'],
  ]
  for (const path of elsewhere) t.notOk(isOwnPath(path), JSON.stringify(path))
  t.end()
})
