import t from 'tap'
import { queueLetter } from '../../../server/store/queue-letter.ts'

t.test('a letter is queued as it is to be written, due at once', async (t) => {
  const steps = queueLetter(
    { kind: 'paid', address: 'a@example.org', language: 'kk', about: 'K7Q2', content: { amount: '60.00 USD' } },
    7,
  )
  const { value } = steps.next()
  t.match(value, { sql: /^INSERT INTO letters/ })
  const values = value !== undefined && typeof value !== 'string' && 'values' in value ? value.values : []
  t.strictSame(values.slice(1), ['paid', 'a@example.org', 'kk', 'K7Q2', '{"amount":"60.00 USD"}', 7, 7])
  t.equal(steps.next([]).value, values[0], 'its id')
})
