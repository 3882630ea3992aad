import t from 'tap'
import { majorText, minorOf, moneyText } from '#evisa/money.ts'

t.test('an amount is written as banks do, with the digits of its currency', async (t) => {
  t.equal(majorText({ minor: 6000, currency: 'USD' }), '60.00')
  t.equal(majorText({ minor: 5, currency: 'KZT' }), '0.05')
  t.equal(majorText({ minor: 6000, currency: 'JPY' }), '6000')
})

t.test('an amount is read as it was written, and never rounded', async (t) => {
  for (const minor of [0, 1, 5, 99, 100, 6000, 123_456_789])
    t.equal(minorOf(majorText({ minor, currency: 'USD' }), 'USD'), minor)
  t.equal(minorOf('60', 'USD'), 6000)
  t.equal(minorOf('60.5', 'USD'), 6050)
  t.equal(minorOf('60.5000', 'USD'), 6050)
  t.equal(minorOf('0.29', 'USD'), 29, 'no binary fraction comes between')
  t.equal(minorOf('60', 'JPY'), 60)
})

t.test('what is no amount is none', async (t) => {
  for (const text of ['', '-1', '60.005', '60,00', '1e3', ' 60', 'NaN', '60.', '.5', '9'.repeat(13), '60.00001'])
    t.equal(minorOf(text, 'USD'), null, text)
  t.equal(minorOf('60', 'usd'), null)
  t.equal(minorOf('60.5', 'JPY'), null)
})

t.test('people read it with the separators of their language', async (t) => {
  t.equal(moneyText({ minor: 123_450, currency: 'USD' }, 'en'), '1,234.50\u00a0USD')
  t.match(moneyText({ minor: 6000, currency: 'USD' }, 'ru'), /^60,00\sUSD$/)
  t.match(moneyText({ minor: 6000, currency: 'KZT' }, 'kk'), /^60,00\sKZT$/)
})
