import t from 'tap'
import { Compile } from 'typebox/schema'
import { type Field, isPage, MAX_TYPED, PAGE_NAMES, PAGES, typedSchema } from '../../../server/applications/pages.ts'

const read = (field: Field<unknown>, typed: string) => {
  const found = field.read(typed)
  return found.ok ? found.value : found.error.rule
}

t.test('little is asked', async (t) => {
  const fields = PAGE_NAMES.flatMap((page) => Object.values<Field<unknown>>(PAGES[page]))
  t.ok(PAGE_NAMES.length <= 14)
  t.ok(fields.filter(({ required }) => required).length <= 22, 'PORTAL 13')
  t.ok(isPage('trip') && !isPage('trap') && !isPage('constructor'))
})

t.test('what is sent for a page is any of its fields, as typed', async (t) => {
  const trip = Compile(typedSchema('trip'))
  for (const body of [
    {},
    { purpose: '🙂\0' },
    { purpose: 1, expected_exit: false },
    { purpose: 'x'.repeat(MAX_TYPED) },
  ])
    t.ok(trip.Check(body))
  for (const body of [{ porpose: 'x' }, { purpose: ['x'] }, { purpose: 'x'.repeat(MAX_TYPED + 1) }, []])
    t.notOk(trip.Check(body))
})

t.test('each field takes what people write', async (t) => {
  const { trip, invitation, passport, contact, background, declaration } = PAGES
  t.equal(read(trip.purpose, ' Medical Treatment '), 'medical-treatment')
  t.equal(read(trip.purpose, '🙂'), 'purpose')
  t.equal(read(invitation.visa_support_number, '47193 02853'), '4719302853')
  t.equal(read(invitation.visa_support_number, '🙂'), 'support-number')
  t.strictSame(
    ['f', ' M ', '<', 'x', 'W'].map((sex) => read(passport.sex, sex)),
    ['F', 'M', 'X', 'X', 'sex'],
  )
  t.equal(read(contact.phone, '+94 77–123.4567'), '+94 77-123 4567')
  t.equal(read(contact.phone, '٠٧٧١٢٣٤٥٦٧'), '0771234567')
  for (const phone of ['12', '(((((', 'call me', '1'.repeat(31)]) t.equal(read(contact.phone, phone), 'phone', phone)
  t.equal(read(contact.place_of_stay, ' Гостиница «Астана» '), 'Гостиница «Астана»')
  t.strictSame(
    ['12', 'x'.repeat(201)].map((place) => read(contact.place_of_stay, place)),
    ['place', 'too-long'],
  )
  t.strictSame(
    ['yes', 'TRUE', 'on', '0', 'no', 'maybe'].map((said) => read(background.overstayed, said)),
    [true, true, true, false, false, 'yes-or-no'],
  )
  t.equal(read(declaration.is_true, 'no'), 'agreed')
  t.strictSame(
    [
      read(declaration.terms_revision, '7'),
      read(declaration.terms_revision, 'x'),
      read(declaration.terms_from, '2026-01-01'),
      read(declaration.terms_from, '1.1.2026'),
    ],
    [7, 'terms', '2026-01-01', 'terms'],
  )
})
