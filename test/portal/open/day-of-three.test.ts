import t from 'tap'
import { dayOfThree } from '../../../portal/open/day-of-three.ts'

const typed = (day: string, month: string, year: string) =>
  dayOfThree({ 'passport-day': day, 'passport-month': month, 'passport-year': year }, 'passport')

t.test('three fields are a day, or nothing, or none', (t) => {
  t.equal(typed('4', '3', '2031'), '2031-03-04')
  t.equal(typed('29', '02', '2028'), '2028-02-29')
  t.equal(typed('', '', ''), '')
  t.equal(dayOfThree({}, 'passport'), '')
  for (const [day, month, year] of [
    ['29', '2', '2027'],
    ['31', '4', '2031'],
    ['', '3', '2031'],
    ['4', '', '2031'],
    ['4', '3', ''],
    ['4', '3', '31'],
    ['x', '3', '2031'],
    ['4', 'March', '2031'],
    ['4', '3', '2031-01-01'],
    ['-4', '3', '2031'],
  ] as const)
    t.equal(typed(day, month, year), undefined, `${day} ${month} ${year}`)
  t.end()
})
