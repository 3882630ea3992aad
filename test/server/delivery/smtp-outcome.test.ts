import t from 'tap'
import { outcomeOf, withoutAddress } from '../../../server/delivery/smtp-outcome.ts'

const TO = 'jane.doe@example.com'

t.test('before the message was transmitted: refused is final, everything else is tried again', async (t) => {
  for (const [command, responseCode, kind] of [
    ['RCPT TO', 550, 'bounced'],
    ['MAIL FROM', 552, 'bounced'],
    ['DATA', 554, 'bounced'],
    ['RCPT TO', 451, 'postponed'],
    ['DATA', 421, 'postponed'],
    ['MAIL FROM', 530, 'postponed'],
    ['AUTH PLAIN', 535, 'postponed'],
    ['EHLO', 554, 'postponed'],
    ['CONN', 554, 'postponed'],
    ['STARTTLS', 502, 'postponed'],
  ] as const) {
    const outcome = outcomeOf({ command, responseCode, message: 'no' }, false, TO)
    t.match(outcome, { kind, error: { code: `smtp/${responseCode}` } }, `${command} ${responseCode}`)
  }
  for (const code of ['ETIMEDOUT', 'ESOCKET', 'ETLS', 'EDNS', 'ENOTKEPT'])
    t.match(outcomeOf({ code, message: 'no' }, false, TO), {
      kind: 'postponed',
      error: { code: `mail/${code.toLowerCase()}` },
    })
  for (const command of ['MAIL FROM', 'RCPT TO', 'DATA'])
    t.match(
      outcomeOf({ code: 'EENVELOPE', command, response: 'no code', message: 'no code' }, false, TO),
      { kind: 'postponed' },
      `${command} without a code`,
    )
  t.match(outcomeOf({ code: 'EMESSAGE', command: 'MAIL FROM', message: 'too large' }, false, TO), { kind: 'bounced' })
  t.match(outcomeOf({ code: 'EENVELOPE', command: 'API', message: 'invalid' }, false, TO), { kind: 'bounced' })
})

t.test('after it was transmitted: only an answer to it says that it was not taken', async (t) => {
  const answer = (responseCode: number) => outcomeOf({ command: 'DATA', responseCode, message: 'no' }, true, TO).kind
  t.equal(answer(451), 'postponed')
  t.equal(answer(554), 'bounced')
  t.equal(answer(421), 'postponed', 'a farewell is an answer too')
  const silence = (code: string) => outcomeOf({ code, command: 'CONN', message: 'no' }, true, TO).kind
  for (const code of ['ETIMEDOUT', 'ECONNECTION', 'ESOCKET', 'EPROTOCOL']) t.equal(silence(code), 'unconfirmed', code)
  t.equal(outcomeOf({ command: 'CONN', responseCode: 451, message: 'cut in the line' }, true, TO).kind, 'unconfirmed')
})

t.test('names the cause under the name that nodemailer gives it', async (t) => {
  const refused = { code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN', message: 'connect ECONNREFUSED' }
  t.match(outcomeOf(refused, false, TO), { error: { code: 'mail/econnrefused' } })
})

t.test('keeps no address, no line break and no long text', async (t) => {
  for (const text of [
    '550 5.1.1 <jane.doe@example.com>: Recipient rejected',
    '550 JANE.DOE@EXAMPLE.COM unknown',
    '550 user jane.doe unknown',
    '550 mailbox (jane.doe) for other@example.org',
  ]) {
    const kept = withoutAddress(text, TO)
    t.match(kept, /ADDRESS/)
    t.notMatch(kept, /jane|doe|@|example/i, text)
  }
  t.equal(withoutAddress('one\r\ntwo\u0000three', TO), 'one two three')
  t.equal(withoutAddress('x'.repeat(900), TO).length, 200)
})

t.test('of a reply of a megabyte the beginning is read', async (t) => {
  const long = `${'a'.repeat(500)}@example.org `.repeat(2000)
  t.equal(withoutAddress(long, TO), 'ADDRESS')
  t.equal(withoutAddress(`550 no ${'x'.repeat(1e6)} ${TO}`, TO), '550 no')
  t.equal(withoutAddress('x '.repeat(1e6), TO).length, 199)
})
