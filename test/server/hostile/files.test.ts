/** What is sent as the copy of a passport and is none: what it is told, how soon, and that what was there before stays. */
import { randomBytes, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import t from 'tap'
import { passportPage } from '../passport-copies/made-passport.ts'
import type { Person } from '../people.ts'
import { type HostileScene, hostileScene, stateOf } from './hostile-scene.ts'
import { bomb, pdf } from './made-bombs.ts'

const BYTES = { 'content-type': 'application/octet-stream' }
const copiesOf = (reference: string) => `/v1/applications/${reference}/copies`

async function draftOf({ call }: Person): Promise<string> {
  return (await call('POST', '/v1/applications', { language: 'en' })).body.reference
}

/** Sends a whole file; what became of it, waited for. */
async function sent({ call }: Person, reference: string, bytes: Uint8Array) {
  const begun = await call('POST', copiesOf(reference), { size: bytes.length })
  if (begun.status !== 201) return begun
  const path = `${copiesOf(reference)}/${begun.body.id}`
  let answer = await call('PUT', `${path}/content`, Buffer.from(bytes), BYTES)
  for (let tries = 0; tries < 200 && answer.body?.state === 'making'; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    answer = await call('GET', path)
  }
  return answer
}

const heic = Buffer.concat([
  Buffer.from('0000001866747970', 'hex'),
  Buffer.from('heic\0\0\0\0mif1heic'),
  randomBytes(4_000),
])
const small = () =>
  sharp({ create: { width: 200, height: 100, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()

const NO_COPIES: readonly (readonly [string, () => Buffer | Promise<Buffer>, RegExp])[] = [
  ['a program named as a picture', () => Buffer.concat([Buffer.from('MZ\x90\0'), randomBytes(9_000)]), /not-taken/],
  ['a page of the web', () => Buffer.from(`<html><script>alert(1)</script>${' '.repeat(5_000)}</html>`), /not-taken/],
  [
    'a drawing that fetches',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1/"/></svg>'),
    /not-taken/,
  ],
  ['an archive', () => Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(5_000)]), /not-taken/],
  ['a GIF', () => Buffer.concat([Buffer.from('GIF89a'), randomBytes(5_000)]), /not-taken/],
  ['a HEIC of a telephone', () => heic, /heic/],
  ['noise', () => randomBytes(50_000), /not-taken|damaged/],
  [
    'a picture cut off',
    async () =>
      (
        await sharp(await passportPage())
          .jpeg()
          .toBuffer()
      ).subarray(0, 20_000),
    /damaged/,
  ],
  ['only the beginning of a picture', () => Buffer.from('ffd8ffe0', 'hex'), /damaged|not-taken/],
  ['200 by 100', small, /small/],
  ['30,000 by 30,000', () => bomb(30_000, 30_000), /too-many-pixels|damaged/],
  ['100,000 by 2', () => bomb(100_000, 2), /too-many-pixels|small|damaged/],
  ['400 pages', () => pdf(400), /too-many-pages/],
  ['a PDF of nothing', () => pdf(0), /empty|damaged/],
  [
    'a page as large as a field',
    () => pdf(1, '/MediaBox[0 0 900000 900000]'),
    /too-many-pixels|too-hard|damaged|empty|small/,
  ],
  ['a PDF that is cut off', () => pdf(3).subarray(0, 60), /damaged|empty/],
]

t.test('what is no copy of a passport is told as what it is, and what was accepted before stays', async (t) => {
  const scene = await hostileScene(t)
  const reference = await draftOf(scene.nimali)
  const good = await sent(
    scene.nimali,
    reference,
    await sharp(await passportPage())
      .jpeg()
      .toBuffer(),
  )
  t.match(good.body, { state: 'accepted' }, good.text)
  for (const [what, make, code] of NO_COPIES) {
    const from = performance.now()
    const answer = await sent(scene.nimali, reference, await make())
    t.ok(performance.now() - from < 15_000, `${what} is answered in time`)
    t.equal(answer.body.state, 'refused', `${what}: ${answer.text}`)
    const [finding] = answer.body.findings
    t.match(finding?.code, code, what)
    t.ok(finding?.detail.length > 20, `${what} is told what to do: ${finding?.detail}`)
  }
  t.match(await stateOf(scene.nimali, { reference }), { copy: { id: good.body.id, state: 'accepted' } })
  t.equal((await scene.nimali.call('GET', `${copiesOf(reference)}/${good.body.id}/pages/1.jpg`)).status, 200)
})

t.test('what is too large or empty is refused before it is sent, and while it is', async (t) => {
  const scene = await hostileScene(t)
  const reference = await draftOf(scene.nimali)
  for (const size of [60_000_000, 10_000_001, 0, -1, 1.5, 1e12]) {
    const { status, body } = await scene.nimali.call('POST', copiesOf(reference), { size })
    t.ok([400, 413].includes(status), `${size}: ${status}`)
    t.ok(body.detail.length > 10)
  }
  const { id } = (await scene.nimali.call('POST', copiesOf(reference), { size: 1_000 })).body
  const more = await scene.nimali.call('PUT', `${copiesOf(reference)}/${id}/content`, randomBytes(11_000_000), BYTES)
  t.ok(more.status >= 400 && more.status < 500, `more than was said: ${more.status}`)
  const left = await scene.nimali.call('GET', `${copiesOf(reference)}/${id}`)
  t.ok(left.body.received <= 1_000)
})

t.test('parts that come twice, too early, too far, or of somebody else do no harm', async (t) => {
  const scene: HostileScene = await hostileScene(t)
  const { nimali } = scene
  const reference = await draftOf(nimali)
  const bytes = await sharp(await passportPage())
    .jpeg()
    .toBuffer()
  const { id } = (await nimali.call('POST', copiesOf(reference), { size: bytes.length })).body
  const part = (place: number, sent: Buffer, by: Person = nimali, of = reference) =>
    by.call('PUT', `${copiesOf(of)}/${id}/parts/${place}`, sent, BYTES)
  const half = Math.floor(bytes.length / 2)
  t.equal((await part(half, bytes.subarray(half))).status, 409, 'before the first')
  t.equal((await part(0, bytes.subarray(0, half))).body.received, half)
  t.equal((await part(0, bytes.subarray(0, half))).body.received, half, 'again')
  t.ok((await part(0, Buffer.alloc(half, 7))).status >= 400, 'another in its place')
  t.ok((await part(10, bytes.subarray(10, half))).status >= 400, 'across')
  t.ok((await part(half, Buffer.alloc(bytes.length))).status >= 400, 'beyond the end')
  t.ok((await part(half, Buffer.alloc(0))).status >= 400, 'nothing')
  const mallory = await scene.signIn('applicant', 'mallory@example.org')
  const own = await draftOf(mallory)
  t.equal((await part(half, bytes.subarray(half), mallory)).status, 404)
  t.equal((await part(half, bytes.subarray(half), mallory, own)).status, 404)
  t.equal((await nimali.call('GET', `${copiesOf(reference)}/${id}`)).body.received, half)
  const both = await Promise.all([part(half, bytes.subarray(half)), part(half, bytes.subarray(half))])
  t.ok(
    both.every(({ status }) => [200, 409].includes(status)),
    both.map(({ text }) => text).join(),
  )
  let state = 'making'
  for (let tries = 0; tries < 200 && state === 'making'; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    state = (await nimali.call('GET', `${copiesOf(reference)}/${id}`)).body.state
  }
  t.equal(state, 'accepted')
  t.equal((await part(0, bytes.subarray(0, half))).status < 500, true, 'after it was made')
  t.equal((await nimali.call('GET', `${copiesOf(reference)}/${randomUUID()}`)).status, 404)
})

t.test('a picture that lies on its side comes out upright, without what a telephone wrote into it', async (t) => {
  const scene = await hostileScene(t)
  const reference = await draftOf(scene.nimali)
  const turned = await sharp(await passportPage())
    .rotate(90)
    .jpeg()
    .withMetadata({
      orientation: 8,
      exif: { IFD0: { Artist: 'SECRET-OF-A-PHONE' }, IFD3: { GPSLatitude: '51/1 7/1 0/1' } },
    })
    .toBuffer()
  t.ok(turned.includes('SECRET-OF-A-PHONE'))
  const { body } = await sent(scene.nimali, reference, turned)
  t.equal(body.state, 'accepted')
  const { bytes } = await scene.nimali.call('GET', `${copiesOf(reference)}/${body.id}/pages/1.jpg`)
  const { width, height, exif, orientation } = await sharp(bytes).metadata()
  t.ok(width > height, `${width} by ${height}`)
  t.notOk(exif || orientation || bytes.includes('SECRET-OF-A-PHONE'))
})
