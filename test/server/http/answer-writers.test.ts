import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import t from 'tap'
import { answerWriters, type WritersOf } from '../../../server/http/answer-writers.ts'
import { build } from '../build-app.ts'

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

t.test('of every answer of the application a writer can be made, also after it was described and called', async (t) => {
  const later: { readonly name: string; readonly make: () => unknown }[] = []
  const writersOf: WritersOf = (schemas, options) => {
    const make = SerializerSelector()(schemas, options)
    const lazy = answerWriters(schemas, options)
    return (route) => {
      const { method, url, httpStatus, contentType = '' } = route as typeof route & { contentType?: string }
      later.push({ name: `${method} ${url} ${httpStatus} ${contentType}`, make: () => make(route) })
      return lazy(route)
    }
  }
  const { app, authority, nobody } = await build(t, { writersOf })
  t.ok(app.swagger())
  for (const path of ['/docs/json', '/v1/devices']) t.ok((await nobody('GET', path)).status < 500, path)
  t.equal((await authority('GET', '/v1/devices')).status, 200)
  for (const { name, make } of later) t.doesNotThrow(make, name)
  t.ok(later.length > 300, `${later.length} writers`)
})
