import { randomBytes } from 'node:crypto'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { openPart } from '../../../server/passport-copies/copy-crypt.ts'
import { LEAST_PART_BYTES, MOST_PART_BYTES, takePart, takeStream } from '../../../server/passport-copies/take-part.ts'
import { unwrapKey } from '../../../server/passport-copies/wrap-key.ts'
import type { OwnCase } from '../../../server/store/copy-store.ts'
import { setCase } from '../store/made-case.ts'
import { type Uploads, uploads } from './made-uploads.ts'

const now = () => NOW

/** What is kept of a copy, decrypted. */
async function keptBytes({ store, context }: Uploads, of: OwnCase, id: string): Promise<Buffer> {
  const copy = await store.findCopy(of, id)
  const key = copy && unwrapKey(context.fileKeys, id, copy)
  if (!key?.ok) throw new Error('no key')
  const parts: Buffer[] = []
  for (const place of await store.partPlaces(id)) {
    const opened = openPart(key.value, id, place, (await store.readPart(id, place)) ?? new Uint8Array())
    if (!opened.ok) throw new Error(opened.error)
    parts.push(opened.value)
  }
  return Buffer.concat(parts)
}

async function* piecesOf(bytes: Buffer, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

t.test('parts go on from where they were cut, and the same one again changes nothing', async (t) => {
  const scene = await uploads(t)
  const { of, begin, context } = scene
  const bytes = randomBytes(600_000)
  const id = await begin(bytes.length)
  const send = (place: number, length: number) =>
    takePart(of, id, { place, bytes: bytes.subarray(place, place + length) }, NOW, context)
  t.match(await send(0, 200_000), { value: { received: 200_000, size: 600_000 } })
  // The answer was lost.
  t.match(await send(0, 200_000), { value: { received: 200_000 } })
  t.match(await send(100_000, 200_000), { error: { kind: 'out-of-order', received: 200_000 } })
  t.match(await send(400_000, 200_000), { error: { kind: 'out-of-order', received: 200_000 } })
  t.match(await send(200_000, 262_144), { value: { received: 462_144 } })
  t.match(await send(462_144, 137_856), { value: { received: 600_000 } })
  t.ok((await keptBytes(scene, of, id)).equals(bytes))
})

t.test('what is kept is encrypted', async (t) => {
  const { of, begin, context, store } = await uploads(t)
  const bytes = Buffer.alloc(50_000, 'PASSPORT')
  const id = await begin(bytes.length)
  await takePart(of, id, { place: 0, bytes }, NOW, context)
  const kept = Buffer.from((await store.readPart(id, 0)) ?? [])
  t.equal(kept.length, bytes.length + 28)
  t.notOk(kept.includes('PASSPORT'))
})

t.test('a part that is none of this file is told, and nothing is lost', async (t) => {
  const { of, begin, context, newCase, runs } = await uploads(t)
  const id = await begin(500_000)
  const take = (place: number, bytes: Buffer, whose = of, which = id) =>
    takePart(whose, which, { place, bytes }, NOW, context)
  const first = randomBytes(100_000)
  await take(0, first)
  t.match(await take(0, randomBytes(100_000)), { error: 'other-bytes' }, 'two files at once')
  t.match(await take(100_000, Buffer.alloc(0)), { error: 'empty-part' })
  t.match(await take(100_000, Buffer.alloc(LEAST_PART_BYTES - 1)), { error: 'part-too-small' })
  t.match(await take(100_000, Buffer.alloc(MOST_PART_BYTES + 1)), { error: 'part-too-large' })
  t.match(await take(400_000, Buffer.alloc(100_001)), { error: { kind: 'past-end', size: 500_000 } })
  t.match(await take(100_000, first, await newCase()), { error: 'not-there' }, "another's")
  t.match(await take(0, first, of, 'nothing'), { error: 'not-there' })
  await setCase(runs, of.application, 'withdrawn')
  t.match(await take(100_000, first), { error: { kind: 'case-closed', state: 'withdrawn' } })
  await setCase(runs, of.application, 'draft')
  t.match(await take(100_000, first), { value: { received: 200_000 } })
})

t.test('a small file is one part, however small', async (t) => {
  const { of, begin, context } = await uploads(t)
  const id = await begin(3)
  t.match(await takePart(of, id, { place: 0, bytes: Buffer.from('abc') }, NOW, context), { value: { received: 3 } })
})

t.test('a stream is kept as it comes, in whatever pieces', async (t) => {
  const scene = await uploads(t)
  const { of, begin, context, store } = scene
  const bytes = randomBytes(400_000)
  const id = await begin(bytes.length)
  for (const pieceBytes of [1000, 65_536, 400_000]) {
    const taken = await takeStream(of, id, piecesOf(bytes, pieceBytes), now, context)
    t.match(taken, { value: { received: 400_000, size: 400_000 } }, `${pieceBytes}`)
    t.ok((await keptBytes(scene, of, id)).equals(bytes))
  }
  t.match(await store.partPlaces(id), [0, 131_072, 262_144, 393_216])
})

t.test('a stream that is cut off keeps what came, and goes on in parts', async (t) => {
  const scene = await uploads(t)
  const { of, begin, context, store } = scene
  const bytes = randomBytes(400_000)
  const id = await begin(bytes.length)
  async function* cut() {
    yield bytes.subarray(0, 300_000)
    throw new Error('the line is gone')
  }
  await t.rejects(takeStream(of, id, cut(), now, context), /the line is gone/)
  const { received = 0 } = (await store.findCopy(of, id)) ?? {}
  t.equal(received, 262_144, 'whole parts')
  await takePart(of, id, { place: received, bytes: bytes.subarray(received) }, NOW, context)
  t.ok((await keptBytes(scene, of, id)).equals(bytes))
})

t.test('a stream that is too short or too long is told', async (t) => {
  const { of, begin, context } = await uploads(t)
  const id = await begin(200_000)
  t.match(await takeStream(of, id, piecesOf(Buffer.alloc(150_000), 9999), now, context), {
    error: { kind: 'too-short', received: 150_000, size: 200_000 },
  })
  t.match(await takeStream(of, id, piecesOf(Buffer.alloc(200_001), 9999), now, context), {
    error: { kind: 'past-end', size: 200_000 },
  })
})

t.test('of two streams of one copy the later one is taken, and nothing of the other among it', async (t) => {
  const scene = await uploads(t)
  const { of, begin, context } = scene
  const [first, second] = [randomBytes(300_000), randomBytes(300_000)]
  const id = await begin(300_000)
  let taken: unknown = null
  async function* interrupted() {
    yield first.subarray(0, 140_000)
    taken = await takeStream(of, id, piecesOf(second, 50_000), now, context)
    yield first.subarray(140_000)
  }
  const slow = await takeStream(of, id, interrupted(), now, context)
  t.match(taken, { ok: true })
  t.match(slow, { error: 'begun-anew' })
  t.ok((await keptBytes(scene, of, id)).equals(second))
})
