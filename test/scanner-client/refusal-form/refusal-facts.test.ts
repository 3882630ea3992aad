import t from 'tap'
import { packEvisa } from '#evisa/packed-evisa.ts'
import { jwsOfText } from '#evisa/qr-text.ts'
import { visaClaims } from '../../../fixtures/made-world.ts'
import { refusalFacts } from '../../../scanner-client/refusal-form/refusal-facts.ts'
import { MRZ } from '../../server/build-app.ts'
import { printedVisa } from '../../server/visa-document/made-facts.ts'
import { NUMBER, POLICY, refusalEvent, refusedBy } from './made-refusal.ts'

const NOTHING = { mrz: null, claims: null }

t.test('says when, where and on what ground, by the record alone', async (t) => {
  t.match(refusedBy(), {
    number: NUMBER,
    record: '0193a5c0-1234-7abc-9def-0123456789ab',
    when: '22 NOV 2026, 10:00',
    checkpoint: 'Nursultan Nazarbayev International Airport (NQZ)',
    flight: 'KC904',
    visaNumber: 'K7Q2-M4XN-9TBD',
    ground: 'purpose',
    written: null,
    badge: '7001',
    isSpecimen: false,
  })
  t.match(refusedBy({ reason: 'no ticket onward' }), { ground: 'other', written: 'no ticket onward' })
  t.match(refusedBy({ reason: null, operator: undefined, flight: undefined }), {
    ...{ ground: 'other', written: null, badge: null, flight: null },
  })
})

t.test('a checkpoint that the policy does not know, or a policy that is not here, is told by its code', async (t) => {
  t.equal(refusedBy({ checkpoint: 'XYZ' }).checkpoint, 'XYZ')
  t.equal(refusalFacts(refusalEvent(), NOTHING, null, false).checkpoint, 'NQZ')
})

t.test('the person is who the passport says, else whom the e-visa names', async (t) => {
  t.same(refusedBy({}, { mrz: MRZ }).person, {
    from: 'passport',
    surname: 'PERERA',
    givenNames: 'NIMALI SANDUNI',
    birthDate: '04 MAR 1990',
    nationality: 'LKA',
    passportNumber: 'N1234567',
  })
  const { holder } = visaClaims({})
  const claims = visaClaims({ holder: { ...holder, given_names: '', birth_date: '1990', nationality: 'XXA' } })
  t.match(refusedBy({}, { claims }).person, {
    ...{ from: 'evisa', givenNames: '–', birthDate: 'XX XXX 1990', nationality: 'XXA' },
  })
  t.equal(refusedBy({}, { mrz: 'none' }).person.from, 'evisa')
})

t.test('a name that the lines of the passport cut goes on, and a date of birth that nobody knows is X', async (t) => {
  const name = `P<UTO${'A'.repeat(20)}<<${'B'.repeat(17)}`
  const unknown = 'L898902C36UTO<<<<<<4F1204159ZE184226B<<<<<10'
  const digits = (text: string) =>
    [...text].reduce((sum, letter, at) => {
      const value = letter === '<' ? 0 : Number.parseInt(letter, 36)
      return (sum + value * ([7, 3, 1][at % 3] ?? 0)) % 10
    }, 0)
  const birth = `<<<<<<${digits('<<<<<<')}`
  const line = `L898902C36UTO${birth}F1204159ZE184226B<<<<<1`
  const composite = digits(line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43))
  t.equal(unknown.length, 44)
  t.match(refusedBy({}, { mrz: `${name}\n${line}${composite}` }).person, {
    ...{ surname: 'A'.repeat(20), givenNames: `${'B'.repeat(17)}…`, birthDate: 'XX XXX XXXX', nationality: 'UTO' },
  })
})

t.test('later the record tells who it was: by its e-visa, by its lines of a passport, or not at all', async (t) => {
  const jws = jwsOfText((await printedVisa()).qrText)
  const evisa = jws.ok ? packEvisa(jws.value) : null
  t.match(refusalFacts(refusalEvent({ evisa }), NOTHING, POLICY, true), {
    ...{ person: { from: 'evisa', surname: 'PERERA' }, isSpecimen: true, number: NUMBER },
  })
  const unproven = { visa_number: null, reason: 'signature/invalid', passport: MRZ.split('\n') }
  t.match(refusalFacts(refusalEvent(unproven), NOTHING, POLICY, false), {
    ...{ person: { from: 'passport', surname: 'PERERA' }, visaNumber: null, ground: 'visa-not-proven' },
  })
  t.match(refusalFacts(refusalEvent({ evisa: 'A'.repeat(120) }), NOTHING, POLICY, false), {
    person: { from: null, surname: null, passportNumber: null },
  })
})
