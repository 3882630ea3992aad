import t from 'tap'
import { Compile } from 'typebox/schema'
import { DeliveryDocument, deliveryDocument } from '../../../server/api-description/delivery-answers.ts'
import type { StoredDelivery } from '../../../server/store/delivery-store.ts'
import { NOW } from '../build-app.ts'

t.test('a delivery is answered in the form that is described, with what there is to do', async (t) => {
  const waiting: StoredDelivery = {
    ...({
      id: 'd',
      visaNumber: 'V',
      address: 'a@example.com',
      language: 'kk',
      resendOf: null,
      state: 'waiting',
    } as const),
    ...{ attempts: 0, nextAt: NOW, unconfirmed: false, error: null, createdAt: NOW, sentAt: null, requestedBy: 'desk' },
  }
  const described = Compile(DeliveryDocument)
  const sent: StoredDelivery = { ...waiting, state: 'sent', address: '', nextAt: null, sentAt: NOW, unconfirmed: true }
  for (const delivery of [waiting, sent]) t.ok(described.Check(deliveryDocument(delivery, true)))
  t.match(deliveryDocument(waiting, true), { email: 'a@example.com', next_attempt_at: NOW, note: null })
  t.match(deliveryDocument(waiting, false), { note: /No mail server is set/ })
  t.match(deliveryDocument(sent, false), { email: null, next_attempt_at: null, note: /may have arrived/ })
})
