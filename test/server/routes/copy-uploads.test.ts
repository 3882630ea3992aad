import { PassThrough } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { BYTES, begun, ownersScene as scene, whole } from '../passport-copies/made-owner.ts'

t.test('parts that do not fit are told, with what has come', async (t) => {
  const { owner } = await scene(t)
  const me = await owner()
  const copy = await begun(me, 100_000)
  const send = (place: number | string, bytes: Buffer, headers: Record<string, string> = BYTES) =>
    me.call('PUT', `${copy}/parts/${place}`, bytes, headers)
  const told = async (answer: ReturnType<typeof send>, status: number, detail: RegExp) => {
    const { status: got, body } = await answer
    t.equal(got, status)
    t.match(body.detail, detail)
  }
  t.match((await send(0, Buffer.alloc(50_000))).body, { state: 'receiving', received: 50_000 })
  await told(send(60_000, Buffer.alloc(40_000)), 409, /50000 bytes have come: go on from there, at parts\/50000/)
  await told(send(0, Buffer.alloc(50_000, 1)), 409, /Other bytes/)
  await told(send(50_000, Buffer.alloc(50_001)), 400, /more than the 100000 bytes/)
  await told(send(50_000, Buffer.alloc(10)), 400, /at least 16384 bytes/)
  await told(send(50_000, Buffer.alloc(0)), 400, /empty/)
  await told(send(50_000, Buffer.alloc(262_145)), 413, /at most 262144 bytes/)
  await told(whole(me, copy, Buffer.alloc(70_000)), 409, /Only 70000 of the 100000 bytes/)
  for (const place of ['-1', 'x', '1e3', '9999999999']) t.equal((await send(place, Buffer.alloc(9))).status, 400, place)
  t.equal((await send(0, Buffer.from('{}'), { 'content-type': 'application/json' })).status, 415)
  t.equal((await send(0, Buffer.from('x'), { 'content-type': 'image/jpeg' })).status, 415)
  t.equal((await send(70_000, Buffer.alloc(30_000))).body.received, 100_000, 'and nothing was lost')
  await told(send(0, Buffer.alloc(50_000)), 409, /it was refused: begin another/)
})

t.test('so many files at once are taken of a person, and each that ends makes room', async (t) => {
  const { owner } = await scene(t)
  const me = await owner()
  const copy = await begun(me, 60_000)
  // A sender that does not come on holds its place until it is ended.
  const held = Array.from({ length: 3 }, () => new PassThrough())
  const sending: Promise<unknown>[] = []
  for (const body of held) {
    sending.push(me.call('PUT', `${copy}/content`, body, BYTES))
    body.write(Buffer.alloc(10))
    // Once it is read its place is taken, and nobody else has it.
    while (body.readableLength > 0) await setTimeout(5)
  }
  const answer = await me.call('PUT', `${copy}/parts/0`, Buffer.alloc(20_000), BYTES)
  t.match(answer, { status: 429, body: { detail: '3 files are being sent by you already: wait for one of them.' } })
  for (const body of held) body.end()
  await Promise.all(sending)
  t.not((await me.call('PUT', `${copy}/parts/0`, Buffer.alloc(20_000), BYTES)).status, 429)
})
