import sharp from 'sharp'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { problemOf } from '../build-app.ts'
import { BYTES, begun, copiesOf, ownersScene as scene, whole } from '../passport-copies/made-owner.ts'
import { photographWith } from '../passport-copies/made-passport.ts'
import { pdfOfPages } from '../passport-copies/made-pdf.ts'
import { setCase } from '../store/made-case.ts'

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
  t.match(answer.body.detail, /"refused": it takes a copy while it is a draft/)
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
