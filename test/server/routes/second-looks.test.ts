import t from 'tap'
import { lookBack } from '../../../server/looking-back/look-back.ts'
import { type Built, problemOf } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { madeOffice } from '../cases/made-office.ts'
import { CLEAR, signedOffice } from '../cases/signed-office.ts'

/** Everything of the day before is drawn. */
const drawAll = ({ store, clock }: Pick<Built, 'store' | 'clock'>) => {
  clock.now += 86_400
  return lookBack({ store, now: () => clock.now, randomInt: () => 0, officeLanguage: 'en' })
}

t.test('a case that was drawn is looked at again by another officer, who signs what was found', async (t) => {
  const office = await signedOffice(t)
  const { aigul, marat, people } = office
  const auditor = await people.make('Auditor', ['auditor'])
  const { reference } = await keepCase(office.runs)
  await office.sign(aigul, reference, CLEAR)
  await office.issueAll()
  await drawAll(office)
  const [again, other] = [await aigul.again(), await marat.again()]
  const { looks } = (await other.call('GET', '/v1/second-looks')).body
  t.match(looks, [{ reference, decision: 'no-objection', decided_by: ['Aigul'], looked: null }])
  const act = { kind: 'second-look', reference, verdict: 'right' }
  t.match(await again.sign(act), { status: 409, body: { detail: /You decided in this case/ } })
  t.match(await other.sign({ ...act, verdict: 'wrong' }), { status: 400, body: { detail: /say what is not/ } })
  t.match(await other.sign({ ...act, reference: 'K7Q2M4XN9TBF' }), { status: 404 })
  for (const call of [other.call, office.asel])
    t.equal(problemOf(await call('POST', `/v1/second-looks/${reference}`, { verdict: 'right' })), 'signature-needed')
  const said = await other.sign({ ...act, verdict: 'wrong', reason: 'the picture is of somebody else' })
  t.match(said, { status: 200, body: { done: { looked: { by: 'Marat', verdict: 'wrong' } } } })
  t.match(await other.sign(act), { status: 409, body: { detail: /Marat looked at it again already/ } })
  t.same((await other.call('GET', '/v1/second-looks')).body.looks, [])
  t.equal((await other.call('GET', '/v1/second-looks?state=all')).body.looks.length, 1)
  t.equal((await (await auditor.again()).call('GET', '/v1/second-looks')).status, 200)
  t.match((await office.authority('GET', '/metrics')).text, /evisa_second_looks_wrong 1/)
})

t.test('in a demonstration a token says it', async (t) => {
  const office = await madeOffice(t)
  const { reference } = await keepCase(office.runs)
  await office.decide(office.asel, reference, CLEAR)
  await office.issueAll()
  await drawAll(office)
  const path = `/v1/second-looks/${reference}`
  t.equal((await office.asel('POST', path, { verdict: 'right' })).status, 409)
  t.match(await office.bolat('POST', path, { verdict: 'right' }), { status: 200, body: { looked: { by: 'bolat' } } })
  t.equal((await office.authority('POST', path, { verdict: 'right' })).status, 403)
})
