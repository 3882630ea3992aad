import t, { type Test } from 'tap'
import type { Store } from '../../../server/store/store.ts'
import { entryOf } from '../../made-device.ts'
import { newDelivery } from './delivery-contract.ts'
import { ACT, cross, newVisa } from './made-visas.ts'

const STANDING = {
  ...({ status: 'valid', entriesUsed: 0, applicationReference: null } as const),
  ...{ replaces: null, replacedBy: null },
}

/** What a store does with the visas that it keeps. */
export function visaContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps visas`, async (t) => {
    const store = await open(t)
    const [one, two] = [await newVisa({ entries: 'multiple', category: 'B2' }), await newVisa()]
    t.equal(await store.countVisas(), 0)
    t.same(await store.recordVisas([one, two], ACT), [null, null])
    t.equal(await store.countVisas(), 2)
    t.strictSame(await store.findVisa(one.claims.jti), { ...one, ...STANDING }, 'as it was given')
    t.equal(await store.findVisa('222222222222'), null)
    t.same(await store.recordVisas([], ACT), [])
  })

  t.test(`${name} revokes an e-visa and records the one in its place, both or neither`, async (t) => {
    const store = await open(t)
    const [old, taken] = [await newVisa({}, { supportNumber: 'INV' }), await newVisa()]
    await store.recordVisas([old, taken], ACT)
    const number = old.claims.jti
    const wrong = await newVisa({ jti: taken.claims.jti })
    t.equal(await store.replaceVisa(number, 'a test', wrong, ACT), 'number-taken')
    t.match(await store.findVisa(number), { status: 'valid', replacedBy: null })
    t.same(await store.statusMarksAfter(0, 9), [])
    const fresh = await newVisa({}, { supportNumber: 'INV' })
    t.equal(await store.replaceVisa(number, 'a test', fresh, ACT), null, 'of the same invitation')
    t.match(await store.findVisa(number), { status: 'revoked', replacedBy: fresh.claims.jti, replaces: null })
    t.match(await store.findVisa(fresh.claims.jti), { status: 'valid', replaces: number, replacedBy: null })
    t.match(await store.statusMarksAfter(0, 9), [{ status: 'revoked' }])
    t.equal(await store.replaceVisa(number, 'a test', await newVisa(), ACT), 'revoked')
    t.equal(await store.replaceVisa('222222222222', 'a test', await newVisa(), ACT), 'not-there')
    t.equal(await store.countVisas(), 3)
    const acts = (await store.auditAfter(0, 99)).map(({ act, subject, detail }) => [act, subject, detail])
    t.same(acts.slice(2), [
      ['set-status', number, { status: 'revoked', reason: 'a test' }],
      ['issue', fresh.claims.jti, { replaces: number }],
    ])
  })

  t.test(`${name} closes what waits to be sent of an e-visa that stands no more, in the same step`, async (t) => {
    for (const status of ['revoked', 'suspended', 'replaced'] as const) {
      const store = await open(t)
      const [old, fresh, other] = [await newVisa(), await newVisa(), await newVisa()]
      await store.recordVisas([old, other], ACT)
      const number = old.claims.jti
      const queue = (address: string, visaNumber = number) =>
        store.queueDelivery(newDelivery({ visaNumber, address }), ACT)
      const handedOver = await queue('handed-over@example.com')
      const overClaim = await store.claimDelivery(ACT.at, ACT.at + 60)
      t.equal(await store.handOverDelivery({ ...handedOver, attempts: 1 }, ACT.at + 60, ACT), true)
      const claimed = await queue('claimed@example.com')
      await store.claimDelivery(ACT.at, ACT.at + 60)
      const waiting = await queue('waiting@example.com')
      const another = await queue('waiting@example.com', other.claims.jti)
      const before = (await store.auditAfter(0, 999)).length
      const by = { actor: 'operator/Asel', at: ACT.at + 5 }
      if (status === 'replaced') t.equal(await store.replaceVisa(number, 'a test', fresh, by), null)
      else await store.setVisaStatus(number, status, 'a test', by)

      const code = `visa/${status}`
      t.match(await store.findDelivery(waiting.id), { state: 'bounced', nextAt: null, error: { code } }, code)
      t.match(await store.findDelivery(claimed.id), { state: 'bounced', nextAt: null, error: { code } }, code)
      t.equal(
        await store.handOverDelivery({ ...claimed, attempts: 1 }, by.at + 60, by),
        false,
        'its worker sends nothing',
      )
      t.match(await store.findDelivery(handedOver.id), { state: 'sending' }, 'it may have arrived')
      t.equal(await store.deliverySent({ ...handedOver, attempts: overClaim?.attempts ?? 0 }, false, by), true)
      t.match(await store.findDelivery(another.id), { state: 'waiting' }, 'of another e-visa')
      t.match(
        (await store.auditAfter(before, 3)).map(({ act, subject, detail }) => [act, subject, detail]),
        [
          ['set-status', number, { status: status === 'suspended' ? status : 'revoked', reason: 'a test' }],
          ['delivery-bounced', number, { delivery: claimed.id, attempt: 1, error: code }],
          ['delivery-bounced', number, { delivery: waiting.id, attempt: 0, error: code }],
        ],
      )
      if (status !== 'replaced') continue
      const text = `the e-visa was replaced by ${fresh.claims.jti} before it was sent`
      t.match(await store.findDelivery(waiting.id), { error: { text } })
    }
  })

  t.test(
    `${name} closes nothing where the correction is not recorded, and nothing of what is reinstated`,
    async (t) => {
      const store = await open(t)
      const [old, taken] = [await newVisa(), await newVisa()]
      await store.recordVisas([old, taken], ACT)
      const visaNumber = old.claims.jti
      const { id } = await store.queueDelivery(newDelivery({ visaNumber }), ACT)
      const wrong = await newVisa({ jti: taken.claims.jti })
      t.equal(await store.replaceVisa(visaNumber, 'a test', wrong, ACT), 'number-taken')
      await store.setVisaStatus(visaNumber, 'valid', 'a test', ACT)
      t.match(await store.findDelivery(id), { state: 'waiting', nextAt: ACT.at, error: null })
    },
  )

  t.test(`${name} replaces nothing that is suspended or was used to enter`, async (t) => {
    const store = await open(t)
    const [held, used] = [await newVisa({ entries: 'multiple' }), await newVisa({ entries: 'multiple' })]
    await store.recordVisas([held, used], ACT)
    await store.setVisaStatus(held.claims.jti, 'suspended', 'a watch list', ACT)
    t.equal(await store.replaceVisa(held.claims.jti, 'a test', await newVisa(), ACT), 'suspended')
    t.match(await cross(store, entryOf(used.claims.jti)), [{ result: 'stored' }])
    t.equal(await store.replaceVisa(used.claims.jti, 'a test', await newVisa(), ACT), 'entry-used')
    t.match(await store.findVisa(held.claims.jti), { status: 'suspended', replacedBy: null })
    t.match(await store.findVisa(used.claims.jti), { status: 'valid', entriesUsed: 1, replacedBy: null })
    t.equal(await store.countVisas(), 2)
  })

  t.test(`${name} reads many e-visas at once as they are`, async (t) => {
    const store = await open(t)
    const visas = await Promise.all(Array.from({ length: 300 }, () => newVisa({ entries: 'multiple' })))
    const [used, held] = visas
    await store.recordVisas(visas, ACT)
    await cross(store, entryOf(used?.claims.jti ?? ''))
    await store.setVisaStatus(held?.claims.jti ?? '', 'suspended', 'a test', ACT)
    const listed = await store.listedVisas([...visas.map(({ claims }) => claims.jti), '222222222222'])
    t.equal(listed.size, 300)
    for (const { claims } of visas) t.strictSame(listed.get(claims.jti)?.claims, claims)
    t.match(listed.get(used?.claims.jti ?? ''), { status: 'valid', entriesUsed: 1 })
    t.match(listed.get(held?.claims.jti ?? ''), { status: 'suspended', entriesUsed: 0 })
    t.equal((await store.listedVisas([])).size, 0)
  })
}
