import t from 'tap'
import { MADE_PEOPLE } from '../../../demonstration/people/made-people.ts'
import { toldPerson } from '../../../demonstration/people/told-people.ts'

const [nimali] = MADE_PEOPLE

t.test('a number is told of once it is approved', async (t) => {
  if (nimali === undefined) throw new Error('nobody')
  const { passport } = nimali
  const offered = { passport, number: '1234567890', validFrom: '2026-11-30', invitation: null }
  const told = (invitation: string | null) => toldPerson(nimali, { of: () => ({ ...offered, invitation }) })
  t.match(told('inv-1'), {
    ...{ passport_number: 'N1234567', surname: 'PERERA', nationality: 'LKA', mrz: nimali.mrz },
    ...{ visa_support_number: '1234567890', valid_until: '2026-12-29', picture: '/passports/N1234567.jpg' },
  })
  t.match(told(null), { visa_support_number: null, valid_until: null })
  t.match(toldPerson(nimali, { of: () => null }), { visa_support_number: null, valid_until: null })
})
