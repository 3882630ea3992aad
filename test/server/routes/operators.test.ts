import t from 'tap'
import { build, problemOf } from '../build-app.ts'

t.test('the authority adds operators, renews their tokens and removes them', async (t) => {
  const { authority, callerOf } = await build(t)
  const put = (name: string) => authority('PUT', `/v1/operators/${encodeURIComponent(name)}`)
  const added = await put('Әсел Б.')
  t.match(added, { status: 200, body: { name: 'Әсел Б.', is_new: true, token: /^[\w-]{43}$/ } })
  const first = callerOf(added.body.token)
  t.equal((await first('GET', '/v1/devices')).status, 200)
  const renewed = await put('Әсел Б.')
  t.equal(renewed.body.is_new, false)
  t.equal((await first('GET', '/v1/devices')).status, 401, 'the token before is good no more')
  const second = callerOf(renewed.body.token)
  t.match((await second('GET', '/v1/operators')).body, { operators: [{ name: 'Әсел Б.' }] })
  t.notMatch((await second('GET', '/v1/operators')).text, renewed.body.token)
  t.equal((await authority('DELETE', `/v1/operators/${encodeURIComponent('Әсел Б.')}`)).status, 204)
  t.equal((await authority('DELETE', `/v1/operators/${encodeURIComponent('Әсел Б.')}`)).status, 404)
  t.equal((await second('GET', '/v1/devices')).status, 401)
  for (const name of ['', ' a', 'a ', 'a\u0000', 'x'.repeat(61), 'A\u0308', 'ａ'])
    t.ok([400, 404].includes((await put(name)).status), JSON.stringify(name))
})

t.test('an operator does what the desk does, under the own name; but makes no second person', async (t) => {
  const { authority, callerOf, issue, store, nobody } = await build(t)
  const { token } = (await authority('PUT', '/v1/operators/Dana')).body
  const dana = callerOf(token)
  const { visa_number } = await issue()
  const header = { 'evisa-operator': 'somebody%20else' }
  t.equal((await dana('GET', `/v1/visas/${visa_number}`, undefined, header)).status, 200)
  const change = { status: 'suspended', reason: 'asked about' }
  t.equal((await dana('PUT', `/v1/visas/${visa_number}/status`, change, header)).status, 200)
  t.equal((await dana('POST', '/v1/enrolment-codes', { role: 'border' })).status, 200 + 1)
  t.equal((await dana('GET', '/metrics')).status, 200)
  const actors = new Set(
    (await store.auditAfter(0, 100)).filter(({ act }) => act === 'set-status').map((row) => row.actor),
  )
  t.same([...actors], ['operator/Dana'])
  for (const [method, url] of [
    ['PUT', '/v1/operators/Second'],
    ['PUT', '/v1/operators/Dana'],
    ['DELETE', '/v1/operators/Dana'],
  ] as const) {
    const refused = await dana(method, url)
    t.same([refused.status, problemOf(refused)], [403, 'not-allowed'])
    t.match(refused.body.detail, /nobody makes a second person/)
  }
  t.equal((await nobody('GET', '/v1/operators')).status, 401)
  t.equal((await callerOf('A'.repeat(43))('GET', '/v1/operators')).status, 401)
})

t.test('nobody is added whose name looks like that of another', async (t) => {
  const { authority } = await build(t)
  const put = async (name: string) => (await authority('PUT', `/v1/operators/${encodeURIComponent(name)}`)).status
  t.equal(await put('Dana'), 200)
  t.same(await Promise.all(['dana', 'D\u0430na', 'Dana\u115f'].map(put)), [409, 400, 400])
  t.equal(await put('Dana'), 200)
})
