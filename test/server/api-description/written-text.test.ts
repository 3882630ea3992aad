import t from 'tap'
import { Compile } from 'typebox/schema'
import { Name, Reason } from '../../../server/api-description/written-text.ts'

t.test('blanks at the ends do not count, in whatever writing they are', async (t) => {
  const reason = Compile(Reason)
  for (const text of ['   ', '\t\n\r ', '  a b'.slice(0, 3), '\u00a0\u3000\u2003', ' ab '])
    t.notOk(reason.Check(text), JSON.stringify(text))
  for (const text of ['abc', ' abc ', 'a b', 'қате']) t.ok(reason.Check(text), text)
  t.match(reason.Errors('    '), [false, [{ message: 'must not be blanks' }]])
  const name = Compile(Name)
  t.notOk(name.Check('  '))
  t.ok(name.Check('Booth 7'))
})

t.test('what shows nothing is blank as well', async (t) => {
  for (const schema of [Reason, Name].map((one) => Compile(one)))
    for (const blank of ['\u200b', '\u2800', '\u3164', '\ufeff', '\u{e0020}', ' \u2060\u00ad'])
      t.match(schema.Errors(blank.repeat(3)), [false, [{ message: 'must not be blanks' }]], encodeURIComponent(blank))
  t.notOk(Compile(Reason).Check('\u0085'.repeat(3)))
  t.ok(Compile(Name).Check('نام\u200cها'), 'what joins or parts letters may stand between them')
})

t.test('what one of the stores cannot keep is refused before either', async (t) => {
  const cannot = [false, [{ message: /cannot be kept.*leave it out/ }]]
  for (const text of ['a\u0000bc', 'abc\ud800', '\udc00\ud800abc']) t.match(Compile(Reason).Errors(text), cannot)
  t.match(Compile(Name).Errors('Booth \ud800'), cannot)
  t.ok(Compile(Reason).Check('on two\nlines 😀'))
})

t.test('a name stands on one line and in the direction of its letters', async (t) => {
  const name = Compile(Name)
  for (const text of [
    'Booth \u202e7',
    '\u2066Booth\u2069',
    'Booth\u20287',
    'Booth\u20297',
    'Booth\u00857',
    'Booth \u200f7',
  ])
    t.match(name.Errors(text), [false, [{ message: /mark of direction/ }]], encodeURIComponent(text))
  for (const text of ['a\u0000b', 'a\u001b[2Jb', 'a\nb', 'a\u007fb'])
    t.notOk(name.Check(text), encodeURIComponent(text))
  for (const text of ['Әуе Астана', 'شركة', '北京 2']) t.ok(name.Check(text), text)
})

t.test('what the API tells of them is their length', async (t) => {
  t.same(JSON.parse(JSON.stringify(Reason)), {
    type: 'string',
    minLength: 3,
    maxLength: 200,
    description: 'Why; kept with the change',
  })
})
