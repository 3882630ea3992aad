import Fastify from 'fastify'
import t from 'tap'
import { answerProblems } from '../../../server/http/problem.ts'
import { memberTwice, refuseMembersTwice } from '../../../server/http/single-members.ts'

const twiceIn = (text: string) => memberTwice(text, JSON.parse(text))

t.test('a member that an object has twice is found by its name, however it is written', async (t) => {
  const written = {
    '{"a":1,"a":1}': 'a',
    '{"a":1,"\\u0061":2}': 'a',
    '{"a" \n:1, "b":[{"c":{"d":1,"d" : 2}}]}': 'd',
    '{"":1,"":2}': '',
    '{"q\\"":1,"q\\"":2}': 'q"',
    '{"back\\\\":1,"back\\\\":"x"}': 'back\\',
    '[{"a":1},{"a":1},{"a":{"a":1},"a":2}]': 'a',
  }
  for (const [text, name] of Object.entries(written)) t.equal(twiceIn(text), name, text)
})

t.test('one name in several objects, and what only looks like a member, is nothing', async (t) => {
  const texts = [
    '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
    '{"a":"\\"a\\":","b":"x\\\\","c":":"}',
    '[["a","a"],"a"]',
    '{"a":"{\\"a\\":1,\\"a\\":1}"}',
    '"a"',
    '7',
    'null',
    '{}',
  ]
  for (const text of texts) t.equal(twiceIn(text), null, text)
})

t.test('a long text takes time by its length alone: by its square this one would never be over', async (t) => {
  const long = 2_000_000
  t.equal(twiceIn(JSON.stringify({ a: '\\"'.repeat(long), b: '"'.repeat(long), c: '\\'.repeat(long) })), null)
})

t.test('what is nested as deep as it can be parsed is looked at to its end', async (t) => {
  const nested = (innermost: string, depth = 4000) =>
    `${'[{"a":'.repeat(depth / 2)}${innermost}${'}]'.repeat(depth / 2)}`
  t.equal(twiceIn(nested('1')), null)
  t.equal(twiceIn(nested('{"b":1,"b":2}')), 'b')
})

t.test('such a body is refused with the name of the member, and any other goes through', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  answerProblems(app)
  refuseMembersTwice(app)
  app.post('/echo', async ({ body }) => ({ got: body }))
  const post = (payload: string) =>
    app.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': 'application/json' } })
  t.match((await post('{"amount":1,"amount":100}')).json(), {
    status: 400,
    detail: 'The member "amount" stands twice in one object: say it once.',
    errors: [{ field: 'amount', rule: 'once' }],
  })
  t.strictSame((await post('{"amount":1,"of":{"amount":1}}')).json(), { got: { amount: 1, of: { amount: 1 } } })
  for (const payload of ['{"amount":', '', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":1}}'])
    t.equal((await post(payload)).statusCode, 400, payload)
})
