import t from 'tap'
import { type Bearer, changesPerson } from '../../../server/cases/changes-person.ts'

const BEARER: Bearer = {
  holder: { surname: 'PERERA', given_names: 'NIMAL', sex: 'M', birth_date: '1990-05-17', nationality: 'LKA' },
  passport: { number: 'N1234567', issuer: 'LKA', expires: '2031-02-01' },
}
const held = (holder: Partial<Bearer['holder']>, from = BEARER): Bearer => ({
  ...from,
  holder: { ...from.holder, ...holder },
})
const carried = (passport: Partial<Bearer['passport']>): Bearer => ({
  ...BEARER,
  passport: { ...BEARER.passport, ...passport },
})

t.test('another passport, citizenship, birth date or whole name is another person', async (t) => {
  const others = {
    number: carried({ number: 'N1234568' }),
    issuer: carried({ issuer: 'IND' }),
    nationality: held({ nationality: 'IND' }),
    'birth date': held({ birth_date: '1990-05-18' }),
    'whole name': held({ surname: 'SILVA', given_names: 'KASUN' }),
  }
  for (const [what, other] of Object.entries(others)) t.ok(changesPerson(BEARER, other, BEARER), what)
})

t.test('how one and the same person is written is mended by one officer', async (t) => {
  const mended = {
    surname: held({ surname: 'PERERRA' }),
    'given names': held({ given_names: '' }),
    sex: held({ sex: 'F' }),
    'last day': carried({ expires: '2032-02-01' }),
    nothing: BEARER,
  }
  for (const [what, other] of Object.entries(mended)) t.notOk(changesPerson(BEARER, other, BEARER), what)
})

t.test('of a single name all is another where it is', async (t) => {
  const single = held({ given_names: '' })
  t.ok(changesPerson(single, held({ surname: 'SILVA' }, single), single))
})

t.test('a name that is changed in two steps is another one with the second', async (t) => {
  const first = held({ surname: 'SILVA' })
  const second = held({ given_names: 'KASUN' }, first)
  t.notOk(changesPerson(BEARER, first, BEARER))
  t.ok(changesPerson(first, second, BEARER))
  t.notOk(changesPerson(first, second, null), 'once what was decided is erased nobody knows')
})
