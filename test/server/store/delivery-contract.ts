/** What every store must do with deliveries by e-mail. */
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import type { DeliveryClaim, NewDelivery } from '../../../server/store/delivery-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { ACT } from './made-visas.ts'

const LEASE = 1200
const ADDRESS = 'traveller@example.com'
const ERROR = { code: 'smtp/451', text: 'come back later' }
const later = (seconds: number) => ({ ...ACT, at: NOW + seconds })

export function newDelivery(change: Partial<NewDelivery> = {}): NewDelivery {
  return { id: uuidv7(), visaNumber: 'K7Q2AAAAAAA9', address: ADDRESS, language: 'ru', resendOf: null, ...change }
}

async function claimed(store: Store, at = NOW): Promise<DeliveryClaim> {
  const claim = await store.claimDelivery(at, at + LEASE)
  if (claim === null) throw new Error('nothing is due')
  return claim
}

/** Runs the contract on a store that `open` gives empty. */
export function deliveryContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps deliveries, and gives one that is open in the place of a second`, async (t) => {
    const store = await open(t)
    const one = newDelivery()
    const waiting = {
      ...one,
      ...{ state: 'waiting', attempts: 0, nextAt: NOW, unconfirmed: false, error: null },
      ...{ createdAt: NOW, sentAt: null, requestedBy: 'authority' },
    }
    t.strictSame(await store.queueDelivery(one, ACT), waiting)
    t.equal((await store.queueDelivery(newDelivery(), ACT)).id, one.id)
    const other = await store.queueDelivery(newDelivery({ address: 'b@example.com' }), later(5))
    t.strictSame(await store.findDelivery(one.id), waiting)
    t.equal(await store.findDelivery('nothing'), null)
    t.same(
      (await store.deliveriesOf(one.visaNumber)).map(({ id }) => id),
      [one.id, other.id],
    )
    t.same(
      (await store.deliveries('waiting', 1, '')).map(({ id }) => id),
      [one.id],
    )
    t.same(
      (await store.deliveries(null, 9, one.id)).map(({ id }) => id),
      [other.id],
    )
    t.same(await store.deliveries('bounced', 9, ''), [])
    t.same(await store.deliveryBacklog(), { waiting: 2, oldestAt: NOW })
    t.equal(await store.nextDeliveryAt(), NOW)
  })

  t.test(`${name} gives a delivery to one worker, however many ask`, async (t) => {
    const store = await open(t)
    for (const at of [1, 2, 3]) await store.queueDelivery(newDelivery({ address: `${at}@example.com` }), ACT)
    t.equal(await store.claimDelivery(NOW - 1, NOW), null, 'not before it is due')
    const claims = await Promise.all(Array.from({ length: 9 }, () => store.claimDelivery(NOW, NOW + LEASE)))
    t.equal(new Set(claims.flatMap((claim) => claim?.id ?? [])).size, 3)
    t.equal(claims.filter((claim) => claim !== null).length, 3)
    t.equal(await store.claimDelivery(NOW + LEASE - 1, NOW + 2 * LEASE), null)
    t.match(await claimed(store, NOW + LEASE), { state: 'sending', attempts: 2 }, 'the worker did not come back')
  })

  t.test(`${name} lets nobody send who lost the claim, and nothing be handed over twice`, async (t) => {
    const store = await open(t)
    await store.queueDelivery(newDelivery(), ACT)
    const slow = await claimed(store)
    const quick = await claimed(store, NOW + LEASE)
    t.equal(await store.handOverDelivery(slow, NOW + 9 * LEASE, later(LEASE)), false)
    t.equal(await store.handOverDelivery(quick, NOW + 2 * LEASE, later(LEASE)), true)
    t.equal(await store.handOverDelivery(quick, NOW + 3 * LEASE, later(LEASE)), false)
    t.equal(await store.deliveryPostponed(slow, NOW, ERROR, ACT), false)
    t.equal(await store.claimDelivery(NOW + 99 * LEASE, NOW + 100 * LEASE), null, 'it may have arrived')
    t.equal(await store.deliverySent(quick, false, later(LEASE + 5)), true)
    t.match(await store.findDelivery(quick.id), {
      ...{ state: 'sent', unconfirmed: false, sentAt: NOW + LEASE + 5, nextAt: null, attempts: 2 },
    })
    t.equal(await store.deliveryBounced(quick, ERROR, ACT), false, 'it was sent')
    t.equal(await store.nextDeliveryAt(), null)
  })

  t.test(`${name} settles what a dead worker handed over as sent, unconfirmed, until a late answer`, async (t) => {
    const store = await open(t)
    for (const address of ['a@example.com', 'b@example.com', 'c@example.com'])
      await store.queueDelivery(newDelivery({ address }), ACT)
    const [one, two, three] = [await claimed(store), await claimed(store), await claimed(store)]
    for (const claim of [one, two]) await store.handOverDelivery(claim, NOW + LEASE, ACT)
    t.equal(await store.settleLostDeliveries(later(LEASE - 1)), 0)
    t.equal(await store.settleLostDeliveries(later(LEASE)), 2)
    t.match(await store.findDelivery(one.id), { state: 'sent', unconfirmed: true, nextAt: null })
    t.equal(await store.deliveryPostponed(one, NOW, ERROR, ACT), false, 'it may have been sent anew by now')
    t.equal(await store.deliverySent(one, false, later(LEASE + 1)), true)
    t.equal(await store.deliveryBounced(two, ERROR, later(LEASE + 1)), true)
    t.match(await store.findDelivery(one.id), { state: 'sent', unconfirmed: false })
    t.match(await store.findDelivery(two.id), { state: 'bounced', unconfirmed: false, error: ERROR })
    t.equal((await claimed(store, NOW + LEASE)).id, three.id, 'that was not handed over')
  })

  t.test(`${name} makes due what a clock that was ahead put off, and nothing else`, async (t) => {
    const store = await open(t)
    const ahead = NOW + 3 * 365 * 86_400
    const queued = async (at: number, name: string) =>
      (await store.queueDelivery(newDelivery({ address: `${name}@example.com` }), { ...ACT, at })).id
    const claimedOf = async (at: number, name: string) => {
      const id = await queued(at, name)
      const claim = await claimed(store, at)
      t.equal(claim.id, id)
      return claim
    }
    const postponedOf = async (at: number, name: string) => {
      const claim = await claimedOf(at, name)
      await store.deliveryPostponed(claim, at + 3000, ERROR, { ...ACT, at })
      return claim.id
    }
    const heldAhead = (await claimedOf(ahead, 'a')).id
    const triedAhead = await postponedOf(ahead, 'b')
    const untried = await queued(ahead, 'c')
    const justHeld = (await claimedOf(NOW, 'd')).id
    const justTried = await postponedOf(NOW, 'e')
    await store.bringDeliveriesForward(NOW + 5, { retrySeconds: 3600, leaseSeconds: LEASE })
    const nextAt = async (id: string) => (await store.findDelivery(id))?.nextAt
    for (const id of [heldAhead, triedAhead, untried]) t.equal(await nextAt(id), NOW + 5)
    t.equal(await nextAt(justTried), NOW + 3000)
    t.equal(await nextAt(justHeld), NOW + LEASE)
  })

  t.test(`${name} postpones, bounces and repeats, each noted without the address`, async (t) => {
    const store = await open(t)
    const one = await store.queueDelivery(newDelivery(), ACT)
    const first = await claimed(store)
    await store.handOverDelivery(first, NOW + LEASE, ACT)
    t.equal(await store.deliveryPostponed(first, NOW + 60, ERROR, ACT), true)
    t.match(await store.findDelivery(one.id), { state: 'waiting', nextAt: NOW + 60, error: ERROR, attempts: 1 })
    const second = await claimed(store, NOW + 60)
    t.equal(await store.handOverDelivery(second, NOW + LEASE, later(60)), true, 'the server had refused it')
    t.equal(await store.deliveryBounced(second, { code: 'smtp/550', text: 'no such user' }, later(61)), true)
    const again = await store.queueDelivery(newDelivery({ resendOf: one.id }), later(99))
    t.match(again, { state: 'waiting', resendOf: one.id })
    const third = await claimed(store, NOW + 99)
    await store.deliverySent(third, true, later(100))
    const trail = await store.auditAfter(0, 100)
    t.notMatch(JSON.stringify(trail), /@|traveller/)
    t.strictSame(
      trail.map(({ act, subject, detail }) => [act, subject, detail]),
      [
        ['queue-delivery', one.visaNumber, { delivery: one.id, language: 'ru' }],
        ['delivery-handed-over', one.visaNumber, { delivery: one.id, attempt: 1 }],
        ['delivery-postponed', one.visaNumber, { delivery: one.id, attempt: 1, error: 'smtp/451' }],
        ['delivery-handed-over', one.visaNumber, { delivery: one.id, attempt: 2 }],
        ['delivery-bounced', one.visaNumber, { delivery: one.id, attempt: 2, error: 'smtp/550' }],
        ['queue-delivery', one.visaNumber, { delivery: again.id, language: 'ru', resend_of: one.id }],
        ['delivery-sent', one.visaNumber, { delivery: again.id, attempt: 1, unconfirmed: 1 }],
      ],
    )
  })

  t.test(`${name} queues one of many that ask at once`, async (t) => {
    const store = await open(t)
    const asked = await Promise.all(Array.from({ length: 8 }, () => store.queueDelivery(newDelivery(), ACT)))
    t.equal(new Set(asked.map(({ id }) => id)).size, 1)
    t.equal((await store.auditAfter(0, 100)).length, 1)
  })

  t.test(`${name} forgets the addresses of what is over, and of nothing that waits`, async (t) => {
    const store = await open(t)
    const queue = (address: string) => store.queueDelivery(newDelivery({ address }), ACT)
    const [sent, waiting] = [await queue('a@example.com'), await queue('b@example.com')]
    const claim = await store.claimDelivery(NOW, NOW + 60)
    t.equal(claim?.id, sent.id)
    await store.handOverDelivery(sent.id === claim?.id ? claim : sent, NOW + 60, ACT)
    await store.deliverySent({ id: sent.id, attempts: 1 }, false, ACT)
    await store.forgetAddresses(ACT.at)
    t.match(await store.findDelivery(sent.id), { address: 'a@example.com' })
    await store.forgetAddresses(ACT.at + 1)
    t.match(await store.findDelivery(sent.id), { address: '', state: 'sent', sentAt: ACT.at })
    t.match(await store.findDelivery(waiting.id), { address: 'b@example.com', state: 'waiting' })
    t.ok(await queue('a@example.com'), 'it may be sent to the same address again')
  })
}
