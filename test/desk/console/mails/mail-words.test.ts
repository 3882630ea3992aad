import t from 'tap'
import { type Delivery, deliveryRow, type Letter, letterRow } from '../../../../desk/console/mails/mail-words.ts'
import { en, kk, ru } from '../../../../desk/console/strings/texts.ts'
import { LETTER_KINDS } from '../../../../server/store/queue-letter.ts'

const COMMON = {
  ...{ id: 'd1', email: 'a@example.org', state: 'bounced', unconfirmed: false, attempts: 3, error: null },
  ...{ created_at: 1_796_000_000, sent_at: null, next_attempt_at: null },
}
const delivery = (change: object) => ({ ...COMMON, visa_number: 'K7Q2M4XN9TBD', ...change }) as unknown as Delivery
const letter = (change: object) => ({ ...COMMON, kind: 'paid', about: 'K7Q2M4XN9TBD', ...change }) as unknown as Letter
const visit = { language: 'en' } as const

t.test('an e-visa is sent again where it is over and its address is known', async (t) => {
  t.match(deliveryRow(delivery({}), visit), {
    again: '/en/mails/d1/again',
    tried: '3 attempts',
    what: 'K7Q2-M4XN-9TBD',
  })
  for (const change of [{ email: null }, { state: 'waiting' }, { state: 'sending' }])
    t.equal(deliveryRow(delivery(change), visit).again, '', JSON.stringify(change))
  t.match(deliveryRow(delivery({ email: null }), visit), { to: /forgotten/ })
  t.match(deliveryRow(delivery({ state: 'sent', unconfirmed: true }), visit), { state: 'sent, perhaps not arrived' })
  const withdrawn = { error: { code: 'visa/revoked', text: 'x' } }
  t.match(deliveryRow(delivery(withdrawn), visit), { withdrawn: /not valid any more/ })
  t.match(deliveryRow(delivery({ state: 'waiting', next_attempt_at: 1_796_000_000 }), visit), { next: /tried again/ })
})

t.test('a letter is named by what it is, and leads to its case where somebody reads cases', async (t) => {
  t.match(letterRow(letter({}), visit, true), {
    what: 'Receipt of the fee · K7Q2-M4XN-9TBD',
    case: '/en/cases/K7Q2M4XN9TBD',
    again: '',
  })
  t.match(letterRow(letter({}), visit, false), { case: '' })
  t.match(letterRow(letter({ kind: 'of-tomorrow', about: null }), visit, true), { what: 'of-tomorrow', case: '' })
  for (const texts of [en, ru, kk]) t.same(Object.keys(texts.mails.kinds), LETTER_KINDS)
})
