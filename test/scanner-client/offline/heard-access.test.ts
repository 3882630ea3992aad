import t from 'tap'
import { heardAccess } from '../../../scanner-client/offline/heard-access.ts'
import { AccessEnded, Rejected, Unreachable } from '../../../scanner-client/offline/http-call.ts'

const INIT = { maxCharacters: 10, signal: new AbortController().signal }
const answer = (status: number) => ({ status, text: '', header: () => null })

/** What is heard of an access that does so. */
function heardOf(
  doing: () => Promise<ReturnType<typeof answer>>,
  chunks: () => AsyncIterable<string> = async function* () {},
) {
  const heard: string[] = []
  const access = heardAccess(
    { call: doing, stream: async () => ({ ...(await doing()), chunks: chunks() }) },
    { noteReached: () => void heard.push('reached'), noteUnreachable: (because) => void heard.push(because) },
  )
  return { heard, access }
}

const failing = (error: Error) => () => Promise.reject(error)

t.test('an answer of whatever kind is one; trouble, and none at all, is not', async (t) => {
  for (const [doing, told] of [
    [async () => answer(200), 'reached'],
    [async () => answer(404), 'reached'],
    [failing(new Rejected(403, 'not yours')), 'reached'],
    [failing(new AccessEnded(401, 'revoked')), 'reached'],
    [async () => answer(503), 'the server answered 503'],
    [failing(new Unreachable('cut')), 'cut'],
  ] as const) {
    const { heard, access } = heardOf(doing)
    await access.call('GET', '/', INIT).catch(() => undefined)
    await access.stream('GET', '/', { accept: '*/*', signal: INIT.signal }).catch(() => undefined)
    t.same(heard, [told, told])
  }
})

t.test('a stream that breaks off is no answer any more', async (t) => {
  const { heard, access } = heardOf(
    async () => answer(200),
    async function* () {
      yield 'one'
      throw new Unreachable('broke off')
    },
  )
  const { chunks } = await access.stream('GET', '/', { accept: '*/*', signal: INIT.signal })
  await t.rejects(async () => {
    for await (const _ of chunks) t.same(heard, ['reached'])
  }, Unreachable)
  t.same(heard, ['reached', 'broke off'])
})

t.test('a call that its caller ended tells nothing; one whose time was up does', async (t) => {
  for (const [reason, told] of [
    [undefined, []],
    [new DOMException('too long', 'TimeoutError'), ['cut']],
  ] as const) {
    const { heard, access } = heardOf(failing(new Unreachable('cut')))
    await t.rejects(access.call('GET', '/', { ...INIT, signal: AbortSignal.abort(reason) }))
    t.same(heard, told)
  }
})
