import t from 'tap'
import { contentOf, typedDay, valuesOf } from '../../../portal/host/invitation-fields.ts'
import { visasOf } from '../../../portal/host/visa-choices.ts'
import { INVITED } from '../../server/store/made-invitations.ts'
import { TERMS_EDITION } from '../made-terms.ts'
import { TYPED } from './made-hosting.ts'

const VISAS = visasOf('legal-entity', TERMS_EDITION)

t.test('what was typed is what the API takes, and comes back as it was', async (t) => {
  t.strictSame(contentOf(TYPED, VISAS), INVITED)
  t.strictSame(contentOf(valuesOf(INVITED), VISAS), INVITED)
  t.match(contentOf({ passport_number: 'n ١٢٣', stay_days: '٣٠' }, VISAS), {
    stay_days: 30,
    passport: { number: 'N123' },
  })
  const other = { ...INVITED, birth_date: '1990-05', passport: { number: 'X1', issuer: 'GBR' } }
  t.strictSame(contentOf(valuesOf(other), VISAS), other)
})

t.test('what was left empty is missing, and what cannot be read goes as it is', async (t) => {
  t.strictSame(contentOf({}, VISAS), { surname: '', given_names: '', passport: {} })
  t.match(
    contentOf({ stay_days: 'ten', 'valid_from-day': '31', 'valid_from-month': '2', 'valid_from-year': '2027' }, VISAS),
    {
      stay_days: 'ten',
      valid_from: '31 2 2027',
    },
  )
})

t.test('days are read by the number or the name of the month', async (t) => {
  const day = (day: string, month: string, year: string) =>
    typedDay({ 'x-day': day, 'x-month': month, 'x-year': year }, 'x')
  t.equal(day('4', '5', '1990'), '1990-05-04')
  t.equal(day('04', 'May', '1990'), '1990-05-04')
  t.equal(day('4', 'september', '1990'), '1990-09-04')
  t.equal(day('', '5', '1990'), '1990-05')
  t.equal(day('', '', '1990'), '1990')
  t.equal(day('', '', ''), '')
  t.equal(day('٤', '٥', '١٩٩٠'), '1990-05-04')
  t.equal(day('', '', '١٩٩٠'), '1990')
  t.equal(day('4', '5', '90'), '4 5 90', 'of which century nobody knows')
})
