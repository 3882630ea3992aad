import t from 'tap'
import { dayValues, joinDay, splitDay } from '../../pages/typed-day.ts'

const typed = (day: string, month: string, year: string) =>
  joinDay({ 'birth-day': day, 'birth-month': month, 'birth-year': year }, 'birth')

t.test('what was typed in three fields is one text, and those three fields again', (t) => {
  for (const [day, month, year] of [
    ['4', '3', '1990'],
    ['04', 'March', '1990'],
    ['4', 'мамыр', '90'],
    ['', '3', '1990'],
    ['', '', '1990'],
    ['', '', ''],
    ['31', '', ''],
    ['x', '13', 'year'],
  ] as const)
    t.same(splitDay(typed(day, month, year)), { day, month, year }, `${day}|${month}|${year}`)
  t.equal(typed(' 4 ', '3', ' 1990'), '4 3 1990')
  t.equal(joinDay({}, 'birth'), '')
  t.end()
})

t.test('a day that is known is shown in its fields', (t) => {
  t.same(dayValues('from', '2027-03-04'), { 'from-day': '04', 'from-month': '03', 'from-year': '2027' })
  t.same(splitDay('1990-03'), { day: '', month: '03', year: '1990' })
  t.end()
})
