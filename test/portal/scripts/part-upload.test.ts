import t from 'tap'
import { type Progress, sendParts, standing, type UploadLine } from '../../../portal/scripts/part-upload.ts'

const SIZE = 600_000

/** A server that keeps parts in order, and a line on which every so many calls is lost, before it arrives or after. */
function madeLine(lost: (call: number) => 'before' | 'after' | null = () => null, took = 100) {
  const kept = Buffer.alloc(SIZE)
  let received = 0
  let state = 'receiving'
  let calls = 0
  let clock = 0
  const waits: number[] = []
  const sizes: number[] = []
  const line: UploadLine = {
    fetch: async (address, { method, body }) => {
      calls += 1
      clock += took
      const loss = lost(calls)
      if (loss === 'before') throw new TypeError('the line is cut')
      if (method === 'PUT') {
        const bytes = new Uint8Array(await new Response(body as Blob).arrayBuffer())
        const place = Number(address.split('/').at(-1))
        sizes.push(bytes.length)
        if (place > received) return new Response('{}', { status: 409 })
        kept.set(bytes, place)
        received = Math.max(received, place + bytes.length)
        if (received === SIZE) state = 'making'
      }
      if (loss === 'after') throw new TypeError('the line is cut')
      return Response.json({ state, received, size: SIZE })
    },
    wait: async (milliseconds) => {
      waits.push(milliseconds)
    },
    now: () => clock,
  }
  return { line, waits, sizes, keptBytes: () => kept }
}

const bytes = Buffer.from(Array.from({ length: SIZE }, (_, at) => (at * 7) % 251))
const upload = { address: '/page/id', token: 'token', file: new Blob([bytes]), received: 0 }

t.test('a file arrives in parts, larger ones on a good line', async (t) => {
  const { line, sizes, keptBytes } = madeLine()
  const told: Progress[] = []
  t.equal(await sendParts(upload, line, (progress) => told.push(progress)), 'arrived')
  t.ok(keptBytes().equals(bytes))
  t.same(sizes.slice(0, 3), [65_536, 131_072, 131_072])
  t.same(told.at(0), { received: 0, isCut: false })
  t.same(told.at(-1), { received: SIZE, isCut: false })
})

t.test('parts get smaller on a slow line, and never too small to be taken', async (t) => {
  const { line, sizes } = madeLine(() => null, 15_000)
  await sendParts(upload, line, () => undefined)
  t.equal(Math.min(...sizes.slice(0, -1)), 16_384)
})

for (const when of ['before', 'after'] as const)
  t.test(`a line that is cut again and again, ${when} a part came: it goes on from what has come`, async (t) => {
    const { line, keptBytes, waits } = madeLine((call) => (call % 3 === 0 ? when : null))
    const told: Progress[] = []
    t.equal(await sendParts(upload, line, (progress) => told.push(progress)), 'arrived')
    t.ok(keptBytes().equals(bytes))
    t.ok(told.some(({ isCut }) => isCut))
    t.ok(waits.length > 0)
  })

t.test('a line that stays away is tried less and less often', async (t) => {
  const { line, waits } = madeLine((call) => (call < 12 ? 'before' : null))
  t.equal(await sendParts(upload, line, () => undefined), 'arrived')
  t.same(waits.slice(0, 5), [1000, 2000, 4000, 8000, 15_000])
})

t.test('what was sent in part before goes on from there', async (t) => {
  const { line, sizes } = madeLine()
  await line.fetch('/page/id/parts/0', { method: 'PUT', body: upload.file.slice(0, 100_000) })
  await sendParts({ ...upload, received: 100_000 }, line, () => undefined)
  t.equal(
    sizes.reduce((sum, size) => sum + size),
    SIZE,
  )
})

t.test('a session that is over, and a copy that is not there, end it', async (t) => {
  const answering = (status: number): UploadLine => ({
    fetch: async () => new Response(null, { status }),
    wait: async () => undefined,
    now: () => 0,
  })
  for (const status of [303, 403, 404, 413]) {
    t.equal(await sendParts(upload, answering(status), () => undefined), 'gone', `${status}`)
    t.equal(await standing(upload, answering(status)), 'gone')
  }
  for (const status of [503, 429, 409, 408]) t.equal(await standing(upload, answering(status)), 'cut')
})
