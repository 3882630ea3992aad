import t from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { payAt, TERMINALS } from '../../acquirer/made-acquirer.ts'
import { build } from '../build-app.ts'
import { paymentScene } from '../payments/payment-scene.ts'

t.test('the desk sees what waits for a person, and gives it back', async (t) => {
  const { newCase, begin, authority, operator, pass, person, store } = await paymentScene(t)
  const made = await newCase()
  const { body } = await begin(made)
  await payAt(body.page, 'wrong-amount')
  await pass(10)
  t.match((await authority('GET', '/v1/payments?state=wrong-amount')).body, {
    payments: [
      { id: body.id, reference: made.reference, captured_minor: 100, transaction: String, terminal: '98765432' },
    ],
    complete: true,
  })
  t.same((await authority('GET', '/v1/payments?state=paid')).body.payments, [])
  t.same((await authority('GET', `/v1/payments?after=${body.id}`)).body.payments, [])
  t.match((await authority('GET', `/v1/payments/${body.id}`)).body, {
    ...{ state: 'wrong-amount', may_owe_back: 'yes', case_state: 'submitted', asked: Number, letters: [] },
    edges: [{ edge: 'begin' }, { edge: 'send-to-acquirer' }, { edge: 'confirm' }, { edge: 'find-wrong-amount' }],
  })
  const taken = civilDateAt((await authority('GET', `/v1/payments/${body.id}`)).body.captured_at)
  for (const query of ['state=to-settle', `day=${taken}`, 'order=newest&limit=1'])
    t.match((await authority('GET', `/v1/payments?${query}`)).body.payments, [{ id: body.id }], query)
  t.same((await authority('GET', `/v1/payments?day=${addDays(taken, 1)}`)).body, { payments: [], complete: true })
  const find = async (asked: object) => authority('POST', '/v1/payment-look-ups', asked)
  for (const asked of [{ reference: made.reference.toLowerCase() }, { invoice: body.invoice }])
    t.match((await find(asked)).body.payments, [{ id: body.id }])
  t.same((await find({ reference: 'x' })).body.payments, [])
  for (const asked of [{}, { invoice: '1' }, { reference: made.reference, invoice: body.invoice }])
    t.equal((await find(asked)).status, 400)
  const back = `/v1/payments/${body.id}/owe-back`
  for (const sent of [
    undefined,
    {},
    { reason: 'one dollar came', amount_minor: 6000 },
    { reason: '' },
    { reason: '   ' },
    { reason: 'x'.repeat(501) },
  ])
    t.equal((await authority('POST', back, sent)).status, 400)
  t.equal((await person.call('POST', back, { reason: 'mine' })).status, 403)
  const officer = await operator('Әсел')
  t.match(await officer('POST', back, { reason: 'one dollar came' }), {
    status: 200,
    body: { state: 'refund-due', reason: 'one dollar came' },
  })
  t.match(await officer('POST', back, { reason: 'again' }), { status: 409, body: { detail: /It is refund-due/ } })
  await pass(10)
  t.match((await authority('GET', `/v1/payments/${body.id}`)).body, { state: 'refunded' })
  const acts = (await store.auditAfter(0, 100)).filter(({ subject }) => subject === body.id)
  t.match(
    acts.find(({ act }) => act === 'payment-owe-back'),
    { actor: 'operator/Әсел' },
  )
  t.notMatch(JSON.stringify(acts), /one dollar/, 'what a person wrote is in no trail')
})

t.test(
  "the bank's file of a day is fetched from the bank, of each terminal, and the same again changes nothing",
  async (t) => {
    const { newCase, begin, authority, operator, clock, pass, told } = await paymentScene(t)
    const made = await newCase()
    const { body } = await begin(made)
    await payAt(body.page, 'paid-twice')
    await pass(10)
    const settle = (day: string) => authority('POST', '/v1/settlements', { day })
    const first = await settle('2026-11-22')
    const [one, other] = TERMINALS
    t.match(first, {
      status: 200,
      body: {
        settlements: [
          { terminal: one, lines: 2, read_at: clock.now, findings: [{ kind: 'charged-twice' }] },
          { terminal: other, lines: 0, findings: [] },
        ],
      },
    })
    const officer = await operator('Әсел')
    t.strictSame((await officer('POST', '/v1/settlements', { day: '2026-11-22' })).body, first.body)
    await pass(10)
    t.match((await told(made)).body.payments, [{ state: 'refunded' }, { state: 'paid' }])
  },
)

t.test('a day that is none is said, and so is a bank that is not there', async (t) => {
  const { authority, bank } = await paymentScene(t)
  const settle = (day: unknown) => authority('POST', '/v1/settlements', { day })
  for (const day of ['2026-11-31', '2026-12-24'])
    t.match(await settle(day), {
      status: 400,
      body: { detail: `${day} is no day of the calendar, or it has not begun yet.` },
    })
  for (const day of ['', '22.11.2026', '2026-11-22/../x', 5, undefined]) t.equal((await settle(day)).status, 400)
  await bank.close()
  t.match(await settle('2026-11-22'), {
    status: 409,
    body: {
      detail: /^Not taken: of terminal 98765432, the bank did not answer \(\w+\); of terminal 11112222, the bank/,
    },
  })
  const without = await build(t)
  t.match(await without.authority('POST', '/v1/settlements', { day: '2026-11-22' }), {
    status: 503,
    body: { detail: /EVISA_ACQUIRER_URL/ },
  })
})

t.test('what is no payment is not there, and none of it is for anybody else', async (t) => {
  const { authority, nobody, person, enrol } = await paymentScene(t)
  t.equal((await authority('GET', `/v1/payments/${'0'.repeat(36)}`)).status, 404)
  t.equal((await authority('GET', '/v1/payments/1')).status, 400)
  t.equal((await authority('GET', '/v1/payments?state=lost-in-space')).status, 400)
  t.equal((await authority('POST', `/v1/payments/${'0'.repeat(36)}/owe-back`, { reason: 'why' })).status, 404)
  t.equal((await nobody('GET', '/v1/payments')).status, 401)
  t.equal((await person.call('GET', '/v1/payments')).status, 403)
  t.equal((await (await enrol('border')).call('GET', '/v1/payments')).status, 403)
})
