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

t.test('what the API tells of them is their length', async (t) => {
  t.same(JSON.parse(JSON.stringify(Reason)), {
    type: 'string',
    minLength: 3,
    maxLength: 200,
    description: 'Why; kept with the change',
  })
})
