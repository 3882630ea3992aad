import t from 'tap'
import { answerIn, BODY, callerProblems, nothing, problems, textIn } from '../../../server/api-description/answers.ts'

const statusesOf = (answers: object) => Object.keys(answers).map(Number)

t.test('each route can fail as every route can, and as it says itself, each once', async (t) => {
  t.same(statusesOf(problems()), [429, 500, 503])
  t.same(statusesOf(problems(404, ...BODY)), [400, 404, 408, 413, 415, 429, 500, 503])
  t.same(statusesOf(callerProblems(503, 404)), [401, 403, 404, 429, 500, 503])
  t.match(problems()[429], {
    headers: { 'retry-after': {} },
    content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
  })
})

t.test('answers name their media types', async (t) => {
  t.same(Object.keys((textIn('image/png', 'A picture') as unknown as { content: object }).content), ['image/png'])
  t.match(answerIn('x', { 'a/b': { schema: {} } }, { etag: {} }), { description: 'x', headers: { etag: {} } })
  t.match(nothing('Done'), { type: 'null', description: 'Done' })
})
