import fc from 'fast-check'
import t from 'tap'
import { TRAVELLER_LANGUAGES, type TravellerLanguage } from '#evisa/language.ts'
import { makeTd3Mrz } from '../../../fixtures/make-mrz.ts'
import * as texts from '../../../portal/passport/strings/texts.ts'
import {
  faultsOfLines,
  type LineWords,
  lineFaultText,
  readingOf,
  wholeLines,
} from '../../../portal/passport/typed-lines.ts'

const WORDS: Readonly<Record<TravellerLanguage, { readonly lines: LineWords }>> = texts

const MRZ = makeTd3Mrz({
  issuer: 'LKA',
  surname: 'PERERA',
  givenNames: 'NIMALI SANDUNI',
  number: 'N1234567',
  nationality: 'LKA',
  birthDate: '1990-03-04',
  sex: 'F',
  expires: '2031-08-22',
})
const [FIRST = '', SECOND = ''] = MRZ.split('\n')
const put = (line: string, at: number, letter: string) => line.slice(0, at) + letter + line.slice(at + 1)

t.test('right lines are read, however they are typed', async (t) => {
  const whole = { first: FIRST, second: SECOND }
  for (const typed of [
    whole,
    { first: FIRST.toLowerCase(), second: SECOND.toLowerCase() },
    { first: FIRST.replaceAll('<', ' ').trimEnd(), second: SECOND.replaceAll('<', ' ') },
    { first: FIRST.replace(/<+$/, ''), second: SECOND },
    { first: MRZ, second: '' },
    { first: `  ${FIRST}\r\n\r\n ${SECOND} `, second: '' },
    { first: FIRST + SECOND, second: '' },
    { first: FIRST.replaceAll('<', '«'), second: SECOND.replaceAll('<', ';') },
  ]) {
    t.same(wholeLines(typed), whole, JSON.stringify(typed))
    t.same(faultsOfLines(typed), [])
    t.match(readingOf(typed), { number: 'N1234567', surname: 'PERERA', givenNames: 'NIMALI SANDUNI' })
  }
})

t.test('what is missing or too much is counted', async (t) => {
  t.same(faultsOfLines({ first: '', second: '' }), [
    { line: 'first', rule: 'missing', n: 0 },
    { line: 'second', rule: 'missing', n: 0 },
  ])
  t.same(faultsOfLines({ first: FIRST, second: SECOND.slice(0, 40) }), [{ line: 'second', rule: 'missing', n: 40 }])
  t.match(faultsOfLines({ first: `${FIRST}<`, second: SECOND }), [{ line: 'first', rule: 'long', n: 45 }])
})

t.test('a letter of another alphabet is named with its place', async (t) => {
  t.same(faultsOfLines({ first: put(FIRST, 5, 'Р'), second: SECOND }), [
    { line: 'first', rule: 'foreign', at: 6, letter: 'Р' },
  ])
  t.same(faultsOfLines({ first: FIRST, second: put(SECOND, 3, 'б') }), [
    { line: 'second', rule: 'foreign', at: 4, letter: 'Б' },
  ])
})

t.test('what cannot stand in a place, and a check digit that does not fit, are told', async (t) => {
  t.match(faultsOfLines({ first: put(FIRST, 7, '0'), second: SECOND }), [{ rule: 'impossible', at: 8, letter: '0' }])
  t.match(faultsOfLines({ first: FIRST, second: put(SECOND, 2, '9') }), [
    { line: 'second', rule: 'check', field: 'number' },
  ])
  const composite = put(SECOND, 43, SECOND[43] === '7' ? '8' : '7')
  t.same(faultsOfLines({ first: FIRST, second: composite }), [{ line: 'second', rule: 'check', field: 'composite' }])
})

t.test('one letter that is often read for another is proposed, and never put in', async (t) => {
  const mrz = makeTd3Mrz({
    ...{ issuer: 'LKA', surname: 'PERERA', givenNames: 'NIMALI', nationality: 'LKA', sex: 'F' },
    ...{ number: 'OB12', birthDate: '1990-03-04', expires: '2031-08-22' },
  })
  const [first = '', second = ''] = mrz.split('\n')
  const faults = faultsOfLines({ first, second: put(second, 0, '0') })
  t.match(faults, [
    { rule: 'check', field: 'number' },
    { rule: 'maybe', at: 1, letter: '0', other: 'O' },
  ])
})

t.test('lines of a visa or a card are no passport', async (t) => {
  const visa = { first: put(FIRST, 0, 'V'), second: SECOND }
  t.same(faultsOfLines(visa), [{ line: 'first', rule: 'no-passport' }])
  t.equal(readingOf(visa), null)
})

t.test('whatever is typed: either it reads, or something is said', async (t) => {
  const line = fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.constantFrom(FIRST, SECOND, '', '<'))
  const property = fc.property(line, line, (first, second) => {
    const typed = { first, second }
    return (readingOf(typed) === null) === faultsOfLines(typed).length > 0
  })
  t.equal(fc.check(property).failed, false)
})

t.test('each fault has words in every language', async (t) => {
  const faults = [
    { line: 'first', rule: 'missing', n: 40 },
    { line: 'first', rule: 'long', n: 50 },
    { line: 'first', rule: 'foreign', at: 3, letter: 'Р' },
    { line: 'first', rule: 'impossible', at: 3, letter: '1' },
    { line: 'second', rule: 'check', field: 'birth-date' },
    { line: 'second', rule: 'maybe', at: 1, letter: '0', other: 'O' },
    { line: 'first', rule: 'no-passport' },
    { line: 'second', rule: 'unread' },
  ] as const
  for (const language of TRAVELLER_LANGUAGES)
    for (const fault of faults) {
      const text = lineFaultText(fault, WORDS[language].lines, language)
      t.notMatch(text, /[{}]|undefined/, `${language} ${fault.rule}`)
      for (const [name, fact] of Object.entries(fault))
        if (name !== 'line' && name !== 'rule' && name !== 'field') t.match(text, String(fact))
    }
})
