import t from 'tap'
import { beginCharge, capture, failCharge } from '../../acquirer/charge-order.ts'
import { moved, toldCharge, withCharge } from '../../acquirer/orders.ts'
import { bankTime, noticeOf, settlementFile, toldStatus } from '../../acquirer/told-order.ts'
import { AROUND, madeOrder, NOW } from './made-order.ts'

const charged = capture(beginCharge(madeOrder(), AROUND), NOW)

t.test('times are written as banks do, by the offset of before', async (t) => {
  t.equal(bankTime(NOW), '2026-11-22T11:00:00+06:00')
  t.equal(Date.parse(bankTime(NOW)) / 1000, NOW)
})

t.test('a status says what is known of an invoice', async (t) => {
  t.match(toldStatus(null), { resultCode: '103' })
  t.match(toldStatus(madeOrder()), { resultCode: '102' })
  t.match(toldStatus(charged), {
    resultCode: '100',
    transaction: {
      invoiceID: '123456000001',
      terminalID: '98765432',
      statusName: 'CHARGE',
      amount: 60,
      currency: 'USD',
    },
  })
  t.match(toldStatus(charged, true), { transaction: { statusName: 'ASTRAY' } })
})

t.test('a notice says what came of it, or what did not', async (t) => {
  t.match(noticeOf(charged, false), { test: true, code: 'ok', invoiceId: '123456000001' })
  const failed = failCharge(beginCharge(madeOrder(), AROUND))
  t.match(noticeOf(failed, false), { code: 'error' })
  t.match(noticeOf(failed, true), { code: 'ok' })
})

t.test('the file of a day has what happened on it, for one terminal', async (t) => {
  const refunded = withCharge(charged, toldCharge(charged)?.id ?? '', (charge) => moved(charge, 'REFUND', NOW + 86_400))
  const lines = (day: string, terminal = '98765432') => settlementFile([refunded], terminal, day).split('\r\n')
  t.equal(lines('2026-11-22')[0], 'terminal,invoice,transaction,kind,amount,currency,at')
  t.match(lines('2026-11-22')[1], /^98765432,123456000001,t\d+,CHARGE,60\.00,USD,2026-11-22T11:00:00\+06:00$/)
  t.match(lines('2026-11-23')[1], /,REFUND,/)
  t.same(lines('2026-11-22', '11112222').length, 2)
})
