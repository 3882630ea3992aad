import t from 'tap'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'

t.test('puts in what is named, and nothing for what is not given', async (t) => {
  t.equal(fillText('{a} of {b}{c}', { a: 1, b: 'two' }, 'en'), '1 of two')
})

t.test('a word has the form that goes with its number', async (t) => {
  const told = (language: TravellerLanguage, forms: string) =>
    [0, 1, 2, 5, 11, 21, 22, 59, 101, 111].map((n) => fillText(`{n} {n:${forms}}`, { n }, language)).join(', ')
  t.equal(
    told('ru', 'день|дня|дней'),
    '0 дней, 1 день, 2 дня, 5 дней, 11 дней, 21 день, 22 дня, 59 дней, 101 день, 111 дней',
  )
  t.equal(
    told('en', 'day|days'),
    '0 days, 1 day, 2 days, 5 days, 11 days, 21 days, 22 days, 59 days, 101 days, 111 days',
  )
  t.equal(told('kk', 'күн'), [0, 1, 2, 5, 11, 21, 22, 59, 101, 111].map((n) => `${n} күн`).join(', '))
  t.equal(
    told('fr', 'jour|jours'),
    '0 jour, 1 jour, 2 jours, 5 jours, 11 jours, 21 jours, 22 jours, 59 jours, 101 jours, 111 jours',
  )
  t.equal(
    told('ar', 'zero|one|two|few|many|other'),
    '0 zero, 1 one, 2 two, 5 few, 11 many, 21 many, 22 many, 59 many, 101 other, 111 many',
  )
  t.equal(fillText('{n:jour|jours}', { n: 1_000_000 }, 'fr'), 'jours')
})
