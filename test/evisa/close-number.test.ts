import t from 'tap'
import { closeNumbers } from '#evisa/close-number.ts'

t.test('close is what spreadsheets and hands do to a number, and nothing else', async (t) => {
  for (const [one, other, close] of [
    ['012345678', '12345678', 'zeros'],
    ['12345678', '0012345678', 'zeros'],
    ['N0123456', 'NO123456', 'letters'],
    ['N1234567', 'NI234567', 'letters'],
    ['O12345', '12345', 'letters'],
    ['N1234567', 'N1234567', null],
    ['N1234567', 'N1234568', null],
    ['N1234567', 'N01234567', null],
    ['12345678', '123456780', null],
  ] as const) {
    t.equal(closeNumbers(one, other), close, `${one} ${other}`)
    t.equal(closeNumbers(other, one), close, `${other} ${one}`)
  }
})
