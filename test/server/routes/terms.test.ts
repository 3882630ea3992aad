import t, { type Test } from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { build, problemOf } from '../build-app.ts'

const DAY = 86_400
const terms = defaultTerms()
const { times } = terms
const slower = defaultTerms({
  effective_from: '2026-12-01',
  times: { ...times, review_business_days: { ...times.review_business_days, value: 2 } },
})

async function made(t: Test) {
  const built = await build(t)
  const [asel, bolat] = [await built.operator('Asel'), await built.operator('Bolat')]
  const propose = (edition: object, reason = 'a new order') => asel('POST', '/v1/proposals/terms', { reason, edition })
  return { ...built, asel, bolat, propose }
}

t.test('anybody reads the terms, each figure with its source', async (t) => {
  const { nobody } = await made(t)
  const { status, body } = await nobody('GET', '/v1/terms')
  t.equal(status, 200)
  t.strictSame(body, { revision: 0, editions: [terms] })
})

t.test('terms apply from their first day on, once a second operator approved them', async (t) => {
  const { asel, bolat, propose, nobody, clock, terms: source, authority } = await made(t)
  const proposed = await propose(slower)
  t.match(proposed, {
    status: 201,
    body: {
      kind: 'terms',
      title: 'Terms from 2026-12-01',
      difference: ['from 2026-12-01 on:', 'times.review_business_days: 1 -> 2'],
    },
  })
  t.strictSame(proposed.body.terms_edition, slower)
  const { id } = proposed.body
  t.match((await bolat('GET', '/v1/proposals')).body.proposals, [{ id, kind: 'terms' }])
  t.strictSame((await bolat('GET', `/v1/proposals/${id}`)).body.terms_edition, slower)
  t.match((await asel('POST', `/v1/proposals/${id}/approval`)).body.detail, /another operator/)
  t.match(await bolat('POST', `/v1/proposals/${id}/approval`), { status: 200, body: { state: 'approved' } })
  t.strictSame((await nobody('GET', '/v1/terms')).body, { revision: 1, editions: [terms, slower] })
  t.match(await source.inForce(), { revision: 1, edition: { effective_from: '2026-01-01' } })
  clock.now += 9 * DAY
  t.match(await source.inForce(), { revision: 1, edition: { effective_from: '2026-12-01' } })
  t.match((await authority('GET', '/v1/audit?after=0')).text, /"act":"propose".*"kind":"terms"/)
})

t.test('of two that were compared with the same terms one is approved', async (t) => {
  const { bolat, propose } = await made(t)
  const one = await propose(slower)
  const other = await propose({ ...slower, effective_from: '2026-12-02' })
  t.equal((await bolat('POST', `/v1/proposals/${one.body.id}/approval`)).status, 200)
  const refused = await bolat('POST', `/v1/proposals/${other.body.id}/approval`)
  t.match([refused.status, refused.body.detail], [409, /Other terms were approved since/])
})

t.test('what cannot be approved is not proposed, and says all that is wrong', async (t) => {
  const { propose, authority, nobody } = await made(t)
  const refused = await propose({ ...slower, fees: [], price: 60 })
  t.match([refused.status, problemOf(refused)], [422, 'breaks-policy'])
  t.match(refused.body.detail, /^2 things are wrong with the edition: .*fees: takes a list of 1 to 500 fees/)
  t.match((await propose({ ...terms, effective_from: '2026-12-01' })).body.detail, /changes nothing/)
  t.match((await propose({ ...slower, effective_from: '2026-11-01' })).body.detail, /2026-11-01 is past/)
  t.equal((await authority('POST', '/v1/proposals/terms', { reason: 'alone', edition: slower })).status, 403)
  t.equal((await nobody('POST', '/v1/proposals/terms', { reason: 'a stranger', edition: slower })).status, 401)
})
