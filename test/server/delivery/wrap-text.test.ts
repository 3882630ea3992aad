import t from 'tap'
import { wrapText } from '../../../server/delivery/wrap-text.ts'

t.test('lines break at spaces before they are too long, and say what they said', async (t) => {
  const text = 'We have received the consular fee of 60.00 USD for your application. You have nothing to pay any more.'
  const wrapped = wrapText(text)
  t.ok(wrapped.split('\r\n').every((line) => line.length <= 72 && line === line.trim()))
  t.equal(wrapped.replaceAll('\r\n', ' '), text)
  t.equal(wrapText('aa bb cc', 5), 'aa bb\r\ncc')
})

t.test('a word that is longer stays whole, and so does what a space holds together that does not break', async (t) => {
  const address = `https://portal.example/ar/sign-in/link?token=${'a'.repeat(80)}`
  t.equal(wrapText(`see ${address} now`), `see\r\n${address}\r\nnow`)
  t.equal(wrapText('aa 60,00\u00a0USD', 8), 'aa\r\n60,00\u00a0USD')
})

t.test('lines that were there stay, and empty ones', async (t) => {
  t.equal(wrapText('one\n\ntwo\r\nthree'), 'one\r\n\r\ntwo\r\nthree')
  t.equal(wrapText(''), '')
})

t.test('a long text takes no longer than its length asks for', async (t) => {
  const started = performance.now()
  t.equal(wrapText('a '.repeat(500_000)).length > 900_000, true)
  t.ok(performance.now() - started < 2000)
})
