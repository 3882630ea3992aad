import t from 'tap'
import { onTable } from '../../server/passport-copies/made-passport.ts'
import { type Traveller, traveller, travellerScene } from './made-traveller.ts'

type Scene = Awaited<ReturnType<typeof travellerScene>>

/** The calls of the page's script. */
async function script({ scene, browser, page, token }: Pick<Scene, 'scene'> & Traveller) {
  const address = page('passport-copy')
  const _form = await token()
  const cookie = () => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const own = { host: 'portal.test', origin: 'http://portal.test', 'sec-fetch-site': 'same-origin' }
  const begin = (size: string) => browser.post(`${address}/begin`, { size, _form })
  const put = (id: string, place: number | string, body: Buffer, headers: Record<string, string> = {}) =>
    scene.pages.inject({
      ...{ method: 'PUT', url: `${address}/${id}/parts/${place}`, payload: body },
      headers: {
        ...own,
        cookie: cookie(),
        'content-type': 'application/octet-stream',
        'evisa-form': _form,
        ...headers,
      },
    })
  const state = async (id: string) => JSON.parse((await browser.get(`${address}/${id}`)).bytes.toString())
  return { address, begin, put, state }
}

const told = (bytes: Buffer | string) => JSON.parse(bytes.toString())

t.test('a file is begun, sent in parts, and goes on from what has come', async (t) => {
  const made = await travellerScene(t)
  const { begin, put, state, address } = await script(made)
  const jpeg = await (await onTable()).jpeg({ quality: 95 }).toBuffer()
  const begun = await begin(String(jpeg.length))
  t.equal(begun.status, 201)
  const { id } = told(begun.bytes)
  t.same(told(begun.bytes), { id, state: 'receiving', received: 0, size: jpeg.length })
  const first = await put(id, 0, jpeg.subarray(0, 60_000))
  t.same(first.json(), { state: 'receiving', received: 60_000, size: jpeg.length })
  t.equal((await put(id, 0, jpeg.subarray(0, 60_000))).statusCode, 200, 'the same part again')
  t.equal((await put(id, 100_000, jpeg.subarray(100_000, 120_000))).statusCode, 409, 'not in order')
  t.match(await state(id), { received: 60_000 })
  for (let place = 60_000; place < jpeg.length; place += 100_000)
    t.equal((await put(id, place, jpeg.subarray(place, place + 100_000))).statusCode, 200)
  t.match(await state(id), { state: 'accepted' })
  t.match((await made.browser.get(address)).text('h1'), 'Can every letter be read')
  t.equal((await put(id, 0, jpeg.subarray(0, 60_000))).statusCode, 409, 'it is over')
})

t.test('why none is begun is told by a code', async (t) => {
  const { begin } = await script(await travellerScene(t))
  for (const [size, fault] of [
    ['0', 'empty'],
    ['', 'empty'],
    ['-4', 'empty'],
    ['many', 'empty'],
    ['60000000', 'too-large'],
  ] as const) {
    const answer = await begin(size)
    t.equal(answer.status, 422, size)
    t.same(told(answer.bytes), { fault }, size)
  }
  const answers: number[] = []
  for (let at = 0; at < 42; at++) answers.push((await begin('1000')).status)
  t.equal(answers[0], 201)
  t.same(told((await begin('1000')).bytes), { fault: 'too-many' })
})

t.test('a part is taken from this page of this person alone', async (t) => {
  const made = await travellerScene(t)
  const own = await script(made)
  const part = Buffer.alloc(20_000, 1)
  const { id } = told((await own.begin('40000')).bytes)
  t.equal((await own.put(id, 0, part, { 'evisa-form': 'nothing' })).statusCode, 403)
  t.equal((await own.put(id, 0, part, { origin: 'https://elsewhere.example' })).statusCode, 403)
  t.equal((await own.put(id, 0, part, { 'content-type': 'text/plain' })).statusCode, 415)
  t.equal((await own.put(id, 0, Buffer.alloc(140_000))).statusCode, 413)
  t.equal((await own.put(id, '0x', part)).statusCode, 404)
  t.equal((await own.put(id, 0, Buffer.alloc(0))).statusCode, 400)
  t.equal((await own.put('00000000-0000-0000-0000-000000000000', 0, part)).statusCode, 404)
  const other = await traveller(made.scene)
  const theirs = await script({ ...made, ...other })
  t.equal((await theirs.put(id, 0, part)).statusCode, 404, 'under one’s own reference')
  const elsewhere = await script({ ...made, ...other, page: made.page, token: other.token })
  t.equal((await elsewhere.put(id, 0, part)).statusCode, 404)
  t.equal((await elsewhere.begin('40000')).status, 404)
  t.match(await own.state(id), { received: 0 }, 'nothing of it came')
  t.equal((await own.put(id, 0, part)).statusCode, 200)
})
