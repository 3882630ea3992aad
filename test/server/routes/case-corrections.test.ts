import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { rows } from '../../../server/store/steps.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { NOW, rulesOf } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { madeOffice } from '../cases/made-office.ts'

async function issued(t: Test) {
  const office = await madeOffice(t)
  const { reference } = await keepCase(office.runs)
  await office.decide(office.asel, reference, { decision: 'no-objection' })
  await office.issueAll()
  const ask = (asked: unknown) =>
    office.runs.act(function* () {
      yield* takeEdge(APPLICATION, reference, 'ask-correction', { actor: 'applicant/a', at: NOW })
      yield* rows(
        'INSERT INTO corrections (id, application, asked, asked_at) VALUES (?, ?, ?, ?)',
        ...[uuidv7(), reference, JSON.stringify(asked), NOW],
      )
    })
  const correct = (body: object, officer = office.asel) => officer('POST', `/v1/cases/${reference}/correction`, body)
  const numberOf = async () => (await office.authority('GET', `/v1/cases/${reference}`)).body.visa_number
  return { ...office, reference, ask, correct, numberOf }
}

t.test('what the traveller asked for is corrected, sent, and a second correction keeps the first', async (t) => {
  const { asel, bolat, reference, ask, correct, numberOf, store } = await issued(t)
  const first = await numberOf()
  await ask({ holder: { given_names: 'NIMALI SANDUNIE' } })
  t.match((await asel('GET', '/v1/cases?state=correction-asked')).body.cases, [{ reference }])
  const done = await correct({ correct: true })
  t.match([done.status, done.body.state, done.body.corrections], [200, 'corrected', [{ decided_by: 'asel' }]])
  const second = await numberOf()
  t.match(await store.findVisa(first), { status: 'revoked', replacedBy: second })
  t.match(await store.deliveriesOf(second), [{ address: 'nimali@example.org' }])
  await ask({ passport: { number: 'N1234568' } })
  const other = { correct: true, change: { passport: { number: 'N1234569' } } }
  t.match((await correct(other)).body, { state: 'correction-asked', corrections: [{}, { said: { by: 'asel' } }] })
  t.match(await correct(other), { status: 409, body: { detail: /another officer has to say the same/ } })
  t.match((await correct(other, bolat)).body, { state: 'corrected', corrections: [{}, { decided_by: 'bolat' }] })
  t.match((await store.findVisa(await numberOf()))?.claims, {
    holder: { given_names: 'NIMALI SANDUNIE' },
    passport: { number: 'N1234569' },
  })
})

t.test('what is no mistake stays as it is, and the traveller is told why', async (t) => {
  const { ask, correct, numberOf } = await issued(t)
  const before = await numberOf()
  t.match(await correct({ correct: true }), { status: 409, body: { detail: /No correction is asked for/ } })
  await ask({ holder: { sex: 'M' } })
  t.strictSame(rulesOf(await correct({ correct: false })), ['reason required'])
  t.match((await correct({ correct: false, reason: 'the passport says F' })).body, { state: 'issued' })
  t.equal(await numberOf(), before)
})

t.test('what cannot be corrected is told by its fields, and waits on', async (t) => {
  const { ask, correct, authority, reference } = await issued(t)
  await ask('my name is wrong')
  t.match(await correct({ correct: true }), { status: 400, body: { detail: /say which fields/ } })
  t.strictSame(rulesOf(await correct({ correct: true, change: { passport: { expires: '2026-12-31' } } })), [
    'passport.expires passport-outlasts-visa',
  ])
  t.match((await authority('GET', `/v1/cases/${reference}`)).body, { state: 'correction-asked' })
})
