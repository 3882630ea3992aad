import t from 'tap'
import { writtenDate } from '../../paper/written-date.ts'

t.test('dates that nobody reads as another day; what a passport does not know is X', async (t) => {
  t.equal(writtenDate('2026-02-03'), '03 FEB 2026')
  t.equal(writtenDate('1990-12'), 'XX DEC 1990')
  t.equal(writtenDate('1990'), 'XX XXX 1990')
})
