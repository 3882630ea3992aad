import t from 'tap'
import { contentHashOf, readApplication } from '../../../server/issuing/read-application.ts'
import { application } from '../build-app.ts'

const faultsOf = (value: unknown) => {
  const read = readApplication(value)
  return read.ok ? [] : read.error
}
const named = (change: object) => faultsOf({ ...application(), ...change }).map(({ field, rule }) => `${field} ${rule}`)
const { holder, passport } = application()
const surname = (name: unknown) => faultsOf({ ...application(), holder: { ...holder, surname: name } })[0]

t.test(
  'takes names of one and of eighty letters, a single name, and birth dates as far as they are known',
  async (t) => {
    const names = (change: object) => named({ holder: { ...holder, ...change } })
    t.same(names({ surname: 'O', given_names: '' }), [])
    t.same(names({ surname: 'A'.repeat(80), given_names: 'B'.repeat(80) }), [])
    for (const birth_date of ['1990', '1990-03', '2000-02-29']) t.same(names({ birth_date }), [], birth_date)
    t.same(named({ application_reference: 'MFA/2026-11.000123_a' }), [])
  },
)

t.test('every field that is wrong is named once, with its rule', async (t) => {
  const { category: _, ...without } = application()
  t.same(
    faultsOf({ ...without, shoe: 1, holder: { ...holder, sex: 'female', x: 1 } }).map(
      ({ field, rule }) => `${field} ${rule}`,
    ),
    ['category required', 'shoe unknown-member', 'holder.x unknown-member', 'holder.sex shape'],
  )
  t.match(faultsOf({ ...application(), entries: '1' }), [{ message: 'takes 1, 2 or "multiple"' }])
  t.same(named({ passport: { ...passport, expires: '01.02.2031' } }), ['passport.expires shape'])
  t.same(named({ application_reference: 'x y z a' }), ['application_reference shape'])
  t.same(named({ holder: null }), ['holder shape'])
  for (const none of [null, [], 'x', 7]) t.match(faultsOf(none), [{ field: 'application', rule: 'shape' }])
  t.same(faultsOf({}).length, 8)
})

t.test('a name in other letters is refused with the spelling that is asked for', async (t) => {
  for (const [name, spelling] of [
    ["O'Brien", 'OBRIEN'],
    ['O’BRIEN', 'OBRIEN'],
    ['SMITH-JONES', 'SMITH JONES'],
    ['Müller', 'MUELLER'],
    ['Әлия', 'ALIIA'],
    ['perera', 'PERERA'],
    ['PERERA  SILVA ', 'PERERA SILVA'],
  ] as const)
    t.match(
      surname(name),
      { rule: 'mrz-spelling', message: new RegExp(`machine readable zone.*perhaps ${spelling}$`) },
      name,
    )
  for (const name of ['محمد', '王小明', '', '  ', '---'])
    t.match(surname(name), { rule: 'mrz-spelling', message: /letters A-Z, one space between parts$/ }, name)
  for (const name of [7, null, 'A'.repeat(81), 'Ä'.repeat(81)])
    t.match(surname(name), { rule: 'mrz-spelling', message: /at most 80 characters$/ }, String(name))
})

t.test('the content is the same in any order, without its reference', async (t) => {
  const one = application()
  const turned = Object.fromEntries(Object.entries({ ...one, application_reference: 'REF-1' }).reverse()) as typeof one
  t.equal(contentHashOf(turned), contentHashOf(one))
  t.not(contentHashOf({ ...one, stay_days: 29 }), contentHashOf(one))
  t.not(contentHashOf({ ...one, passport: { ...passport, number: 'X1' } }), contentHashOf(one))
})

t.test('an e-mail address is taken as it is used, or refused with what is wrong', async (t) => {
  const read = readApplication({ ...application(), email: 'Nimali@EXAMPLE.com', language: 'ru' })
  t.match(read, { ok: true, value: { email: 'Nimali@example.com', language: 'ru' } })
  t.match(faultsOf({ ...application(), email: 'a@example.com\nBcc: b@example.com' }), [
    { field: 'email', rule: 'mail-address', message: /^cannot be used: .* a line break/ },
  ])
  t.same(named({ email: 7 }), ['email shape'])
  t.same(named({ email: 'a@example.com', language: 'de' }), ['language shape'])
  t.same(named({ language: 'en' }), ['language goes-with-email'])
})
