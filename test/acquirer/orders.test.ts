import t from 'tap'
import { beginCharge, capture, failCharge } from '../../acquirer/charge-order.ts'
import { moved, toldCharge, withCharge } from '../../acquirer/orders.ts'
import { AROUND, madeOrder, NOW } from './made-order.ts'

t.test('what was charged is told before what was not, and the last where nothing was', async (t) => {
  t.equal(toldCharge(madeOrder()), null)
  const failed = failCharge(beginCharge(madeOrder(), AROUND))
  t.equal(toldCharge(beginCharge(failed, AROUND))?.status, '3D')
  const charged = beginCharge(capture(beginCharge(failed, AROUND), NOW), AROUND)
  t.equal(toldCharge(charged)?.status, 'CHARGE')
})

t.test('a charge in its next state keeps what was before', async (t) => {
  const order = capture(beginCharge(madeOrder(), AROUND), NOW)
  const id = toldCharge(order)?.id ?? ''
  const after = withCharge(order, id, (charge) => moved(charge, 'REFUND', NOW + 9))
  t.match(after.charges, [{ status: 'REFUND', lines: [{ kind: 'CHARGE' }, { kind: 'REFUND', at: NOW + 9 }] }])
  t.same(
    withCharge(order, 'another', (charge) => moved(charge, 'REFUND', NOW)),
    order,
  )
})
