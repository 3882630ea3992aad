import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { fail } from '#evisa/result.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { setStatus } from '../../../server/issuing/set-status.ts'
import { SINGLE_CHANGES_AN_HOUR, singleChanges } from '../../../server/issuing/single-changes.ts'
import type { Store } from '../../../server/store/store.ts'
import { build, NOW } from '../build-app.ts'

const by = { actor: 'operator/Asel', at: NOW }

t.test('a revoked one stays so, and it is told what stands in its place', async (t) => {
  const { store, issue } = await build(t)
  const single = singleChanges()
  const { visa_number } = await issue()
  const set = (status: 'valid' | 'revoked' | 'suspended', number = visa_number) =>
    setStatus(number, { status, reason: 'a test' }, by, store, single)
  t.match(await set('suspended'), { ok: true, value: { status: 'suspended' } })
  t.match(await set('revoked'), { ok: true, value: { status: 'revoked' } })
  t.strictSame(await set('valid'), fail({ kind: 'revoked', replacedBy: null }))
  t.strictSame(
    await set(
      'valid',
      makeVisaNumber(() => new Uint8Array(7)),
    ),
    fail('no-such-visa'),
  )
  t.match((await store.auditAfter(0, 99)).at(-1), { ...by, act: 'set-status', subject: visa_number })
})

t.test('what changes something is counted, and beyond the count nothing is set', async (t) => {
  const { store, issue } = await build(t)
  const single = singleChanges()
  const { visa_number } = await issue()
  const set = (status: 'valid' | 'suspended') => setStatus(visa_number, { status, reason: 'a test' }, by, store, single)
  for (let at = 0; at < SINGLE_CHANGES_AN_HOUR - 1; at++) single.take(NOW)
  for (let at = 0; at < 3; at++) t.ok((await set('valid')).ok, 'it is so already')
  t.ok((await set('suspended')).ok)
  t.strictSame(await set('valid'), fail('mass-action'))
  t.equal((await store.findVisa(visa_number))?.status, 'suspended')
})

t.test('of many at once no more are set than may be, and what fails gives its place back', async (t) => {
  const { store, issue } = await build(t)
  const single = singleChanges()
  let isAway = false
  const slow: Pick<Store, 'findVisa' | 'setVisaStatus'> = {
    findVisa: store.findVisa,
    setVisaStatus: async (...change) => {
      await setImmediate()
      if (isAway) throw new Error('away')
      return store.setVisaStatus(...change)
    },
  }
  const numbers: string[] = []
  for (let at = 0; at < 6; at++) numbers.push((await issue()).visa_number)
  for (let at = 0; at < SINGLE_CHANGES_AN_HOUR - 2; at++) single.take(NOW)
  const set = (number: string) => setStatus(number, { status: 'suspended', reason: 'a test' }, by, slow, single)
  isAway = true
  for (const number of numbers) await t.rejects(set(number), { message: 'away' })
  isAway = false
  const all = await Promise.all(numbers.map(set))
  t.equal(all.filter(({ ok }) => ok).length, 2)
  const statuses = [...(await store.statusesOfVisas(numbers)).values()]
  t.equal(statuses.filter((status) => status === 'suspended').length, 2)
})
