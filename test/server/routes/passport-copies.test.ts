import { PassThrough } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { build, problemOf } from '../build-app.ts'
import { BYTES, type Owner, owners } from '../passport-copies/made-owner.ts'
import { photographWith } from '../passport-copies/made-passport.ts'
import { pdfOfPages } from '../passport-copies/made-pdf.ts'
import { setCase } from '../store/made-case.ts'

const copiesOf = ({ reference }: Owner) => `/v1/applications/${reference}/copies`

async function begun(owner: Owner, size: number): Promise<string> {
  const answer = await owner.call('POST', copiesOf(owner), { size })
  if (answer.status !== 201) throw new Error(answer.text)
  return `${copiesOf(owner)}/${answer.body.id}`
}

const whole = (owner: Owner, copy: string, bytes: Buffer) => owner.call('PUT', `${copy}/content`, bytes, BYTES)

async function scene(t: Test, options = {}) {
  const built = await build(t, options)
  return { ...built, ...(await owners(t, built)) }
}

t.test('a copy is sent in parts, told at once, and looked at by its owner', async (t) => {
  const { owner, store } = await scene(t)
  const me = await owner()
  const file = await (await photographWith('hardly blurred')).png({ compressionLevel: 1 }).toBuffer()
  const copy = await begun(me, file.length)
  t.match((await me.call('GET', copy)).body, { state: 'receiving', received: 0, size: file.length })
  let last: Awaited<ReturnType<typeof me.call>> | null = null
  for (let place = 0; place < file.length; place += 262_144) {
    const part = file.subarray(place, place + 262_144)
    last = await me.call('PUT', `${copy}/parts/${place}`, part, BYTES)
    t.equal(last.status, 200, last.text)
  }
  t.match(last?.body, { state: 'accepted', received: file.length, pages: 1, findings: [] })
  const page = await me.call('GET', `${copy}/pages/1.jpg`)
  t.match(page, {
    status: 200,
    headers: {
      ...{ 'content-type': 'image/jpeg', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      'content-disposition': 'inline; filename="passport-1.jpg"',
    },
  })
  t.match(await sharp(page.bytes).metadata(), { format: 'jpeg', width: 2000 })
  t.equal((await me.call('GET', `${copy}/pages/2.jpg`)).status, 404)
  t.match((await me.call('GET', copiesOf(me))).body.copies, [{ state: 'accepted' }])
  const looks = (await store.auditAfter(0, 100)).filter(({ act }) => act === 'copy-view')
  t.match(looks, [{ actor: `applicant/${me.account}`, subject: me.reference, detail: { page: 1 } }])
})

t.test('or as one stream, and each refusal says what to do', async (t) => {
  const { owner } = await scene(t)
  const me = await owner('information-asked')
  const sent = async (file: Buffer) => (await whole(me, await begun(me, file.length), file)).body
  t.match(await sent(pdfOfPages(2)), { state: 'accepted', pages: 2 })
  const refused = async (file: Buffer, code: string, detail: RegExp) =>
    t.match(await sent(file), {
      state: 'refused',
      pages: 0,
      findings: [{ code, weight: 'refusal', page: null, detail }],
    })
  await refused(
    Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(99)]),
    'heic',
    /Save it as JPEG/,
  )
  await refused(Buffer.from('MZ passport.jpg'), 'not-taken', /whatever its name says/)
  await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-taken', /JPEG, PNG or PDF/)
  await refused(pdfOfPages(400), 'too-many-pages', /only the page/)
  await refused(await (await photographWith('small')).jpeg().toBuffer(), 'too-small', /Take it closer/)
  t.match(
    (await me.call('GET', copiesOf(me))).body.copies.map(({ state }: { state: string }) => state).toSorted(),
    ['accepted', 'refused', 'refused', 'refused', 'refused', 'refused'],
    'what was accepted stays until another is',
  )
})

t.test('what is empty or too large is told by the first call', async (t) => {
  const { owner } = await scene(t)
  const me = await owner()
  const begin = (body: unknown) => me.call('POST', copiesOf(me), body)
  for (const [size, status, detail] of [
    [0, 400, /The file is empty/],
    [60_000_000, 413, /at most \d+ MB/],
    [1e11, 413, /at most/],
  ] as const) {
    const answer = await begin({ size })
    t.equal(answer.status, status)
    t.match(answer.body.detail, detail)
  }
  for (const body of [{}, { size: -1 }, { size: 1.5 }, { size: '9' }, { size: 9, name: 'x.jpg' }, []])
    t.equal((await begin(body)).status, 400, JSON.stringify(body))
})

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

t.test("another's copy is answered as what is not there, whatever is swapped", async (t) => {
  const { owner, authority, enrol, portal, nobody } = await scene(t)
  const [me, other] = [await owner(), await owner()]
  const copy = await begun(me, 3)
  await whole(me, copy, Buffer.from('abc'))
  const id = copy.split('/').at(-1)
  const [mine, theirs, none] = [copiesOf(me), copiesOf(other), '/v1/applications/NOTHING/copies']
  const nothing = '00000000-0000-7000-8000-000000000000'
  const bodies: string[] = []
  for (const [who, path] of [
    [other, `${mine}/${id}`],
    [other, `${theirs}/${id}`],
    [me, `${theirs}/${id}`],
    [me, `${none}/${id}`],
    [me, `${mine}/${nothing}`],
  ] as const)
    for (const answer of [
      await who.call('GET', path),
      await who.call('GET', `${path}/pages/1.jpg`),
      await who.call('PUT', `${path}/parts/0`, Buffer.from('abc'), BYTES),
      await who.call('PUT', `${path}/content`, Buffer.from('abc'), BYTES),
    ]) {
      t.equal(answer.status, 404, path)
      bodies.push(answer.text)
    }
  for (const [who, path] of [
    [other, mine],
    [me, theirs],
    [me, none],
  ] as const)
    for (const answer of [await who.call('GET', path), await who.call('POST', path, { size: 5 })]) {
      t.equal(answer.status, 404, path)
      bodies.push(answer.text)
    }
  t.equal(new Set(bodies).size, 1, 'nobody learns what there is')
  // The authority's token opens no case here, and neither does a portal by itself, nor any other device.
  for (const call of [authority, portal.call, (await enrol('border')).call])
    t.equal((await call('GET', copy)).status, 403)
  t.equal((await nobody('GET', copy)).status, 401)
})

t.test('a case that is decided takes no copy, nor the rest of one', async (t) => {
  const { owner, runs } = await scene(t)
  const decided = await owner('refused')
  const answer = await decided.call('POST', copiesOf(decided), { size: 9 })
  t.equal(problemOf(answer), 'conflict')
  t.match(answer.body.detail, /"refused": it takes a copy before it is paid/)
  const me = await owner()
  const copy = await begun(me, 3)
  await setCase(runs, me.reference, 'issued')
  t.equal((await whole(me, copy, Buffer.from('abc'))).status, 409)
})

t.test('so many files an hour are taken of a person', async (t) => {
  const { owner, clock } = await scene(t)
  const [me, other] = [await owner(), await owner()]
  for (let count = 0; count < 40; count++) await begun(me, 9)
  const answer = await me.call('POST', copiesOf(me), { size: 9 })
  t.match(answer, { status: 429, headers: { 'retry-after': '3600' }, body: { detail: /At most 40 files/ } })
  await begun(other, 9)
  clock.now = NOW + 3600
  await begun(me, 9)
})

t.test('so many files at once are taken of a person, and each that ends makes room', async (t) => {
  const { owner } = await scene(t)
  const me = await owner()
  const copy = await begun(me, 60_000)
  // A sender that does not come on holds its place until it is ended.
  const held = Array.from({ length: 3 }, () => new PassThrough())
  const sending = held.map((body) => me.call('PUT', `${copy}/content`, body, BYTES))
  while ((await me.call('PUT', `${copy}/parts/0`, Buffer.alloc(20_000), BYTES)).status !== 429) await setTimeout(20)
  const answer = await me.call('PUT', `${copy}/parts/0`, Buffer.alloc(20_000), BYTES)
  t.match(answer, { status: 429, body: { detail: '3 files are being sent by you already: wait for one of them.' } })
  for (const body of held) body.end()
  await Promise.all(sending)
  t.not((await me.call('PUT', `${copy}/parts/0`, Buffer.alloc(20_000), BYTES)).status, 429)
})
