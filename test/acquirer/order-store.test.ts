import { join } from 'node:path'
import t from 'tap'
import { openOrderStore } from '../../acquirer/order-store.ts'
import { madeOrder, NOW } from './made-order.ts'

t.test('an order is found by its page and by its invoice, also after a restart', async (t) => {
  const file = join(t.testdir(), 'acquirer.db')
  const first = openOrderStore(file)
  const order = madeOrder()
  first.save(order)
  first.save({ ...order, step: '3ds' })
  first.set('fault', 'notice-lost')
  first.later({ kind: 'capture', key: order.key }, NOW)
  first.close()
  const store = openOrderStore(file)
  t.teardown(() => store.close())
  t.match(store.byKey(order.key), { step: '3ds' })
  t.match(store.byInvoice(order.terminal, order.invoice), { key: order.key })
  t.equal(store.byInvoice('another', order.invoice), null)
  t.equal(store.byKey('another'), null)
  t.equal(store.all().length, 1)
  t.equal(store.setting('fault'), 'notice-lost')
  t.equal(store.setting('another'), null)
  t.same(store.takeDue(NOW - 1), [])
  t.match(store.takeDue(NOW), [{ kind: 'capture', key: order.key }])
  t.same(store.takeDue(NOW), [], 'once')
})
