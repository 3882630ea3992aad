import t from 'tap'
import { readMrz } from '#evisa/mrz.ts'
import {
  answersKept,
  answersOfLines,
  answersTyped,
  areNone,
  linesIn,
  valuesOf,
} from '../../../portal/passport/passport-answers.ts'
import { linesOfPassport } from '../../server/made-application.ts'

const TODAY = '2026-11-22'
const answersOf = (mrz: string) => {
  const reading = readMrz(mrz)
  if (!reading.ok) throw new Error(mrz)
  return answersOfLines(reading.value, linesIn({ mrz }), TODAY)
}

t.test('the lines fill every field', async (t) => {
  const mrz = linesOfPassport('N1234567')
  t.same(answersOf(mrz), {
    ...{ surname: 'PERERA', given_names: 'NIMALI SANDUNI', number: 'N1234567', nationality: 'LKA', issuer: 'LKA' },
    ...{ sex: 'F', birth_date: '1990-03-04', expires: '2031-08-22', mrz },
  })
})

t.test('Germany is a D in the lines, an unknown day stays unknown, one name alone is a surname', async (t) => {
  const german = answersOf(linesOfPassport('C01X00T47', { issuer: 'D', nationality: 'D' }))
  t.match(german, { issuer: 'DEU', nationality: 'DEU' })
  t.equal(answersOf(linesOfPassport('N1', { birthDate: '1990' })).birth_date, '1990')
  t.match(answersOf(linesOfPassport('N1', { givenNames: '' })), { surname: 'PERERA', given_names: '' })
})

t.test('a form shows what it is sent, and the other way round', async (t) => {
  const answers = answersOf(linesOfPassport('N1234567'))
  const values = valuesOf(answers)
  t.match(values, { 'birth_date-day': '04', 'birth_date-month': '03', 'birth_date-year': '1990', sex: 'F' })
  t.same(answersTyped({ ...values, mrz: values.mrz?.replace('\n', '\r\n') ?? '' }), {
    ...answers,
    birth_date: '04 03 1990',
    expires: '22 08 2031',
  })
})

t.test('what others wrote into the page is shown as far as it can be', async (t) => {
  const kept = answersKept({ issuer: 'Sri Lanka', nationality: 'D', sex: '<', number: 12, surname: 'Perera' })
  t.match(valuesOf(kept), { issuer: 'LKA', nationality: 'DEU', sex: 'X', number: '12', surname: 'Perera' })
  t.equal(valuesOf(answersKept({ issuer: 'Atlantis' })).issuer, '')
  t.ok(areNone(answersKept({})))
  t.ok(areNone(answersKept({ mrz: 'P<' })), 'lines that nobody confirmed')
  t.notOk(areNone(kept))
})
