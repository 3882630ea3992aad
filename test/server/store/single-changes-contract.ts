/** What every store must do with changes that one person makes: so many an hour, counted with what they change. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../../../server/store/single-changes.ts'
import type { Store } from '../../../server/store/store.ts'
import { ACT, newVisa } from './made-visas.ts'

/** Records visas and gives their numbers. */
export async function recorded(store: Store, count: number): Promise<readonly string[]> {
  const visas = await Promise.all(Array.from({ length: count }, () => newVisa()))
  await store.recordVisas(visas, ACT)
  return visas.map(({ claims }) => claims.jti)
}

/** Suspends and reinstates a visa in turn; what it makes of it afterwards is another change. */
export async function changeSingly(store: Store, number: string, times: number, at = NOW): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    const status = turn % 2 === 0 ? 'suspended' : 'valid'
    const set = await store.setVisaStatus(number, status, `change ${turn}`, { ...ACT, at })
    if (set === null || set === 'mass-action') throw new Error(`change ${turn}: ${set}`)
  }
}

/** Runs the contract on a store that `open` gives empty. */
export function singleChangesContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} makes so many single changes within an hour, and leaves no trace of one more`, async (t) => {
    const store = await open(t)
    const [one = '', other = ''] = await recorded(store, 2)
    await changeSingly(store, one, SINGLE_CHANGES_AN_HOUR)
    const [end, marks] = [await store.auditEnd(), (await store.statusMarksAfter(0, 999)).length]
    t.equal(await store.setVisaStatus(one, 'suspended', 'one more', { ...ACT, at: NOW + 3599 }), 'mass-action')
    t.equal(await store.replaceVisa(other, 'one more', await newVisa(), ACT), 'mass-action')
    t.same(await store.auditEnd(), end)
    t.equal((await store.statusMarksAfter(0, 999)).length, marks)
    t.match(await store.findVisa(one), { status: 'valid' })
    t.match(await store.findVisa(other), { status: 'valid', replacedBy: null })
    t.equal(await store.countVisas(), 2)
    t.match(await store.setVisaStatus(one, 'valid', 'as it is', ACT), { status: 'valid' }, 'which changes nothing')
    t.equal(await store.setVisaStatus('222222222222', 'valid', 'nobody', ACT), null)
    t.match(await store.setVisaStatus(one, 'suspended', 'later', { ...ACT, at: NOW + 3600 }), { status: 'suspended' })
  })

  t.test(`${name} counts nothing that a clock ahead dated, however long it was`, async (t) => {
    const store = await open(t)
    const [one = '', other = ''] = await recorded(store, 2)
    await changeSingly(store, one, SINGLE_CHANGES_AN_HOUR, NOW + 365 * 86_400)
    const revoked = await store.setVisaStatus(other, 'revoked', 'urgent', { ...ACT, at: NOW + 30 * 86_400 })
    t.match(revoked, { status: 'revoked' })
    await changeSingly(store, one, SINGLE_CHANGES_AN_HOUR, NOW + 120)
    t.equal(await store.setVisaStatus(one, 'suspended', 'one more', ACT), 'mass-action', 'clocks differ by a little')
  })

  t.test(`${name} counts a replacement, and neither what changes nothing nor what was not done`, async (t) => {
    const store = await open(t)
    const [one = '', gone = '', old = ''] = await recorded(store, 3)
    await changeSingly(store, one, SINGLE_CHANGES_AN_HOUR - 3)
    await store.setVisaStatus(gone, 'revoked', 'a test', ACT)
    for (let turn = 0; turn < 5; turn++) {
      t.equal(await store.setVisaStatus(gone, 'valid', 'in vain', ACT), null)
      t.match(await store.setVisaStatus(gone, 'revoked', 'as it is', ACT), { status: 'revoked' })
      t.equal(await store.replaceVisa(gone, 'in vain', await newVisa(), ACT), 'revoked')
      t.equal(await store.replaceVisa(old, 'in vain', await newVisa({ jti: one }), ACT), 'number-taken')
    }
    t.equal(await store.replaceVisa(old, 'a test', await newVisa(), ACT), null)
    t.match(await store.setVisaStatus(one, 'valid', 'the last one', ACT), { status: 'valid' })
    t.equal(await store.setVisaStatus(one, 'suspended', 'one more', ACT), 'mass-action')
  })

  t.test(`${name} counts nothing that two people agreed on, and lets them act beyond the count`, async (t) => {
    const store = await open(t)
    const numbers = await recorded(store, SINGLE_CHANGES_AN_HOUR + 1)
    for (const operator of ['one', 'two']) await store.setOperator(operator, operator, ACT)
    const approve = async (id: string, status: 'suspended' | 'valid') => {
      const content = { kind: 'status', status, visaNumbers: numbers } as const
      await store.addProposal({ id, title: id, content, reason: id, proposedBy: 'one', expiresAt: NOW + 9 }, ACT)
      return store.approveProposal(id, 'two', null, ACT)
    }
    t.equal(await approve('before', 'suspended'), null)
    t.equal(await approve('back', 'valid'), null)
    await changeSingly(store, numbers[0] ?? '', SINGLE_CHANGES_AN_HOUR)
    t.equal(await approve('after', 'suspended'), null)
  })

  t.test(`${name} makes no more of many at once than may be`, async (t) => {
    const store = await open(t)
    const [first = '', ...numbers] = await recorded(store, 9)
    await changeSingly(store, first, SINGLE_CHANGES_AN_HOUR - 3)
    const answers = await Promise.all(
      numbers.map(async (number, at) =>
        at % 2 === 0
          ? store.setVisaStatus(number, 'revoked', 'at once', ACT)
          : store.replaceVisa(number, 'at once', await newVisa(), ACT),
      ),
    )
    t.equal(answers.filter((answer) => answer === 'mass-action').length, numbers.length - 3)
    t.equal([...(await store.statusesOfVisas(numbers)).values()].filter((status) => status === 'revoked').length, 3)
  })
}
