import t from 'tap'
import { fail } from '#evisa/result.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { setStatus } from '../../../server/issuing/set-status.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../../../server/store/single-changes.ts'
import { build, NOW } from '../build-app.ts'
import { changeSingly } from '../store/single-changes-contract.ts'

const by = { actor: 'operator/Asel', at: NOW }

t.test('a revoked one stays so, and it is told what stands in its place', async (t) => {
  const { store, issue } = await build(t)
  const { visa_number } = await issue()
  const set = (status: 'valid' | 'revoked' | 'suspended', number = visa_number) =>
    setStatus(number, { status, reason: 'a test' }, by, store)
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
  const { visa_number } = await issue()
  const set = (status: 'valid' | 'suspended') => setStatus(visa_number, { status, reason: 'a test' }, by, store)
  await changeSingly(store, visa_number, SINGLE_CHANGES_AN_HOUR - 2)
  for (let at = 0; at < 3; at++) t.ok((await set('valid')).ok, 'it is so already')
  t.ok((await set('suspended')).ok)
  t.ok((await set('valid')).ok)
  t.strictSame(await set('suspended'), fail('mass-action'))
  t.equal((await store.findVisa(visa_number))?.status, 'valid')
})
