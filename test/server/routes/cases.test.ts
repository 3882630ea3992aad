import t from 'tap'
import { formatVisaNumber, makeVisaNumber } from '#evisa/visa-number.ts'
import { PAYMENT } from '../../../server/lifecycles/payment-states.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { NOW, problemOf, rulesOf } from '../build-app.ts'
import { keepCase, keepHost } from '../cases/case-scene.ts'
import { madeOffice } from '../cases/made-office.ts'

const NONE = makeVisaNumber((count) => new Uint8Array(count).fill(7))
const CLEAR = { decision: 'no-objection' }
const REFUSE = { decision: 'refuse', rule: 'identity', reason: 'another birth date than in the passport' }

t.test('from the queue to the e-visa: claimed, looked at, no objection, issued and on its way', async (t) => {
  const { runs, asel, bolat, authority, issueAll, store, decide } = await madeOffice(t)
  const { reference, content } = await keepCase(runs, { host: await keepHost(runs) })
  const queue = (await authority('GET', '/v1/cases')).body
  t.match(queue, {
    cases: [{ reference, state: 'paid', overdue: false, holder: { surname: 'PERERA' }, category: 'B12', claim: null }],
    next: null,
  })
  const claimed = await asel('POST', `/v1/cases/${formatVisaNumber(reference).toLowerCase()}/claim`)
  t.strictSame([claimed.status, claimed.body], [200, { by: 'asel', until: NOW + 1800 }])
  t.match(await bolat('POST', `/v1/cases/${reference}/claim`), {
    status: 409,
    body: { detail: /^asel has this case until 2026-11-22T10:30:00/ },
  })
  t.match((await asel('GET', `/v1/cases/${reference}`)).body, {
    ...{ reference, state: 'review', differences: [], flags: [], typed: content, visa_number: null, duplicates: [] },
    lines: { were_typed: true, surname: 'PERERA', number: 'N1234567' },
    invitation: { number: content.visa_support_number, state: 'reserved', host: { name: 'Silk Road Tours' } },
    terms: { revision: 0, two_officers: { refusal: true, no_objection: false } },
    copy: { state: 'accepted' },
    payments: [{ state: 'paid', amount_minor: 6000 }],
  })
  t.match((await decide(asel, reference, CLEAR)).body, { state: 'no-objection', waits_for_second: false })
  t.equal(await issueAll(), 1)
  const { body } = await authority('GET', `/v1/cases/${reference}`)
  t.match(body, { state: 'issued', visa_number: String, invitation: { state: 'used' } })
  t.match(await store.deliveriesOf(body.visa_number), [{ address: content.email }])
  t.match(
    (await store.auditAfter(0, 1000)).filter(({ act }) => act === 'application-look-up').map(({ actor }) => actor),
    ['operator/asel', 'operator/asel', 'authority'],
  )
})

t.test('a refusal takes two, and tells the traveller by which rule, why, and what next', async (t) => {
  const { runs, asel, bolat, decide, authority } = await madeOffice(t)
  const { reference } = await keepCase(runs)
  t.match((await decide(asel, reference, REFUSE)).body, { state: 'second-review', waits_for_second: true })
  t.match(await decide(asel, reference, { decision: 'agree' }), {
    status: 409,
    body: { detail: /You decided it first: it waits for another officer/ },
  })
  await asel('DELETE', `/v1/cases/${reference}/claim`)
  t.match(await decide(bolat, reference, CLEAR), {
    status: 409,
    body: { detail: /asel decided "refuse", which waits/ },
  })
  t.match((await decide(bolat, reference, { decision: 'agree' })).body, { state: 'refused' })
  t.match((await authority('GET', `/v1/cases/${reference}`)).body, {
    state: 'refused',
    invitation: { state: 'approved' },
    decisions: [{ officer: 'asel' }, { officer: 'bolat', place: 'second', rule: 'identity' }],
  })
})

t.test('an officer who decides what changed meanwhile is told what changed, and nothing is decided', async (t) => {
  const { runs, asel } = await madeOffice(t)
  const { reference, payment } = await keepCase(runs)
  await asel('POST', `/v1/cases/${reference}/claim`)
  const { revision } = (await asel('GET', `/v1/cases/${reference}`)).body
  await runs.act(() => takeEdge(PAYMENT, payment, 'dispute', { actor: 'payments', at: NOW }))
  const decide = (seen: number) => asel('POST', `/v1/cases/${reference}/decision`, { revision: seen, ...CLEAR })
  const refused = await decide(revision)
  t.equal(problemOf(refused), 'conflict')
  t.match(
    refused.body.detail,
    /Nothing was decided: the case changed.*: payment dispute at .*; it is at revision 9 now/,
  )
  t.equal((await decide(revision + 1)).status, 200)
})

t.test('who does not have the case decides nothing and sees no picture', async (t) => {
  const { runs, asel, bolat, authority, clock } = await madeOffice(t)
  const { reference } = await keepCase(runs)
  const { revision } = (await asel('GET', `/v1/cases/${reference}`)).body
  const picture = `/v1/cases/${reference}/copies/1.jpg`
  t.match(await asel('POST', `/v1/cases/${reference}/decision`, { revision, ...CLEAR }), {
    status: 409,
    body: { detail: /claim it first/ },
  })
  t.match(await asel('GET', picture), { status: 409, body: { detail: /claim it first/ } })
  await asel('POST', `/v1/cases/${reference}/claim`)
  t.match(await bolat('POST', `/v1/cases/${reference}/decision`, { revision, ...CLEAR }), { status: 409 })
  t.equal((await bolat('GET', picture)).status, 409)
  t.equal((await asel('GET', picture)).status, 404, 'there is none, and she may look')
  clock.now += 1799
  await asel('GET', `/v1/cases/${reference}`)
  clock.now += 1799
  t.equal((await bolat('POST', `/v1/cases/${reference}/claim`)).status, 409, 'to look renewed it')
  clock.now += 1
  t.equal((await bolat('POST', `/v1/cases/${reference}/claim`)).status, 200)
  for (const [method, url] of [
    ['POST', `/v1/cases/${reference}/claim`],
    ['DELETE', `/v1/cases/${reference}/claim`],
    ['POST', `/v1/cases/${reference}/decision`],
    ['GET', picture],
  ] as const)
    t.match(await authority(method, url), { status: 403, body: { detail: /takes the name of a person/ } }, url)
})

t.test('what is sent is told of by its members', async (t) => {
  const { runs, asel } = await madeOffice(t)
  const { reference } = await keepCase(runs)
  const decide = (body: object) => asel('POST', `/v1/cases/${reference}/decision`, { revision: 7, ...body })
  t.strictSame(rulesOf(await decide({ decision: 'refuse' })), ['rule required', 'reason required'])
  t.strictSame(rulesOf(await decide({ decision: 'ask' })), ['text required'])
  t.strictSame(rulesOf(await decide({ ...CLEAR, rule: 'identity' })), ['rule goes-with'])
  t.match(await decide({ decision: 'refuse', rule: 'ugly', reason: 'no' }), { status: 400 })
  t.match(await decide({ decision: 'send-back', reason: '  ' }), { status: 400, body: { detail: /blanks|characters/ } })
  t.match(await asel('GET', '/v1/cases/K7Q2'), { status: 400, body: { detail: /a reference has 12 letters/ } })
  t.match(await asel('GET', '/v1/cases/K7Q2M4XN9TBD'), { status: 400 })
  t.match(await asel('GET', '/v1/cases?state=draft'), { status: 400 })
  t.equal((await asel('POST', `/v1/cases/${NONE}/claim`)).status, 404)
  t.equal((await asel('DELETE', `/v1/cases/${NONE}/claim`)).status, 204)
})

t.test('the queue is read page by page', async (t) => {
  const { runs, asel } = await madeOffice(t)
  for (let at = 0; at < 5; at++) await keepCase(runs, { dueAt: at === 4 ? null : NOW - at })
  const seen: unknown[] = []
  let after = ''
  for (let page = 0; page < 3; page++) {
    const { cases, next } = (await asel('GET', `/v1/cases?limit=2${after}`)).body
    seen.push(...cases.map((one: { due_at: number }) => one.due_at))
    after = `&after=${next}`
    t.equal(next === null, page === 2)
  }
  t.strictSame(seen, [NOW - 3, NOW - 2, NOW - 1, NOW, null])
})

t.test('what is asked comes to the traveller, and stops the clock', async (t) => {
  const { runs, asel, decide, authority } = await madeOffice(t)
  const { reference } = await keepCase(runs)
  const asked = { decision: 'ask', template: 'journey', text: 'Which hotel?' }
  t.match((await decide(asel, reference, asked)).body, { state: 'information-asked' })
  t.match((await authority('GET', `/v1/cases/${reference}`)).body, {
    due_at: null,
    messages: [{ author: 'officer', template: 'journey', text: /more of your journey[\s\S]*Which hotel/ }],
  })
})
