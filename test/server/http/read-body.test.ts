import Fastify from 'fastify'
import t from 'tap'
import Type from 'typebox'
import { fail, ok } from '#evisa/result.ts'
import { answerProblems } from '../../../server/http/problem.ts'
import { bodyOf, readBodyBy } from '../../../server/http/read-body.ts'

const Count = Type.Object({ count: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })

t.test('a reader by a schema names every fault of a body, and the body where it is none at all', async (t) => {
  const read = bodyOf(Count)
  t.strictSame(read({ count: 7 }), ok({ count: 7 }))
  t.strictSame(read({ count: 0, of: 'x' }), {
    ok: false,
    error: [
      { field: 'of', rule: 'unknown-member', message: 'is not taken here' },
      { field: 'count', rule: 'shape', message: 'must be >= 1' },
    ],
  })
  t.match(read({}), { error: [{ field: 'count', rule: 'required' }] })
  for (const body of [null, undefined, [], 7]) t.match(read(body), { error: [{ field: 'body', rule: 'shape' }] })
})

t.test(
  'the handler gets what was read; what could not be is a problem, and the rest is judged by its schemas',
  async (t) => {
    const app = Fastify()
    answerProblems(app)
    const fault = { field: 'count', rule: 'odd', message: 'is odd' }
    const halve = (body: unknown) => {
      const { count } = body as { count: number }
      return count % 2 === 1 ? fail([fault]) : ok(count / 2)
    }
    const params = Type.Object({ id: Type.String({ maxLength: 3 }) })
    const options = { validatorCompiler: readBodyBy(halve), schema: { body: Count, params } }
    app.post('/:id', options, async ({ body }) => ({ body }))
    const send = async (url: string, count: number) =>
      (await app.inject({ method: 'POST', url, payload: { count } })).json()
    t.strictSame(await send('/a', 6), { body: 3 })
    t.match(await send('/a', 7), { status: 400, detail: 'count is odd', errors: [fault] })
    t.match(await send('/abcd', 6), { status: 400, detail: /params/ })
    await app.close()
  },
)
