import t from 'tap'
import { formOf, isRedraw, REDRAW_FIELD, textsOf } from '../../pages/form.ts'

t.test('a field has its first error beside it, and all of them stand above', (t) => {
  const errors = [
    { field: 'email', text: 'Type your address' },
    { field: 'email', text: 'It has no @' },
    { field: 'code', text: 'Six digits' },
  ]
  const form = formOf({ email: 'x' }, errors)
  t.same(form.values, { email: 'x' })
  t.equal(form.errors.length, 3)
  t.same(form.errorOf, { email: { text: 'Type your address' }, code: { text: 'Six digits' } })
  t.same(formOf(), { values: {}, errors: [], errorOf: {} })
  t.end()
})

t.test('of a body only texts are read, without the blanks around them', (t) => {
  t.same(textsOf({ a: ' A ', twice: ['1', '2'], file: { size: 5 }, n: 5, empty: '' }), { a: 'A', empty: '' })
  for (const body of [undefined, null, 'a=b', 5]) t.same(textsOf(body), {})
  t.end()
})

t.test('names that every object has are fields as others, and change nothing else', (t) => {
  const texts = textsOf(JSON.parse('{"__proto__":"x","constructor":"y","toString":"z"}'))
  t.same(Object.entries(texts), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
    ['toString', 'z'],
  ])
  t.equal(Object.getPrototypeOf(texts), Object.prototype)
  t.equal(({} as Record<string, unknown>).x, undefined)
  t.end()
})

t.test('that only its page is asked for again is said by a field, whatever is in it and however often', (t) => {
  for (const said of ['yes', '', ['yes', 'yes']]) t.ok(isRedraw({ phone: '12', [REDRAW_FIELD]: said }))
  for (const body of [{ phone: '12' }, {}, null, undefined, REDRAW_FIELD]) t.notOk(isRedraw(body))
  t.end()
})
