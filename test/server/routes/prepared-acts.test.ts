/** What a terminal makes ready waits for whoever may sign it, and is signed once. */
import t from 'tap'
import { keepCase } from '../cases/case-scene.ts'
import { CLEAR, seen, signedOffice } from '../cases/signed-office.ts'

t.test('it waits for those who may sign it, is signed by one of them, and the terminal is told', async (t) => {
  const office = await signedOffice(t)
  const { runs, aigul, marat, boss, asel, bolat, people } = office
  const { reference } = await keepCase(runs)
  const { revision } = await seen(aigul, reference)
  const act = { kind: 'case', reference, revision, ...CLEAR }
  const made = await asel('POST', '/v1/prepared-acts', { act })
  t.match(made, {
    status: 201,
    body: {
      act,
      prepared_by: 'operator/asel',
      signed: null,
      sign_at: /^https:\/\/desk\.evisa\.example\/en\/sign\/[0-9a-f-]{36}$/,
    },
  })
  const { id } = made.body
  for (const { call } of [aigul, boss]) t.match((await call('GET', '/v1/prepared-acts')).body.prepared, [{ id }])
  const auditor = await people.make('Auditor', ['auditor'])
  t.same((await auditor.call('GET', '/v1/prepared-acts')).body.prepared, [])
  t.equal((await auditor.call('GET', `/v1/prepared-acts/${id}`)).status, 404)
  t.equal((await bolat('GET', `/v1/prepared-acts/${id}`)).status, 404, "another operator's")
  t.equal((await auditor.call('POST', '/v1/signings', { prepared: id })).status, 404)
  const [first, second] = [
    await aigul.call('POST', '/v1/signings', { prepared: id }),
    await aigul.call('POST', '/v1/signings', { prepared: id }),
  ]
  const sent = (opened: typeof first) =>
    aigul.call('POST', `/v1/signings/${opened.body.id}/assertion`, { assertion: aigul.assertion(opened.body.text) })
  t.equal((await sent(first)).status, 200)
  t.equal((await sent(second)).status, 409)
  t.equal((await aigul.call('POST', '/v1/signings', { prepared: id })).status, 409, 'once')
  t.match((await asel('GET', `/v1/prepared-acts/${id}`)).body.signed, { by: 'Aigul', subject: reference })
  t.same((await marat.call('GET', '/v1/prepared-acts')).body.prepared, [])
})

t.test('it waits an hour', async (t) => {
  const { asel, clock } = await signedOffice(t)
  const { id } = (
    await asel('POST', '/v1/prepared-acts', { act: { kind: 'case', reference: 'K7Q2M4XN9TBD', revision: 1, ...CLEAR } })
  ).body
  clock.now += 3599
  t.equal((await asel('GET', `/v1/prepared-acts/${id}`)).status, 200)
  clock.now += 1
  t.equal((await asel('GET', `/v1/prepared-acts/${id}`)).status, 404)
})
