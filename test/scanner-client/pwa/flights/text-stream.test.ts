import t from 'tap'
import { Unreachable } from '../../../../scanner-client/offline/http-call.ts'
import { eventsOf, linesOf } from '../../../../scanner-client/pwa/flights/text-stream.ts'

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

async function all<T>(of: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const one of of) found.push(one)
  return found
}

t.test('lines come whole, wherever the network cut them', async (t) => {
  for (const size of [1, 2, 3, 7, 100])
    t.same(
      await all(linesOf(inPieces('{"a":1}\n{"b":"ә"}\r\n\nrest', size))),
      ['{"a":1}', '{"b":"ә"}', '', 'rest'],
      `${size}`,
    )
  await t.rejects(all(linesOf(inPieces('x'.repeat(4_000_001), 1_000_000))), Unreachable)
})

t.test('events as a server sends them; one that was cut off never happened', async (t) => {
  const text =
    ': nothing new\n\nevent: changed\nid: 3\ndata: {"a":\ndata:1}\n\ndata: x\n\nevent: changed\nid: 4\ndata: {}\n'
  for (const size of [1, 5, 1000]) {
    t.same(
      await all(eventsOf(inPieces(text, size))),
      [
        { event: 'quiet', id: null, data: '' },
        { event: 'changed', id: '3', data: '{"a":\n1}' },
        { event: 'message', id: null, data: 'x' },
      ],
      `${size}`,
    )
  }
})
