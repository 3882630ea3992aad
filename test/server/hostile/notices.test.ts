/** Notices that nobody signs: forged, of another terminal, of nothing, again and again, and of no form. */
import t from 'tap'
import { TERMINALS } from '../../acquirer/made-acquirer.ts'
import { hostileScene, lettersAbout, paymentsOf as payments, stateOf } from './hostile-scene.ts'

t.test('a notice of anybody changes nothing, and tells nothing', async (t) => {
  const scene = await hostileScene(t)
  const one = await scene.submitted(scene.nimali)
  const early = await scene.nobody('POST', '/v1/payment-notices/test', {
    invoiceId: '123456789',
    terminal: TERMINALS[0],
  })
  const { invoice, terminal = TERMINALS[0] } = (await scene.begin(scene.nimali, one)).body
  const forged = {
    invoiceId: invoice,
    terminal,
    code: 'ok',
    reason: 'success',
    amount: 60,
    currency: 'USD',
    statusName: 'CHARGE',
  }
  const notices: object[] = [
    forged,
    { ...forged, terminal: '00000000' },
    { ...forged, invoiceId: '999999999' },
    { ...forged, invoiceId: invoice.slice(1) },
    ...Array.from({ length: 50 }, () => forged),
  ]
  for (const notice of notices) {
    const answer = await scene.nobody('POST', '/v1/payment-notices/test', notice)
    t.match(answer, { status: early.status, text: '' })
  }
  await scene.pass(60)
  t.match(await payments(scene, one), { payments: [{ captured_at: null }], advice: { code: 'asking' } })
  t.equal((await stateOf(scene.nimali, one)).state, 'submitted')
  const bad = [{ invoiceId: invoice }, { invoiceId: "1' OR 1=1", terminal }, [], 'x', { ...forged, invoiceId: 1 }, {}]
  for (const notice of bad) {
    const answer = await scene.nobody('POST', '/v1/payment-notices/test', notice, {
      'content-type': 'application/json',
    })
    t.equal(answer.status, 400, JSON.stringify(notice))
  }
  const huge = await scene.nobody('POST', '/v1/payment-notices/test', { ...forged, pad: 'x'.repeat(2_000_000) })
  t.ok([400, 413].includes(huge.status))
  for (const acquirer of ['nobody', '%00', '..%2f', 'constructor', '__proto__']) {
    const { status } = await scene.nobody('POST', `/v1/payment-notices/${acquirer}`, forged)
    t.ok(status < 500, `${acquirer}: ${status}`)
  }
})

t.test('a true notice a hundred times is one payment, one letter, one edge', async (t) => {
  const scene = await hostileScene(t)
  const one = await scene.paid(scene.nimali)
  const [{ invoice }] = (await payments(scene, one)).payments
  for (let count = 0; count < 100; count += 1)
    await scene.nobody('POST', '/v1/payment-notices/test', { invoiceId: invoice, terminal: TERMINALS[0] })
  await scene.pass(60)
  t.match(await payments(scene, one), { advice: { code: 'paid' }, payments: [{ state: 'paid' }] })
  t.equal((await lettersAbout(scene, 'paid', one)).length, 1)
})
