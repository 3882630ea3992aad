import { join } from 'node:path'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import { issueVisa, issueVisas } from '../../../server/issuing/issue-visa.ts'
import type { VisaApplication } from '../../../server/issuing/read-application.ts'
import { replaceVisa } from '../../../server/issuing/replace-visa.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../../../server/store/single-changes.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { entryOf } from '../../made-device.ts'
import { application } from '../build-app.ts'
import { ACT, cross } from '../store/made-visas.ts'
import { context } from './made-context.ts'

const byHand = (number: string, application: VisaApplication) => ({
  ...{ number, reason: 'wrong stay', application, isByHand: true },
})

t.test('a corrected e-visa stands in the place of the one that it names, both or neither', async (t) => {
  const given = context(t)
  const asked = application({ application_reference: 'REF-1' })
  const first = await issueVisa(asked, given)
  if (!first.ok) return t.fail('issued')
  const number = first.value.claims.jti
  const corrected = { ...asked, application_reference: 'REF-2', stay_days: 20 }
  t.match(await replaceVisa(byHand(number, { ...corrected, entries: 2 }), given), {
    ok: false,
    error: [{ field: 'entries' }],
  })
  t.match(await given.store.findVisa(number), { status: 'valid', replacedBy: null }, 'nothing was done')
  const second = await replaceVisa(byHand(number, corrected), given)
  if (!second.ok) return t.fail(JSON.stringify(second.error))
  t.match(second.value, { replaces: number, status: 'valid', claims: { stay_days: 20 } }, 'of the same invitation')
  t.match(await given.store.findVisa(number), { status: 'revoked', replacedBy: second.value.claims.jti })
  const again = await replaceVisa(byHand(number, corrected), given)
  t.match(again, { ok: true, value: { isNew: false, claims: { jti: second.value.claims.jti } } })
  const third = { ...corrected, application_reference: 'REF-3' }
  t.match(await replaceVisa(byHand(number, third), given), {
    ok: false,
    error: [{ rule: 'standing-visa' }],
  })
  t.match(await replaceVisa(byHand(second.value.claims.jti, asked), given), {
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
  const replaced = (change: object = {}) => replaceVisa(byHand(number, { ...asked, stay_days: 20, ...change }), given)
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
  t.match(await replaceVisa(byHand('222222222222', asked), given), {
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
      return replaceVisa(byHand(claims.jti, asked), { ...given, store: stores[at % 2] ?? again })
    }),
  )
  t.equal(answers.filter(({ ok }) => ok).length, SINGLE_CHANGES_AN_HOUR)
  const told = answers.filter(({ ok }) => !ok)
  t.equal(told.length, 50)
  for (const one of told) t.match(one, { error: [{ field: 'visa_number', rule: 'mass-action' }] })
  t.equal(await given.store.countVisas(), 250)
})

t.test('a correction goes where it is said to go, else where the e-visa before it went', async (t) => {
  const given = context(t)
  const asked = application({ email: 'a@example.com', language: 'kk' })
  const { email: _, language: __, ...without } = asked
  const first = await issueVisa(asked, given)
  if (!first.ok) return t.fail('issued')
  const replaced = (number: string, change: object) =>
    replaceVisa({ number, reason: 'a test', application: { ...without, ...change }, isByHand: false }, given)
  const second = await replaced(first.value.claims.jti, { application_reference: 'REF-1', stay_days: 20 })
  const to = { address: 'a@example.com', language: 'kk', state: 'waiting' }
  if (!second.ok) return t.fail(JSON.stringify(second.error))
  t.match(second.value.delivery, { ...to, visaNumber: second.value.claims.jti })
  t.match(await given.store.deliveriesOf(first.value.claims.jti), [
    { state: 'bounced', error: { code: 'visa/replaced' } },
  ])
  const again = await replaced(first.value.claims.jti, { application_reference: 'REF-1', stay_days: 20 })
  t.match(again, { ok: true, value: { isNew: false, delivery: { id: second.value.delivery?.id } } })

  // It was closed while the e-visa was held, and not for its address.
  await given.store.setVisaStatus(second.value.claims.jti, 'suspended', 'a test', ACT)
  await given.store.setVisaStatus(second.value.claims.jti, 'valid', 'a test', ACT)
  const third = await replaced(second.value.claims.jti, { stay_days: 19 })
  if (!third.ok) return t.fail(JSON.stringify(third.error))
  t.match(third.value.delivery, to)
  const fourth = await replaced(third.value.claims.jti, { stay_days: 18, email: 'b@example.com', language: 'ru' })
  t.match(fourth, { ok: true, value: { delivery: { address: 'b@example.com', language: 'ru' } } })
})

t.test("another person's e-visa does not go where the one before it went", async (t) => {
  const given = context(t)
  const asked = application({ email: 'a@example.com' })
  const { email: _, ...without } = asked
  const { holder, passport } = asked
  const replaced = (number: string, change: object) =>
    replaceVisa({ number, reason: 'a test', application: { ...without, ...change }, isByHand: false }, given)
  const first = await issueVisa(asked, given)
  if (!first.ok) return t.fail('issued')
  const number = first.value.claims.jti
  const otherPassport = { ...passport, number: 'X9876543' }
  const others = [
    { holder: { ...holder, birth_date: '1971-02-03' } },
    { holder: { ...holder, nationality: 'DZA' } },
    { holder: { ...holder, surname: 'FERNANDO' }, passport: otherPassport },
  ]
  const message = new RegExp(`${number} went to another person`)
  for (const other of others) {
    const fault = { ok: false, error: [{ field: 'email', rule: 'reaches-holder', message }] }
    t.match(await replaced(number, other), fault, JSON.stringify(other))
  }
  const renamed = await replaced(number, { holder: { ...holder, surname: 'FERNANDO' } })
  if (!renamed.ok) return t.fail(JSON.stringify(renamed.error))
  t.match(renamed.value.delivery, { address: 'a@example.com' }, 'a surname that was misspelt')
  const renewed = await replaced(renamed.value.claims.jti, {
    holder: { ...holder, surname: 'FERNANDO' },
    passport: otherPassport,
  })
  if (!renewed.ok) return t.fail(JSON.stringify(renewed.error))
  t.match(renewed.value.delivery, { address: 'a@example.com' }, 'another passport of theirs')
  const named = await replaced(renewed.value.claims.jti, { ...others[0], email: 'b@example.com' })
  t.match(named, { ok: true, value: { delivery: { address: 'b@example.com' } } }, 'it goes where it is said to go')
})

t.test('a correction that would reach nobody is refused until somebody says where it goes', async (t) => {
  const given = context(t)
  const asked = application()
  const first = await issueVisa(asked, given)
  if (!first.ok) return t.fail('issued')
  const number = first.value.claims.jti
  const replaced = (change: object = {}, isByHand = false) =>
    replaceVisa({ number, reason: 'a test', application: { ...asked, stay_days: 20, ...change }, isByHand }, given)
  const refused = (message: RegExp) => ({ ok: false, error: [{ field: 'email', rule: 'reaches-holder', message }] })
  t.match(await replaced(), refused(new RegExp(`${number} was never sent by e-mail.*delivery "by-hand"`)))
  t.match(
    await replaced({ entries: 2 }),
    { error: [{ rule: 'category-entries' }, { rule: 'reaches-holder' }] },
    'all faults at once',
  )

  const queue = { id: uuidv7(), visaNumber: number, address: 'a@example.com', language: 'ru', resendOf: null } as const
  const { id } = await given.store.queueDelivery(queue, ACT)
  await given.store.claimDelivery(NOW, NOW + 60)
  await given.store.deliveryBounced({ id, attempts: 1 }, { code: 'smtp/550', text: 'no such user' }, ACT)
  t.match(await replaced(), refused(new RegExp(`the last e-mail with ${number} came back`)))
  await given.store.forgetAddresses(NOW + 1)
  t.match(await replaced(), refused(/came back/))
  const sent = await given.store.queueDelivery({ ...queue, id: uuidv7() }, ACT)
  await given.store.claimDelivery(NOW, NOW + 60)
  await given.store.deliverySent({ id: sent.id, attempts: 1 }, false, ACT)
  await given.store.forgetAddresses(NOW + 1)
  t.match(await replaced(), refused(/is not kept any more/))

  t.match(await given.store.findVisa(number), { status: 'valid', replacedBy: null }, 'nothing was done')
  const reference = { application_reference: 'REF-1' }
  const made = await replaced(reference, true)
  t.match(made, { ok: true, value: { replaces: number, delivery: null } })
  t.match(
    await replaced(reference),
    { ok: true, value: { isNew: false, delivery: null } },
    'the same again is the same',
  )
  t.match(await replaced(), { ok: false, error: [{ rule: 'standing-visa' }] }, 'and asks for no address any more')
  t.same(await given.store.deliveries('waiting', 9, ''), [])
})
