import t from 'tap'
import {
  deliveryChange,
  deliveryNote,
  isWithdrawn,
  readDeliveryRow,
  withdrawnError,
} from '../../../server/store/delivery-rows.ts'

const ERROR = { code: 'smtp/550', text: 'no such user' }

t.test('only an answer corrects what is unconfirmed', async (t) => {
  t.match(deliveryChange({ kind: 'sent', unconfirmed: true }, 5), { sentAt: 5, unconfirmed: 1, corrects: 0 })
  t.match(deliveryChange({ kind: 'sent', unconfirmed: false }, 5), { sentAt: 5, unconfirmed: 0, corrects: 1 })
  t.match(deliveryChange({ kind: 'bounced', error: ERROR }, 5), { state: 'bounced', sentAt: null, corrects: 1 })
  t.match(deliveryChange({ kind: 'postponed', nextAt: 9, error: ERROR }, 5), { handedAt: null, nextAt: 9, corrects: 0 })
  t.match(deliveryChange({ kind: 'handed-over', leaseUntil: 9 }, 5), { state: 'sending', handedAt: 5, nextAt: 9 })
})

t.test('a note names the code of an error and never its text', async (t) => {
  const of = { id: 'd', attempts: 3, visaNumber: 'V' }
  t.strictSame(deliveryNote({ kind: 'bounced', error: ERROR }, of, { actor: 'mail', at: 5 }), {
    ...{ actor: 'mail', at: 5, act: 'delivery-bounced', subject: 'V' },
    detail: { delivery: 'd', attempt: 3, error: 'smtp/550' },
  })
})

t.test('reads a row', async (t) => {
  const row = {
    ...({ id: 'd', visaNumber: 'V', address: 'a@b.kz', language: 'kk', state: 'sent', attempts: 1 } as const),
    ...{ nextAt: null, createdAt: 1, sentAt: 2, requestedBy: 'authority', resendOf: null },
  }
  t.strictSame(readDeliveryRow({ ...row, unconfirmed: 1, errorCode: null, errorText: null }), {
    ...row,
    unconfirmed: true,
    error: null,
  })
})

t.test('an error of the e-visa says what became of it, and nothing of the address', async (t) => {
  t.strictSame(withdrawnError('suspended'), {
    ...{ code: 'visa/suspended', text: 'the e-visa was suspended before it was sent' },
  })
  t.match(withdrawnError('revoked', 'V2'), { code: 'visa/replaced', text: /replaced by V2/ })
  for (const error of [withdrawnError('suspended'), withdrawnError('revoked', 'V2')]) t.ok(isWithdrawn(error))
  for (const error of [ERROR, null]) t.notOk(isWithdrawn(error))
})
