import { randomBytes } from 'node:crypto'
import t from 'tap'
import { documentHash, verifyCheckReceipt } from '#evisa/receipt-of-check.ts'
import { signReceipt } from '../../../server/checks/sign-receipt.ts'
import { keyFor } from '../../../server/signing-keys.ts'
import { ARRIVAL, build, NOW } from '../build-app.ts'

t.test('the authority signs what it answered, each with a salt and an id of its own', async (t) => {
  const { publisher, keys } = await build(t)
  const key = keyFor(keys.current, 'snapshot', NOW)
  const answer = {
    ...({ outcome: 'clear', reason: null, findings: [], asked_for: '2026-11-22', decided_at: NOW } as const),
    ...{ online: true, knew: [], not_known: [] },
  }
  const document = { visaNumber: 'K7Q2M4XN9TBD', passportNumber: null, text: null }
  const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL } as const
  const sign = () => signReceipt(answer, situation, document, { device: 'dev-1', carrier: 'KC' }, key, randomBytes)
  const [one, other] = [await sign(), await sign()]
  t.not(one.salt, other.salt)
  const { trust } = await publisher.knowledge()
  if (trust === null) throw new Error('a trust list')
  const verified = await verifyCheckReceipt(one.receipt, trust, null)
  t.match(verified, {
    ok: true,
    value: { signed_by: 'authority', device: 'dev-1', carrier: 'KC', document: await documentHash(document, one.salt) },
  })
  const again = await verifyCheckReceipt(other.receipt, trust, null)
  t.not(verified.ok && verified.value.id, again.ok && again.value.id)
})
