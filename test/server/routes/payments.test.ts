import t from 'tap'
import { rows } from '../../../server/store/steps.ts'
import { payAt } from '../../acquirer/made-acquirer.ts'
import { build, PORTAL_URL, problemOf } from '../build-app.ts'
import { paymentScene, RETURN_ADDRESS } from '../payments/payment-scene.ts'
import { people } from '../people.ts'
import { lettersAbout, madeCaseOf, setCase } from '../store/made-case.ts'
import { sqliteRuns } from '../store/runs-of.ts'

const of = (reference: string) => `/v1/applications/${reference}/payments`

t.test('a traveller pays at the page of the bank, and is told what became of it', async (t) => {
  const { newCase, begin, told, pass, person, clock } = await paymentScene(t)
  const made = await newCase()
  t.match((await told(made)).body, {
    ...{ reference: made.reference, fee: { amount_minor: 6000, currency: 'USD' }, payments: [] },
    advice: { code: 'pay', may_pay: true },
    bank: { page_origin: /^http:\/\/127\.0\.0\.1:/, is_test: true },
  })
  const begun = await begin(made)
  t.match(begun, {
    status: 201,
    body: {
      state: 'at-acquirer',
      amount_minor: 6000,
      currency: 'USD',
      expires_at: clock.now + 1200,
      has_receipt: false,
    },
  })
  const both = await Promise.all([begin(made), begin(made)])
  t.same(
    both.map(({ body }) => body.page),
    [begun.body.page, begun.body.page],
  )
  const receipt = `${of(made.reference)}/${begun.body.id}/receipt.pdf`
  t.equal((await person.call('GET', receipt)).status, 404, 'nothing was paid yet')
  t.equal(await payAt(begun.body.page), RETURN_ADDRESS)
  t.match((await told(made)).body.advice, { code: 'asking', text: /Do not pay again/, may_pay: false })
  await pass(10)
  t.match((await told(made)).body, {
    advice: { code: 'paid', may_pay: false },
    payments: [{ state: 'paid', page: null, has_receipt: true, captured_minor: 6000 }],
  })
  const printed = await person.call('GET', receipt)
  t.match(printed, { status: 200, headers: { 'content-type': 'application/pdf' }, text: /^%PDF/ })
  t.match(await begin(made), { status: 409, body: { detail: /paid: only one that is submitted/ } })
  t.match((await told({ ...made, reference: made.reference.toLowerCase().replace(/(....)(?=.)/g, '$1-') })).status, 200)
})

t.test('a traveller whose language the bank and the receipt do not speak is sent on in English', async (t) => {
  const { newCase, begin, pass, person, runs } = await paymentScene(t)
  const made = await newCase()
  await runs.act(() => rows("UPDATE applications SET language = 'ar' WHERE id = ?", made.reference))
  const { page, id } = (await begin(made)).body
  t.match(await (await fetch(page)).text(), /<html lang="en"/)
  await payAt(page)
  await pass(10)
  t.equal((await person.call('GET', `${of(made.reference)}/${id}/receipt.pdf`)).status, 200)
  t.match(await lettersAbout(runs, made.reference), [{ kind: 'paid', language: 'ar', content: /60\.00\u00a0USD/ }])
})

t.test('whoever comes back later and looks has the bank asked at once', async (t) => {
  const { newCase, begin, told, clock, nudges } = await paymentScene(t)
  const made = await newCase()
  const { invoice } = (await begin(made)).body
  clock.now += 1199
  await told(made)
  t.same(nudges, [])
  clock.now += 1
  t.match((await told(made)).body, { advice: { code: 'asking' }, payments: [{ page: null }] })
  t.match(nudges, [{ invoice }])
  await begin(made)
  t.equal(nudges.length, 2)
})

t.test("somebody else's case is one that is not there, and so is what is no reference", async (t) => {
  const scene = await paymentScene(t)
  const { newCase, begin, told, portal, authority } = { ...scene, portal: await people(scene) }
  const made = await newCase()
  const { body } = await begin(made)
  const other = await portal.applicant('other@example.com')
  const host = await portal.host('host@example.com')
  const nothing = await told({ ...made, reference: 'K7Q2AAAAAAAA' })
  for (const answer of [
    await told(made, other),
    await begin(made, other),
    await told({ ...made, reference: 'x' }),
    await other.call('GET', `${of(made.reference)}/${body.id}/receipt.pdf`),
  ])
    t.equal(answer.status, 404)
  t.strictSame((await told(made, other)).body, nothing.body)
  t.equal((await told(made, host)).status, 403)
  t.equal((await portal.portal.call('GET', of(made.reference))).status, 403, 'a portal by itself opens no case')
  t.equal((await authority('GET', of(made.reference))).status, 403)
  const mine = await newCase(other)
  t.equal(
    (await other.call('GET', `${of(mine.reference)}/${body.id}/receipt.pdf`)).status,
    404,
    'nor by a case of their own',
  )
})

t.test('a payment is begun for a fee that is due, and the payer comes back to an address', async (t) => {
  const { newCase, person, runs, begin } = await paymentScene(t)
  const made = await newCase()
  for (const return_address of [
    'https://evil.example/back',
    `${PORTAL_URL}.evil.example/back`,
    `${PORTAL_URL}@evil.example/back`,
    '',
    'javascript:alert(1)',
    'ftp://a/b',
    'http://user:word@a/',
    `http://a/${'x'.repeat(500)}`,
    'http://a/ b',
  ])
    t.equal((await person.call('POST', of(made.reference), { return_address })).status, 400, return_address)
  for (const body of [undefined, {}, { return_address: RETURN_ADDRESS, amount: 1 }])
    t.equal((await person.call('POST', of(made.reference), body)).status, 400)
  await setCase(runs, made.reference, 'draft')
  t.match(await begin(made), { status: 409, body: { detail: /The application is draft/ } })
  const free = await madeCaseOf(runs, person.account, { fee: 0 })
  t.match(await begin(free), { status: 409, body: { detail: /Nothing is to be paid/ } })
})

t.test('without an acquirer it is said that nothing can be paid, and nothing is begun', async (t) => {
  const built = await build(t)
  const person = await (await people(built)).applicant('nimali@example.com')
  const made = await madeCaseOf(sqliteRuns(t, built.dir), person.account)
  const answer = await person.call('POST', of(made.reference), { return_address: RETURN_ADDRESS })
  t.equal(answer.status, 503)
  t.equal(problemOf(answer), 'not-built')
  t.match(answer.body.detail, /No acquirer is set \(EVISA_ACQUIRER_URL\)/)
  t.match((await person.call('GET', of(made.reference))).body, { advice: { code: 'pay' }, payments: [] })
})
