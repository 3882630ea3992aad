import t from 'tap'
import { fail } from '#evisa/result.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { deliverVisa, resendDelivery } from '../../../server/delivery/deliver-visa.ts'
import type { StoredDelivery } from '../../../server/store/delivery-store.ts'
import { build, NOW } from '../build-app.ts'
import { newVisa } from '../store/made-visas.ts'

const by = { actor: 'operator/Asel', at: NOW }

t.test('what is valid is queued, and whoever sends is woken', async (t) => {
  const { store, issue, authority } = await build(t)
  const { visa_number: visaNumber } = await issue()
  let woken = 0
  const post = { store, mail: { wake: () => void woken++ } }
  const asked = { visaNumber, address: 'a@example.com', language: 'kk', resendOf: null } as const
  t.match(await deliverVisa(asked, by, post), {
    ok: true,
    value: { ...asked, state: 'waiting', requestedBy: by.actor },
  })
  t.equal(woken, 1)
  t.ok((await deliverVisa(asked, by, { store })).ok, 'with nobody to wake it waits')
  const unknown = makeVisaNumber(() => new Uint8Array(7))
  t.strictSame(await deliverVisa({ ...asked, visaNumber: unknown }, by, post), fail('no-such-visa'))
  await authority('PUT', `/v1/visas/${visaNumber}/status`, { status: 'suspended', reason: 'a test' })
  t.strictSame(await deliverVisa(asked, by, post), fail({ kind: 'not-valid', status: 'suspended', replacedBy: null }))
  t.equal(woken, 1)
})

t.test('what was sent or bounced goes out again; nothing else does', async (t) => {
  const { store, issue } = await build(t)
  const { visa_number: visaNumber } = await issue()
  const asked = { visaNumber, address: 'a@example.com', language: 'ru', resendOf: null } as const
  const first = await deliverVisa(asked, by, { store })
  if (!first.ok) return t.fail('queued')
  const { id } = first.value
  const resend = (change: Partial<StoredDelivery>) =>
    resendDelivery(id, by, { store: { ...store, findDelivery: async () => ({ ...first.value, ...change }) } })
  for (const state of ['waiting', 'sending'] as const)
    t.strictSame(await resend({ state }), fail({ kind: 'under-way', state }))
  t.strictSame(await resend({ state: 'sent', address: '' }), fail('address-forgotten'))
  t.strictSame(await resendDelivery('none', by, { store }), fail('no-such-delivery'))
  await store.claimDelivery(NOW, NOW + 60)
  await store.deliveryBounced({ id, attempts: 1 }, { code: '550', text: 'no such mailbox' }, by)
  const again = await resendDelivery(id, by, { store })
  t.match(again, { ok: true, value: { ...asked, resendOf: id, state: 'waiting' } })
})

t.test('what was replaced is not sent again: the e-visa in its place is named', async (t) => {
  const { store, issue } = await build(t)
  const { visa_number: visaNumber } = await issue()
  const asked = { visaNumber, address: 'a@example.com', language: 'ru', resendOf: null } as const
  const waiting = await deliverVisa(asked, by, { store })
  if (!waiting.ok) return t.fail('queued')
  const fresh = await newVisa()
  t.equal(await store.replaceVisa(visaNumber, 'a test', fresh, by), null)
  const replaced = fail({ kind: 'not-valid', status: 'revoked', replacedBy: fresh.claims.jti })
  t.strictSame(await deliverVisa(asked, by, { store }), replaced)
  t.strictSame(await resendDelivery(waiting.value.id, by, { store }), replaced, 'closed, so it may be asked for')
})
