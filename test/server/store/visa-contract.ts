import t, { type Test } from 'tap'
import type { Store } from '../../../server/store/store.ts'
import { entryOf } from '../../made-device.ts'
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
