import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { dayInWords, shortTime, timeInWords } from '../../pages/in-words.ts'

const AT = Date.UTC(2027, 2, 4, 20, 30) / 1000

t.test('a day is written as the language writes it, and is the same day everywhere', (t) => {
  const written = Object.fromEntries(TRAVELLER_LANGUAGES.map((one) => [one, dayInWords('2027-03-04', one)]))
  t.match(written, {
    en: '4 March 2027',
    ru: /^4 марта 2027/,
    fr: '4 mars 2027',
    kk: /2027.*наурыз/,
    ar: /4 مارس 2027/,
  })
  t.end()
})

t.test('times are those of Kazakhstan, with 24 hours', (t) => {
  t.match(timeInWords(AT, 'en'), /^Friday,? 5 March 2027 at 01:30$/)
  t.equal(shortTime(AT, 'en'), '5 Mar 2027, 01:30')
  for (const one of TRAVELLER_LANGUAGES) {
    t.match(timeInWords(AT, one), /0?1:30/, one)
    t.match(shortTime(AT, one), /0?1:30/, one)
  }
  t.end()
})
