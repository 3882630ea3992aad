import t from 'tap'
import { ownDeskCalls } from '../../../../desk/console/audit/own-trail.ts'

const answering = (status: number, body: string) => ownDeskCalls({ call: async () => new Response(body, { status }) })

t.test('what the commands ask is asked for whoever is signed in, and a refusal is told as theirs', async (t) => {
  t.same(await answering(200, '{"a":1}').call('GET', '/x'), { a: 1 })
  t.equal((await answering(200, 'text').send('GET', '/x')).toString(), 'text')
  const problem = '{"type":"urn:evisa:problem:not-allowed","detail":"not you"}'
  await t.rejects(answering(403, problem).send('GET', '/x'), { message: 'not you', status: 403, code: 'not-allowed' })
  await t.rejects(answering(502, '<html>').send('GET', '/x'), { status: 502, code: 'internal' })
})
