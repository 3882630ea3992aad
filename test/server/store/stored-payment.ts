/** A payment as a store gives it. */
import { NOW } from '../../../fixtures/made-world.ts'
import type { StoredPayment } from '../../../server/store/payment-store.ts'

export function storedPayment(change: Partial<StoredPayment> = {}): StoredPayment {
  return {
    ...{
      id: '0192f000-0000-7000-8000-000000000001',
      state: 'at-acquirer',
      application: 'K7Q2M4XN9TBD',
      acquirer: 'test',
    },
    ...{ terminal: '98765432', invoice: '123456000001', amountMinor: 6000, currency: 'USD', page: 'http://bank/1' },
    ...{ expiresAt: NOW + 1200, watchedUntil: NOW + 1200, asked: 0, nextAskAt: NOW + 10, transactionId: null },
    ...{ capturedMinor: null, capturedCurrency: null, capturedAt: null, refundTries: 0, refundNextAt: null },
    ...{
      refundId: null,
      refundedAt: null,
      settledAt: null,
      secondOf: null,
      reason: '',
      createdAt: NOW,
      changedAt: NOW,
    },
    ...change,
  }
}
