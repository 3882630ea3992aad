import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { answerProblems } from '../../../server/http/problem.ts'
import { assertKept, refuseUnkept } from '../../../server/http/refuse-unkept.ts'
import type { StoreFault } from '../../../server/store/keeping-store.ts'

function built(t: Test, fault: { now: StoreFault | null }) {
  const app = Fastify()
  t.teardown(() => app.close())
  answerProblems(app)
  refuseUnkept(app, { storeFault: () => fault.now })
  app.get('/', async () => ({ read: true }))
  app.post('/', async () => ({ done: true }))
  app.post('/late', async () => {
    fault.now = 'replaced'
    return { done: true }
  })
  return (method: 'GET' | 'POST', url = '/') => app.inject({ method, url })
}

t.test('nothing is done and nothing acknowledged where nothing is kept; what is there can be read', async (t) => {
  const fault = { now: null as StoreFault | null }
  const call = built(t, fault)
  t.equal((await call('POST')).statusCode, 200)
  const late = await call('POST', '/late')
  t.match(
    late,
    { statusCode: 503, headers: { 'content-type': /^application\/problem\+json/ } },
    'found after it was done',
  )
  t.match(late.json(), { type: 'urn:evisa:problem:not-kept', detail: /^Another file lies in the place/ })
  fault.now = 'gone'
  t.match((await call('POST')).json(), {
    status: 503,
    detail: /is not in its place any more: stop the server, and see docs\/recovery\.md/,
  })
  t.strictSame((await call('GET')).json(), { read: true })
})

t.test('health asks the same', async (t) => {
  assertKept({ storeFault: () => null })
  t.throws(() => assertKept({ storeFault: () => 'gone' }), { name: 'Problem', code: 'not-kept' })
})
