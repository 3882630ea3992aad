import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { application, build, problemOf, rulesOf } from '../build-app.ts'

t.test('the same reference again is answered with the e-visa that was issued', async (t) => {
  const { authority, store } = await build(t)
  const asked = application({ application_reference: 'REF-1' })
  const first = await authority('POST', '/v1/visas', asked)
  t.match(first, { status: 201, body: { application_reference: 'REF-1', replaces: null, replaced_by: null } })
  const again = await authority('POST', '/v1/visas', asked)
  t.equal(again.status, 200)
  t.strictSame(again.body, first.body)
  const other = await authority('POST', '/v1/visas', { ...asked, stay_days: 7 })
  t.strictSame([other.status, problemOf(other)], [409, 'conflict'])
  t.same(rulesOf(other), ['application_reference one-visa-a-reference'])
  t.equal(await store.countVisas(), 1)
})

t.test('of many, each is answered by itself', async (t) => {
  const { authority, store } = await build(t)
  const good = application()
  const { holder } = good
  const applications = [
    good,
    7,
    application({ entries: 2 }),
    { ...application(), holder: { ...holder, surname: "O'Brien" } },
    application({ application_reference: 'REF-1' }),
    { ...good, application_reference: 'REF-2' },
  ]
  const { status, body } = await authority('POST', '/v1/visa-batches', { applications })
  t.equal(status, 200)
  t.match(body.results, [
    { visa: { status: 'valid' }, is_new: true },
    { errors: [{ field: 'application', rule: 'shape' }] },
    { errors: [{ field: 'entries', rule: 'category-entries' }] },
    { errors: [{ field: 'holder.surname', rule: 'mrz-spelling', message: /OBRIEN/ }] },
    { visa: { application_reference: 'REF-1' }, is_new: true },
    { errors: [{ rule: 'one-visa-an-invitation' }] },
  ])
  t.match((await authority('POST', '/v1/visa-batches', { applications })).body.results[4], { is_new: false })
  t.equal(await store.countVisas(), 2)
  for (const wrong of [{}, { applications: [] }, { applications: {} }])
    t.equal((await authority('POST', '/v1/visa-batches', wrong)).status, 400, JSON.stringify(wrong))
  const more = await authority('POST', '/v1/visa-batches', { applications, report: true })
  t.same([more.status, ...rulesOf(more)], [400, 'report unknown-member'], 'as the description of the API has it')
  const many = { applications: Array.from({ length: 501 }, () => 1) }
  t.match(await authority('POST', '/v1/visa-batches', many), { status: 413, body: { detail: /At most 500/ } })
})

t.test('is for the authority alone', async (t) => {
  const { enrol, nobody, issue } = await build(t)
  const { visa_number } = await issue()
  const booth = await enrol('border')
  for (const path of ['/v1/visas', '/v1/visa-batches', `/v1/visas/${visa_number}/replacement`]) {
    t.equal((await booth.call('POST', path, {})).status, 403, path)
    t.equal((await nobody('POST', path, {})).status, 401, path)
  }
})

t.test('a correction revokes and issues in one step; scanners hear of it as of every revocation', async (t) => {
  const { authority, store } = await build(t)
  const asked = application()
  const { visa_number } = (await authority('POST', '/v1/visas', asked)).body
  const url = `/v1/visas/${visa_number}/replacement`
  const corrected = { ...asked, stay_days: 20 }
  for (const body of [
    {},
    { reason: 'x', application: corrected },
    { reason: ' \t\n ', application: corrected },
    { reason: 'wrong stay' },
    { reason: 'wrong stay', application: corrected, delivery: 'e-mail' },
    null,
  ])
    t.equal((await authority('POST', url, body)).status, 400, JSON.stringify(body))
  const named = async (body: object) => rulesOf(await authority('POST', url, { reason: 'wrong stay', ...body }))
  t.same(await named({}), ['application required'])
  t.same(await named({ reason: 'x'.repeat(201), application: 7, by: 'me' }), ['by unknown-member', 'reason shape'])
  t.same(await named({ application: { ...corrected, stay_days: 0 } }), ['stay_days shape'])
  t.equal((await authority('POST', url, { reason: 'wrong stay', application: { ...asked, entries: 2 } })).status, 422)
  t.match(await authority('GET', `/v1/visas/${visa_number}`), { body: { status: 'valid' } })
  const made = await authority('POST', url, { reason: 'wrong stay', application: corrected, delivery: 'by-hand' })
  t.match(made, { status: 201, body: { replaces: visa_number, claims: { stay_days: 20 } } })
  t.match(await authority('GET', `/v1/visas/${visa_number}`), {
    body: { status: 'revoked', replaced_by: made.body.visa_number },
  })
  t.match(await store.statusesOf(0), { marks: [{ status: 'revoked' }] })
  const again = await authority('POST', url, { reason: 'wrong stay', application: corrected })
  t.match(again, { status: 409, body: { errors: [{ rule: 'standing-visa' }] } })
  const unknown = await authority(
    'POST',
    `/v1/visas/${makeVisaNumber((count) => new Uint8Array(count).fill(5))}/replacement`,
    {
      reason: 'abc',
      application: corrected,
    },
  )
  t.equal(unknown.status, 404)
})

t.test('what is issued with an e-mail address wakes whoever sends it', async (t) => {
  let woken = 0
  const { authority } = await build(t, { mail: { wake: () => void woken++ } })
  const asked = application({ email: 'a@example.com', language: 'kk' })
  const { visa_number } = (await authority('POST', '/v1/visas', asked)).body
  t.equal(woken, 1)
  t.match((await authority('GET', `/v1/visas/${visa_number}/deliveries`)).body.deliveries, [
    { email: 'a@example.com', language: 'kk', state: 'waiting' },
  ])
  const refused = await authority('POST', '/v1/visas', application({ email: 'a b@example.com' }))
  t.same([refused.status, ...rulesOf(refused)], [400, 'email mail-address'])
  await authority('POST', '/v1/visa-batches', { applications: [application({ email: 'b@example.com' })] })
  t.equal(woken, 2)
  t.equal((await authority('GET', '/v1/deliveries')).body.deliveries.length, 2)
})

t.test(
  'of 150 replacements at once by one operator a hundred are made, and fifty are told to find a second person',
  async (t) => {
    const { operator, authority, store } = await build(t)
    const asel = await operator('Asel')
    const applications = Array.from({ length: 150 }, () => application())
    const issued = (await authority('POST', '/v1/visa-batches', { applications })).body.results
    const answers = await Promise.all(
      issued.map(({ visa }: { visa: { visa_number: string } }, at: number) =>
        asel('POST', `/v1/visas/${visa.visa_number}/replacement`, {
          reason: 'wrong stay',
          application: { ...applications[at], stay_days: 9 },
          delivery: 'by-hand',
        }),
      ),
    )
    t.equal(answers.filter(({ status }) => status === 201).length, 100)
    const told = answers.filter(({ status }) => status === 409)
    t.equal(told.length, 50)
    for (const answer of told) {
      t.same(rulesOf(answer), ['visa_number mass-action'])
      t.match(answer.body.detail, /which a second operator approves/)
    }
    t.equal(await store.countVisas(), 250)
  },
)

t.test('a corrected e-visa is sent where the one before it went, and the answer says where', async (t) => {
  let woken = 0
  const { authority } = await build(t, { mail: { wake: () => void woken++ } })
  const asked = application({ email: 'a@example.com', language: 'kk' })
  const { email: _, language: __, ...without } = asked
  const { visa_number } = (await authority('POST', '/v1/visas', asked)).body
  const [waiting] = (await authority('GET', `/v1/visas/${visa_number}/deliveries`)).body.deliveries
  const corrected = { reason: 'wrong stay', application: { ...without, application_reference: 'REF-1', stay_days: 20 } }
  const made = await authority('POST', `/v1/visas/${visa_number}/replacement`, corrected)
  t.match(made, { status: 201, body: { delivery: { email: 'a@example.com', language: 'kk', state: 'waiting' } } })
  t.equal(woken, 2)
  const again = await authority('POST', `/v1/visas/${visa_number}/replacement`, corrected)
  t.strictSame([again.status, again.body], [200, made.body])
  t.match((await authority('GET', `/v1/visas/${visa_number}/deliveries`)).body.deliveries, [
    { state: 'bounced', error: { code: 'visa/replaced', text: new RegExp(made.body.visa_number) } },
  ])
  const instead = { status: 409, body: { detail: new RegExp(`deliver ${made.body.visa_number}`) } }
  t.match(await authority('POST', `/v1/visas/${visa_number}/deliveries`, { email: 'a@example.com' }), instead)
  t.match(await authority('POST', `/v1/deliveries/${waiting.id}/resend`), instead)
})

t.test('a correction that would reach nobody is refused, until it has an address or is given by hand', async (t) => {
  const { authority } = await build(t)
  const asked = application()
  const { visa_number } = (await authority('POST', '/v1/visas', asked)).body
  const replaced = (more: object, change: object = {}) =>
    authority('POST', `/v1/visas/${visa_number}/replacement`, {
      ...{ reason: 'wrong stay', application: { ...asked, stay_days: 20, ...change } },
      ...more,
    })
  const refused = await replaced({})
  t.same([refused.status, ...rulesOf(refused)], [409, 'email reaches-holder'])
  t.match(refused.body.detail, /email is missing: .* was never sent by e-mail/)
  const both = await replaced({ delivery: 'by-hand' }, { email: 'a@example.com' })
  t.same([both.status, ...rulesOf(both)], [400, 'delivery one-way'])
  t.match(await authority('GET', `/v1/visas/${visa_number}`), { body: { status: 'valid' } })
  t.match(await replaced({ delivery: 'by-hand' }), { status: 201, body: { delivery: null } })
})
