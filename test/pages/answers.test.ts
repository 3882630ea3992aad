import t from 'tap'
import { dataOf, done, isProblem, Refused, refusalOf } from '../../pages/answers.ts'

const answered = (status: number, body: unknown) => {
  const response = { status, ok: status < 300 }
  return response.ok ? { data: body, response } : { error: body, response }
}
const NOT_FOUND = { type: 'urn:evisa:problem:not-found', detail: 'there is none' }

t.test('what was asked for is given, and nothing is an answer only where nothing was asked for', (t) => {
  t.same(dataOf(answered(200, { state: 'paid' })), { state: 'paid' })
  t.doesNotThrow(() => done(answered(204, undefined)))
  t.throws(() => dataOf(answered(204, undefined)), { name: 'Refused', status: 204 })
  t.end()
})

t.test('a refusal is thrown with its problem, as a page of its own, but where the route tells it', (t) => {
  const refused = answered(404, NOT_FOUND)
  t.throws(() => dataOf(refused), { name: 'Refused', status: 404, problem: NOT_FOUND })
  t.throws(() => done(refused), { name: 'Refused', status: 404 })
  t.match(refusalOf(refused, 404, 409), { status: 404, problem: NOT_FOUND })
  t.throws(() => refusalOf(refused, 409), { name: 'Refused', status: 404 })
  t.equal(refusalOf(answered(200, {}), 404), undefined)
  t.end()
})

t.test('what is no problem document, as a proxy sends it, is a fault of ours', (t) => {
  for (const body of [undefined, null, 'Bad Gateway', { type: 5 }, []])
    t.throws(() => dataOf(answered(502, body)), {
      name: 'Refused',
      status: 502,
      problem: { type: 'urn:evisa:problem:internal' },
    } as never)
  t.end()
})

t.test('a problem is known by its code, and by the whole of it', (t) => {
  const refused = new Refused(401, { type: 'urn:evisa:problem:session-over' })
  t.ok(isProblem(refused, 'session-over'))
  t.notOk(isProblem(refused, 'session'))
  t.end()
})
