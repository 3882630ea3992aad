import t from 'tap'
import { answerWriters } from '../../../server/http/answer-writers.ts'

const route = (schema: object) => ({ schema, method: 'GET', url: '/', httpStatus: '200', route: {} as never })

t.test('a writer is made once, for the first answer, and writes what its schema names', async (t) => {
  let looks = 0
  const schema = {
    type: 'object',
    get properties() {
      looks += 1
      return { id: { type: 'string' } }
    },
  }
  const write = answerWriters({}, {})(route(schema))
  t.equal(looks, 0)
  t.equal(write({ id: 'a', secret: 'b' }), '{"id":"a"}')
  const made = looks
  t.ok(made > 0)
  t.equal(write({ id: 'c' }), '{"id":"c"}')
  t.equal(looks, made)
})

t.test('a schema that cannot be is a fault of the first answer', async (t) => {
  const write = answerWriters({}, {})(route({ $ref: '#/nowhere' }))
  t.throws(() => write({}))
})
