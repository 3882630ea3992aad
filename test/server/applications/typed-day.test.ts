import fc from 'fast-check'
import t from 'tap'
import { fromDayNumber } from '#evisa/civil-date.ts'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { readBirth, readDay } from '../../../server/applications/typed-day.ts'

const MARCH_4 = { ok: true, value: '1990-03-04' }
const ruleOf = (read: ReturnType<typeof readDay>) => (read.ok ? read.value : read.error.rule)

t.test('a day is read as people and passports write it', async (t) => {
  const written = [
    ...[
      '1990-03-04',
      ' 1990 - 3 - 4 ',
      '1990/03/04',
      '1990.03.04',
      '19900304',
      '04.03.1990',
      '4.3.1990',
      '4. 3. 1990',
      '04 03 1990',
    ],
    ...[
      '4 MAR 1990',
      '04MAR1990',
      '4 March 1990',
      'Mar 4, 1990',
      'march 4 1990',
      '4-mar-1990',
      '4 марта 1990',
      '04 наурыз 1990',
      '4. МАР. 1990',
    ],
    ...['０４.０３.１９９０', '٠٤.٠٣.١٩٩٠'],
  ]
  for (const typed of written) t.strictSame(readDay(typed), MARCH_4, typed)
  t.strictSame(readDay('13/3/1990'), { ok: true, value: '1990-03-13' }, 'only one way to read it')
  t.strictSame(readDay('3/13/1990'), { ok: true, value: '1990-03-13' })
  t.strictSame(readDay('5/5/2027'), { ok: true, value: '2027-05-05' })
})

t.test('the months of every language that travellers are spoken to in are read', async (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    for (let month = 1; month <= 12; month++) {
      const date = `2027-${String(month).padStart(2, '0')}-09`
      for (const length of ['long', 'short'] as const) {
        const name = new Intl.DateTimeFormat(`${language}-u-nu-latn`, {
          day: 'numeric',
          month: length,
          timeZone: 'UTC',
        })
          .formatToParts(new Date(date))
          .find(({ type }) => type === 'month')?.value
        t.strictSame(readDay(`9 ${name} 2027`), { ok: true, value: date }, `${language} ${name}`)
      }
    }
  }
})

t.test('what can be read in two ways is asked about', async (t) => {
  t.match(readDay('03/04/1990'), { error: { rule: 'date-ambiguous', message: /1990-04-03 or 1990-03-04/ } })
  t.match(readDay('3-4-1990'), { error: { rule: 'date-ambiguous' } })
})

t.test('what is no day is said, and how to write one', async (t) => {
  for (const typed of ['29.02.2027', '31 APR 2026', '2026-13-01', '0/0/2026', '2026-00-00', '32.1.2026'])
    t.equal(ruleOf(readDay(typed)), 'calendar', typed)
  t.equal(ruleOf(readDay('29 FEB 2028')), '2028-02-29')
  for (const typed of [
    '',
    'tomorrow',
    '4.3.90',
    '4 MRZ 1990',
    '🙂',
    '4 MAR 1990 '.repeat(9),
    '1990-03-04\0',
    '12/1990',
    '4 4 4',
  ])
    t.match(readDay(typed), { error: { rule: 'date', message: /1990-03-04/ } }, typed)
})

t.test('of a birth a passport may know less', async (t) => {
  t.strictSame(readBirth(' 1990 '), { ok: true, value: '1990' })
  t.strictSame(readBirth('1990-3'), { ok: true, value: '1990-03' })
  t.strictSame(readBirth('4 MAR 1990'), MARCH_4)
  t.equal(ruleOf(readBirth('1990-13')), 'calendar')
  t.equal(ruleOf(readBirth('1890')), 'date')
  t.equal(ruleOf(readBirth('1890-01-01')), 'calendar')
})

t.test('any day is read back from each way of writing it, and no text throws', async (t) => {
  const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
  fc.assert(
    fc.property(fc.integer({ min: -25_000, max: 40_000 }), (number) => {
      const day = fromDayNumber(number)
      const [year = '', month = '', date = ''] = day.split('-')
      for (const typed of [
        day,
        `${date}.${month}.${year}`,
        `${date} ${months[Number(month) - 1]} ${year}`,
        `${Number(date)}.${Number(month)}.${year}`,
      ])
        if (ruleOf(readDay(typed)) !== day) return false
      return true
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => typeof ruleOf(readDay(typed)) === 'string'),
  )
  t.pass()
})
