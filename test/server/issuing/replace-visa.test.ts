import { join } from 'node:path'
import t from 'tap'
import { issueVisa, issueVisas } from '../../../server/issuing/issue-visa.ts'
import { replaceVisa } from '../../../server/issuing/replace-visa.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../../../server/store/single-changes.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { entryOf } from '../../made-device.ts'
import { application } from '../build-app.ts'
import { ACT, cross } from '../store/made-visas.ts'
import { context } from './made-context.ts'

t.test('a corrected e-visa stands in the place of the one that it names, both or neither', async (t) => {
  const given = context(t)
  const asked = application({ application_reference: 'REF-1' })
  const first = await issueVisa(asked, given)
  if (!first.ok) return t.fail('issued')
  const number = first.value.claims.jti
  const corrected = { ...asked, application_reference: 'REF-2', stay_days: 20 }
  t.match(await replaceVisa(number, 'wrong stay', { ...corrected, entries: 2 }, given), {
    ok: false,
    error: [{ field: 'entries' }],
  })
  t.match(await given.store.findVisa(number), { status: 'valid', replacedBy: null }, 'nothing was done')
  const second = await replaceVisa(number, 'wrong stay', corrected, given)
  if (!second.ok) return t.fail(JSON.stringify(second.error))
  t.match(second.value, { replaces: number, status: 'valid', claims: { stay_days: 20 } }, 'of the same invitation')
  t.match(await given.store.findVisa(number), { status: 'revoked', replacedBy: second.value.claims.jti })
  const again = await replaceVisa(number, 'wrong stay', corrected, given)
  t.match(again, { ok: true, value: { isNew: false, claims: { jti: second.value.claims.jti } } })
  const third = { ...corrected, application_reference: 'REF-3' }
  t.match(await replaceVisa(number, 'once more', third, given), {
    ok: false,
    error: [{ rule: 'standing-visa' }],
  })
  t.match(await replaceVisa(second.value.claims.jti, 'mixed up', asked, given), {
    ok: false,
    error: [{ rule: 'one-visa-a-reference' }],
  })
  t.equal(await given.store.countVisas(), 2)
})

t.test('a correction keeps to its invitation, lifts no suspension and gives no entry back', async (t) => {
  const given = context(t)
  const asked = application()
  const first = await issueVisa(asked, given)
  if (!first.ok) return t.fail('issued')
  const number = first.value.claims.jti
  const replaced = (change: object = {}) => replaceVisa(number, 'a test', { ...asked, stay_days: 20, ...change }, given)
  t.match(await replaced({ visa_support_number: 'ANOTHER-1' }), {
    ok: false,
    error: [{ field: 'visa_support_number', rule: 'same-invitation', message: new RegExp(asked.visa_support_number) }],
  })
  const set = (status: 'valid' | 'suspended') => given.store.setVisaStatus(number, status, 'a test', ACT)
  await set('suspended')
  t.match(await replaced(), {
    ok: false,
    error: [{ rule: 'standing-visa', message: /suspended: .*reinstate it first/ }],
  })
  await set('valid')
  await cross(given.store, entryOf(number))
  t.match(await replaced(), { ok: false, error: [{ rule: 'standing-visa', message: /was used to enter/ }] })
  t.match(await given.store.findVisa(number), { status: 'valid', entriesUsed: 1, replacedBy: null })
  t.match(await replaceVisa('222222222222', 'a test', asked, given), {
    ok: false,
    error: [{ message: 'is of no e-visa' }],
  })
})

t.test('of 150 replacements at once, of two processes, a hundred are made and the others told', async (t) => {
  const given = context(t)
  const again = openSqliteStore(join(t.testdirName, 'authority.db'))
  t.teardown(() => again.close())
  const many = Array.from({ length: 150 }, () => application())
  const issued = await issueVisas(many, given)
  const stores = [given.store, again] as const
  const answers = await Promise.all(
    issued.map(async (one, at) => {
      if (!one.ok) throw new Error('issued')
      const { visaSupportNumber, claims } = one.value
      const asked = application({ visa_support_number: visaSupportNumber, stay_days: 9 })
      return replaceVisa(claims.jti, 'a test', asked, { ...given, store: stores[at % 2] ?? again })
    }),
  )
  t.equal(answers.filter(({ ok }) => ok).length, SINGLE_CHANGES_AN_HOUR)
  const told = answers.filter(({ ok }) => !ok)
  t.equal(told.length, 50)
  for (const one of told) t.match(one, { error: [{ field: 'visa_number', rule: 'mass-action' }] })
  t.equal(await given.store.countVisas(), 250)
})
