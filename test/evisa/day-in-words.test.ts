import t from 'tap'
import { clockTime, dayInWords, shortTime, timeInWords } from '#evisa/day-in-words.ts'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'

t.test('a day and a time stand as people of the language write them', async (t) => {
  const told = TRAVELLER_LANGUAGES.map((language) => [
    dayInWords('2026-12-05', language),
    dayInWords('2026-12-02 18:30', language),
  ])
  t.same(told, [
    ['5 December 2026', '2 December 2026 at 18:30'],
    ['5 декабря 2026', '2 декабря 2026 г. в 18:30'],
    ['2026 ж. 5 желтоқсан', '2026 ж. 2 желтоқсан, 18:30'],
    ['5 décembre 2026', '2 décembre 2026 à 18:30'],
    ['5 ديسمبر 2026', '2 ديسمبر 2026 في 18:30'],
  ])
})

t.test('midnight is the beginning of its day', async (t) => {
  t.equal(dayInWords('2026-12-02 00:00', 'en'), '2 December 2026 at 00:00')
})

t.test('what is no day is told as it is', async (t) => {
  for (const told of ['', 'the end of the week', '2026-13-45', '2026-12-05T10:00', '5 December 2026'])
    t.equal(dayInWords(told, 'en'), told)
})

t.test('a moment is told as the clocks of Kazakhstan show it, with 24 hours in every language', async (t) => {
  const at = Date.UTC(2026, 10, 30, 13, 5) / 1000
  t.strictSame(
    TRAVELLER_LANGUAGES.map((language) => timeInWords(at, language).includes('18:05')),
    [true, true, true, true, true],
  )
  t.equal(shortTime(at, 'en'), '30 Nov 2026, 18:05')
  t.equal(clockTime(at + 7, 'kk'), '18:05:07')
  t.match(timeInWords(at, 'en'), 'Monday')
})
