import t from 'tap'
import { Refused } from '../../../pages/answers.ts'
import { visitorCalls } from '../../../pages/authority/visitor-calls.ts'
import { PIECE_BYTES } from '../../../pages/read-file-form.ts'
import type { Visit } from '../../../pages/visit.ts'
import { beginCopy, copiesOf, copyOf, sendFile, sendPart } from '../../../portal/passport/copy-calls.ts'

interface Called {
  readonly method: string
  readonly path: string
  readonly bytes: number
}

/** A visit whose API answers so; what it was asked. */
function visitWith(answer: (called: Called) => Response) {
  const calls: Called[] = []
  const call: Visit['call'] = async ({ method, path, body }) => {
    const called = { method, path, bytes: body?.length ?? 0 }
    calls.push(called)
    return answer(called)
  }
  const api = visitorCalls(call, { session: null, address: '198.51.100.7' })
  const visit: Visit = { language: 'en', session: null, api, openApi: api, call, formToken: () => '', by: () => visit }
  return { visit, calls }
}

const problem = (status: number, code: string) =>
  Response.json(
    { type: `urn:evisa:problem:${code}` },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )

async function* pieces(...sizes: number[]) {
  for (const size of sizes) yield Buffer.alloc(size)
}
const keeping = <T>(work: Promise<T>) => work

t.test('a file goes on piece by piece, each where the last one ended', async (t) => {
  const { visit, calls } = visitWith(({ method }) =>
    Response.json({ id: 'one' }, { status: method === 'POST' ? 201 : 200 }),
  )
  const size = 2 * PIECE_BYTES + 5
  const file = { size, pieces: pieces(PIECE_BYTES, PIECE_BYTES, 5), keeping }
  t.equal(await sendFile(visit, 'REF', file), null)
  t.same(calls.map(({ path, bytes }) => [path.split('/copies')[1], bytes]).slice(1), [
    ['/one/parts/0', PIECE_BYTES],
    [`/one/parts/${PIECE_BYTES}`, PIECE_BYTES],
    [`/one/parts/${2 * PIECE_BYTES}`, 5],
  ])
})

t.test('a file of another size than was announced is not sent to its end', async (t) => {
  for (const sizes of [[PIECE_BYTES, 5], [PIECE_BYTES, PIECE_BYTES, 5], []]) {
    const { visit } = visitWith(({ method }) => Response.json({ id: 'one' }, { status: method === 'POST' ? 201 : 200 }))
    const file = { size: PIECE_BYTES + 100, pieces: pieces(...sizes), keeping }
    t.equal(await sendFile(visit, 'REF', file), 'not-whole', `${sizes}`)
  }
})

t.test('why none is begun is told; what the API says otherwise is a page', async (t) => {
  for (const [status, code, fault] of [
    [400, 'bad-request', 'empty'],
    [409, 'conflict', 'closed'],
    [413, 'too-large', 'too-large'],
    [429, 'too-many', 'too-many'],
  ] as const) {
    t.equal(await beginCopy(visitWith(() => problem(status, code)).visit, 'REF', 5), fault)
    const file = { size: 5, pieces: pieces(5), keeping }
    t.equal(await sendFile(visitWith(() => problem(status, code)).visit, 'REF', file), fault)
  }
  const { visit } = visitWith(() => problem(404, 'not-found'))
  await t.rejects(beginCopy(visit, 'REF', 5), Refused)
  await t.rejects(copiesOf(visit, 'REF'), Refused)
  await t.rejects(copyOf(visit, 'REF', 'one'), Refused)
})

t.test('what stands in an address leads nowhere else', async (t) => {
  const { visit, calls } = visitWith(() => Response.json({}))
  await sendPart(visit, { reference: '../x', id: 'a/b?c', place: 7 }, Buffer.alloc(3))
  t.equal(calls[0]?.path, '/v1/applications/..%2Fx/copies/a%2Fb%3Fc/parts/7')
})
