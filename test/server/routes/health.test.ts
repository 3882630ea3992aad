import t from 'tap'
import { DAY } from '../../../fixtures/made-world.ts'
import type { StoreFault } from '../../../server/store/keeping-store.ts'
import { build, NOW, problemOf } from '../build-app.ts'
import { nextTrustList } from '../next-trust-list.ts'

t.test('is alive and ready', async (t) => {
  const { nobody } = await build(t)
  t.same((await nobody('GET', '/health/live')).body, { status: 'ok' })
  const { status, body } = await nobody('GET', '/health/ready')
  t.strictSame([status, body], [200, { status: 'ok', warnings: [] }])
})

t.test('warns of what runs out, and goes on being ready', async (t) => {
  const { nobody, clock, keys, world } = await build(t)
  const ready = async () => {
    const { status, body } = await nobody('GET', '/health/ready')
    t.equal(status, 200)
    return body
  }
  clock.now = NOW + 25 * DAY
  t.same(await ready(), {
    status: 'warning',
    warnings: [{ code: 'expires-soon', about: 'trust-list', at: NOW + 30 * DAY }],
  })
  const { current } = keys
  keys.current = { ...current, key: (purpose, now) => (purpose === 'visa' ? null : current.key(purpose, now)) }
  t.match(await ready(), {
    status: 'warning',
    warnings: [{ about: 'trust-list' }, { code: 'missing', about: 'visa key', at: clock.now }],
  })
  clock.now = NOW + 30 * DAY + 1
  t.match((await ready()).warnings[0], { code: 'expired', about: 'trust-list' })
  keys.current = await nextTrustList(world, current, { now: clock.now })
  t.same(await ready(), { status: 'ok', warnings: [] })
})

t.test('says that what the custodians put in place is not used, and not what it is', async (t) => {
  const { nobody, keys, clock } = await build(t, {
    keys: (made) => ({ ...made, fault: 'there is no file /srv/evisa/keys/visa-x.pem' }),
  })
  const { text, body } = await nobody('GET', '/health/ready')
  t.same(body, { status: 'warning', warnings: [{ code: 'not-taken', about: 'keys', at: clock.now }] })
  t.notMatch(text, /srv/)
  t.match(keys.current.fault, /srv/)
})

t.test('is not ready where nothing can be signed', async (t) => {
  const { nobody, clock, keys } = await build(t)
  const { current } = keys
  keys.current = { ...current, key: (purpose, now) => (purpose === 'status' ? null : current.key(purpose, now)) }
  clock.now += 300
  const ready = await nobody('GET', '/health/ready')
  t.strictSame([ready.status, problemOf(ready)], [503, 'no-signing-key'])
  keys.current = current
  t.equal((await nobody('GET', '/health/ready')).status, 200)
})

t.test('is alive but not ready where the store does not answer or nothing can be signed', async (t) => {
  let broken: 'count' | 'publish' | null = null
  const { nobody, clock } = await build(t, {
    store: (store) => ({
      ...store,
      countVisas: async () => {
        if (broken === 'count') throw new Error('gone')
        return store.countVisas()
      },
      publish: async (...given) => {
        if (broken === 'publish') throw new Error('gone')
        return store.publish(...given)
      },
    }),
  })
  for (const part of ['count', 'publish'] as const) {
    broken = part
    clock.now += 300
    const ready = await nobody('GET', '/health/ready')
    t.strictSame([ready.status, problemOf(ready)], [500, 'internal'], part)
    t.equal((await nobody('GET', '/health/live')).status, 200)
    broken = null
    t.equal((await nobody('GET', '/health/ready')).status, 200)
  }
})

t.test('says that the store keeps nothing, or is damaged, and what to read', async (t) => {
  let fault: StoreFault | null = null
  let damage: readonly string[] | null = null
  const { nobody, authority } = await build(t, {
    store: (store) => ({ ...store, storeFault: () => fault }),
    storeCheck: { damage: () => damage, checkedAt: () => (damage === null ? null : NOW - 60) },
  })
  const metrics = async () => (await authority('GET', '/metrics')).text.match(/^evisa_store_(not|damage|checked).*$/gm)
  t.same(await metrics(), ['evisa_store_not_kept 0', 'evisa_store_damage 0', 'evisa_store_checked_seconds -1'])
  damage = []
  t.equal((await nobody('GET', '/health/ready')).status, 200)
  damage = ['page 7', 'page 8']
  const damaged = await nobody('GET', '/health/ready')
  t.strictSame([damaged.status, problemOf(damaged)], [503, 'store-damaged'])
  t.equal(damaged.body.detail, '2 faults were found when all of it was read: see docs/recovery.md.')
  t.same(await metrics(), ['evisa_store_not_kept 0', 'evisa_store_damage 2', 'evisa_store_checked_seconds 60'])
  fault = 'gone'
  const gone = await nobody('GET', '/health/ready')
  t.strictSame([gone.status, problemOf(gone)], [503, 'not-kept'])
  const refused = await authority('POST', '/v1/enrolment-codes', { role: 'border' })
  t.strictSame([refused.status, problemOf(refused)], [503, 'not-kept'])
  t.same((await metrics())?.[0], 'evisa_store_not_kept 1')
})

t.test('says that no key may sign', async (t) => {
  const { nobody, keys, clock } = await build(t)
  const { key } = keys.current
  keys.current = { ...keys.current, key: (purpose, now) => (purpose === 'status' ? null : key(purpose, now)) }
  clock.now += 300
  const ready = await nobody('GET', '/health/ready')
  t.strictSame([ready.status, problemOf(ready)], [503, 'no-signing-key'])
})

t.test('warns of a proposal that waits too long', async (t) => {
  const { nobody, authority, operator, issue, clock } = await build(t)
  const asel = await operator('Asel')
  const { visa_number } = await issue()
  await asel('POST', '/v1/proposals/status', { status: 'revoked', reason: 'secret', visa_numbers: [visa_number] })
  const ready = async () => (await nobody('GET', '/health/ready')).body
  const counted = async () => (await authority('GET', '/metrics')).text.match(/^evisa_(warnings|proposal).*$/gm)
  t.same(await ready(), { status: 'ok', warnings: [] })
  t.same(await counted(), ['evisa_warnings 0', 'evisa_proposals_waiting 1', 'evisa_proposal_oldest_seconds 0'])
  clock.now += DAY + 1
  t.same(await ready(), {
    status: 'warning',
    warnings: [{ code: 'waits', about: 'proposal', at: NOW + 7 * DAY }],
  })
  t.same(await counted(), ['evisa_warnings 1', 'evisa_proposals_waiting 1', `evisa_proposal_oldest_seconds ${DAY + 1}`])
})
