import t from 'tap'
import { beginCharge, CODE_TRIES, capture, confirmCharge, failCharge, missCode } from '../../acquirer/charge-order.ts'
import type { Fault } from '../../acquirer/faults.ts'
import { AROUND, madeOrder, NOW } from './made-order.ts'

const confirmed = (fault: Fault) => confirmCharge(beginCharge(madeOrder({ fault }), AROUND), AROUND)

t.test('a card that was typed is at its bank, and nothing is charged yet', async (t) => {
  t.match(beginCharge(madeOrder(), AROUND), {
    step: '3ds',
    charges: [{ status: '3D', chargedAt: null, amount: '60.00' }],
  })
})

t.test('a payer who confirms is charged once, and one notice goes out', async (t) => {
  const { order, notices, forged, later } = confirmed('none')
  t.match(order, {
    step: 'over',
    charges: [{ status: 'CHARGE', chargedAt: NOW, lines: [{ kind: 'CHARGE', at: NOW }] }],
  })
  t.same([notices, forged, later], [1, false, []])
})

t.test('a card that is declined is not charged', async (t) => {
  t.match(failCharge(beginCharge(madeOrder(), AROUND)), {
    step: 'over',
    charges: [{ status: 'FAILED', chargedAt: null }],
  })
})

t.test('each fault does what it says', async (t) => {
  t.equal(confirmed('notice-lost').notices, 0)
  t.match(confirmed('notice-late'), { notices: 0, later: [{ kind: 'notice', at: NOW + 60 }] })
  t.equal(confirmed('notice-doubled').notices, 2)
  t.match(confirmed('notice-forged'), { notices: 1, forged: true, order: { charges: [{ status: 'FAILED' }] } })
  t.match(confirmed('wrong-amount').order.charges, [{ amount: '1.00', status: 'CHARGE' }])
  t.match(confirmed('wrong-currency').order.charges, [{ amount: '60.00', currency: 'KZT' }])
  t.match(confirmed('only-held').order.charges, [{ status: 'AUTH', chargedAt: null }])
  t.match(confirmed('dispute').later, [{ kind: 'dispute' }])
  const twice = confirmed('paid-twice').order.charges
  t.match(twice, [{ status: 'CHARGE' }, { status: 'CHARGE' }])
  t.not(twice[0]?.id, twice[1]?.id)
})

t.test('what is captured late is charged after the page ran out, and not before', async (t) => {
  const { order, later } = confirmed('capture-late')
  t.match(order, { step: 'over', charges: [{ status: '3D', chargedAt: null }] })
  t.match(later, [{ kind: 'capture', at: order.expiresAt + 60 }])
  t.match(capture(order, order.expiresAt + 60).charges, [{ status: 'CHARGE', chargedAt: order.expiresAt + 60 }])
})

t.test('a wrong code may be typed again, and the last one is declined', (t) => {
  let order = beginCharge(madeOrder(), AROUND)
  for (let wrong = 1; wrong < CODE_TRIES; wrong++) {
    order = missCode(order)
    t.match(order, { step: '3ds', wrongCodes: wrong, charges: [{ status: '3D' }] })
  }
  t.match(missCode(order), { step: 'over', charges: [{ status: 'FAILED', chargedAt: null }] })
  t.end()
})
