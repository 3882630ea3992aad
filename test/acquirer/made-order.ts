/** An order of a shop, at the test acquirer. */
import type { Fault } from '../../acquirer/faults.ts'
import type { Order } from '../../acquirer/orders.ts'

export const NOW = 1_795_323_600

export function madeOrder(change: Partial<Order> = {}): Order {
  return {
    ...{ terminal: '98765432', invoice: '123456000001', amount: '60.00', currency: 'USD', language: 'en' as const },
    ...{ postLink: 'http://127.0.0.1:9/notice', backLink: 'http://127.0.0.1:9/back', expiresAt: NOW + 1200 },
    ...{
      key: 'k'.repeat(32),
      step: 'card' as const,
      fault: 'none' as Fault,
      charges: [],
      wrongCodes: 0,
      met: 0,
      ...change,
    },
  }
}

let ids = 0
export const AROUND = {
  now: NOW,
  lateSeconds: 60,
  makeId: () => {
    ids += 1
    return `t${ids}`
  },
}
