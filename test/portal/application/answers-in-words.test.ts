import t from 'tap'
import { answerInWords, choiceOf, isCode } from '../../../portal/application/answers-in-words.ts'

t.test('days are told in words, however they were typed', async (t) => {
  t.equal(answerInWords('expected_entry', '25 11 2026', 'en'), '25 November 2026')
  t.equal(answerInWords('expires', '2031-08-22', 'ru'), '22 августа 2031')
  t.equal(answerInWords('birth_date', '4.3.1990', 'fr'), '4 mars 1990')
})

t.test('what is no day, or is written with a name, stands as it was typed', async (t) => {
  for (const text of ['31 2 2026', '25 NOV 2026', 'soon', ''])
    t.equal(answerInWords('expected_entry', text, 'en'), text)
})

t.test('states, purposes, choices and sexes are told in words', async (t) => {
  t.equal(answerInWords('issuer', 'LKA', 'fr'), 'Sri Lanka')
  t.equal(answerInWords('nationality', 'nowhere', 'fr'), 'nowhere')
  t.equal(answerInWords('purpose', 'tourism', 'ru'), 'туризм')
  t.equal(answerInWords('overstayed', 'false', 'en'), 'No')
  t.equal(answerInWords('sex', 'f', 'en'), 'F (female)')
  t.equal(answerInWords('sex', 'constructor', 'en'), 'constructor')
  t.equal(answerInWords('place_of_stay', 'Hotel', 'kk'), 'Hotel')
})

t.test('a choice is read from whatever said it', async (t) => {
  t.same(['true', 'YES', '1', 'false', 'no', '0', '', 'perhaps'].map(choiceOf), [
    'yes',
    'yes',
    'yes',
    'no',
    'no',
    'no',
    '',
    '',
  ])
})

t.test('numbers are codes, names are not', async (t) => {
  t.ok(isCode('mrz'))
  t.notOk(isCode('surname'))
})
