import fc from 'fast-check'
import t from 'tap'
import { findDuplicates, PASSENGER_FIELDS, readPassenger } from '#evisa/passenger.ts'
import { formatVisaNumber, makeVisaNumber } from '#evisa/visa-number.ts'

const NUMBER = formatVisaNumber(makeVisaNumber((count) => new Uint8Array(count).fill(7)))
const read = (value: unknown) => {
  const passenger = readPassenger(value)
  return passenger.ok ? passenger.value : passenger.error
}
const birth = (birth_date: string) => {
  const passenger = readPassenger({ birth_date })
  return passenger.ok ? passenger.value.birth_date : passenger.error
}

t.test('takes each member as systems write it', async (t) => {
  t.same(read({}), {})
  t.same(read({ reference: ' 12A ', type: 'PAX', nationality: 'lka', passport_number: 'n 123-4567' }), {
    reference: '12A',
    type: 'passenger',
    nationality: 'LKA',
    passport_number: 'N1234567',
  })
  for (const type of ['crew', 'CREW', 'FM', 'crw']) t.same(read({ type }), { type: 'crew' })
  t.same(read({ nationality: 'D' }), { nationality: 'DEU' })
  t.same(read({ nationality: null, text: '', visa_number: '  ' }), {}, 'what is empty is not there')
  t.same(read({ text: 'EV1:123' }), { text: 'EV1:123' })
})

t.test('dates in every spelling that can be meant in one way only', async (t) => {
  for (const text of ['1990-03-04', '19900304', '1990/03/04', '04.03.1990', '4.3.1990', '04MAR1990', '4 Mar 1990'])
    t.equal(birth(text), '1990-03-04', text)
  t.equal(birth('25/12/1990'), '1990-12-25')
  t.equal(birth('12/25/1990'), '1990-12-25')
  t.equal(birth('05/05/1990'), '1990-05-05')
  t.equal(birth('1990-03-04T00:00:00'), '1990-03-04', 'as a spreadsheet exports it')
  t.equal(birth('1990'), '1990', 'where the passport knows no more')
  t.equal(birth('1990-03'), '1990-03')
  t.equal(birth('29.02.2000'), '2000-02-29')
  t.match(birth('03/04/1990'), /may be two days/)
  t.match(birth('03-04-1990'), /may be two days/)
  for (const text of ['31.02.1990', '1990-02-31', '29.02.1900', '00.01.1990', '31FEB1990'])
    t.match(birth(text), /birth_date .* is not a day of the calendar/, text)
  for (const text of ['04MAR90', '1.1.90', 'yesterday', '1990-3-4x'])
    t.match(birth(text), /birth_date .* is no date such as/, text)
})

t.test('what a spreadsheet has damaged is told as that, and what it added is taken off', async (t) => {
  for (const [value, message] of [
    [{ passport_number: '1.23457E+11' }, /"1.23457E\+11" was shortened by a spreadsheet/],
    [{ passport_number: '1E+08' }, /shortened/],
    [{ passport_number: '12345678.0' }, /shortened/],
    [{ passport_number: '#N/A' }, /passport_number "#N\/A" is what a spreadsheet could not show/],
    [{ birth_date: '########' }, /could not show/],
    [{ birth_date: '33000' }, /"33000" is how a spreadsheet counts days/],
    [{ passport_expires: '47848.5' }, /counts days/],
    [{ nationality: 'Sri Lanka' }, /three letters.*a name is not taken/],
  ] as const)
    t.match(readPassenger(value), { ok: false, error: message }, JSON.stringify(value))
  t.match(readPassenger({ passport_number: "'012345678", nationality: '="LKA"', type: 'CHD' }), {
    value: { passport_number: '012345678', nationality: 'LKA', type: 'passenger' },
  })
  t.match(readPassenger({ passport_number: '1E23456' }), { value: { passport_number: '1E23456' } })
})

t.test('says what is wrong and with which member', async (t) => {
  for (const [value, message] of [
    [null, /is an object/],
    [[], /is an object/],
    ['x', /is an object/],
    [{ surname: 'X' }, /"surname" is no member/],
    [{ constructor: 'X' }, /"constructor" is no member/],
    [{ type: 'staff' }, /type "staff" is neither passenger nor crew/],
    [{ nationality: 'LK' }, /nationality "LK" is not the three letters/],
    [{ nationality: 3 }, /nationality is no text/],
    [{ passport_number: 'N/1' }, /passport_number "N\/1"/],
    [{ text: 'x'.repeat(4097) }, /longer than any code/],
    [{ reference: 'a\u001b[2J' }, /reference/],
    [{ visa_number: '123', passport_number: 'A1', birth_date: '1990' }, /visa_number "123": a visa number has 12/],
    [{ visa_number: NUMBER }, /needs passport_number and birth_date/],
    [{ visa_number: NUMBER, passport_number: 'A1' }, /needs passport_number and birth_date/],
  ] as const)
    t.match(read(value), message, JSON.stringify(value)?.slice(0, 60))
})

t.test('never throws, and what it takes it takes again', async (t) => {
  const cells = fc.record(
    Object.fromEntries(PASSENGER_FIELDS.map((field) => [field, fc.oneof(fc.string(), fc.constant('1990-03-04'))])),
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(cells, fc.anything()), (value) => {
      const once = readPassenger(value)
      if (once.ok) {
        if (JSON.stringify(readPassenger(once.value)) !== JSON.stringify(once)) throw new Error('another one')
      } else if (typeof once.error !== 'string' || once.error === '') throw new Error('an error says something')
    }),
    { numRuns: 500 },
  )
  t.pass()
})

t.test('the same passenger twice is found by code, number or passport', async (t) => {
  const list = [
    { text: 'EV1:111' },
    { text: 'HTTPS://HOST/Q#111' },
    { visa_number: NUMBER, passport_number: 'A1', birth_date: '1990' },
    { nationality: 'LKA', passport_number: 'B1' },
    { nationality: 'IND', passport_number: 'B1' },
    { nationality: 'LKA', passport_number: 'B1', text: 'EV1:222' },
    { text: 'EV1:222' },
    { type: 'crew' },
    { type: 'crew' },
    { nationality: 'KAZ' },
    { nationality: 'KAZ' },
  ].map((value, at) => ({ row: at + 1, reference: null, passenger: readPassenger(value) }))
  const broken = { row: 12, reference: null, passenger: readPassenger({ type: 'x' }) }
  t.same(
    [...findDuplicates([...list, broken, broken])],
    [
      [2, 1],
      [6, 4],
      [7, 4],
    ],
  )
})

t.test('one letter is no kind of passenger: C is a child in many lists', async (t) => {
  for (const type of ['C', 'P', 'constructor']) t.match(readPassenger({ type }), { ok: false, error: /neither/ }, type)
  for (const type of ['crew', 'CRW', 'FM']) t.match(readPassenger({ type }), { ok: true, value: { type: 'crew' } })
})

t.test('one passport is one passenger, also where one row leaves the nationality out', async (t) => {
  const rows = (...values: object[]) => [
    ...findDuplicates(values.map((value, at) => ({ row: at + 1, reference: null, passenger: readPassenger(value) }))),
  ]
  const passport = { passport_number: 'N1' }
  t.same(rows({ ...passport, nationality: 'LKA' }, passport), [[2, 1]])
  t.same(rows(passport, { ...passport, nationality: 'LKA' }), [[2, 1]])
  t.same(rows({ ...passport, nationality: 'LKA' }, { ...passport, nationality: 'IND' }), [])
})
