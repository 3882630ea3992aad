import { chmod, mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readSource as readCodes } from '../../../scanner-client/station/read-source.ts'
import type { SourceErrorCode } from '../../../scanner-client/station/source-error.ts'
import { drawCode, inSharp, makePdf, sideBySide, textOfSeed } from '../made-pictures.ts'

const readSource = async (...given: Parameters<typeof readCodes>) => (await readCodes(...given)).texts
const text = textOfSeed(31)
const code = drawCode(text)
const png = await inSharp(code).png().toBuffer()

t.test('a picture and a PDF are known by their content, whatever the name', async (t) => {
  const folder = t.testdir({})
  await writeFile(join(folder, 'visa.txt'), png)
  await writeFile(join(folder, 'visa.png'), await makePdf([code], { pagesBefore: 2 }))
  await writeFile(join(folder, 'visa.pdf'), `${text}\r\n`)
  for (const name of ['visa.txt', 'visa.png', 'visa.pdf'])
    t.same(await readSource(join(folder, name), nothing()), [text], name)
})

t.test('standard input takes a picture, a PDF or text', async (t) => {
  t.same(await readSource('-', inPieces(png, 100)), [text])
  t.same(await readSource('-', inPieces(await makePdf([code]))), [text])
  t.same(await readSource('-', inPieces(Buffer.from(text), 7)), [text])
})

t.test('of a text one line end is cut and nothing else', async (t) => {
  for (const [given, candidate] of [
    ['EV1:12\n', 'EV1:12'],
    ['EV1:12\r\n', 'EV1:12'],
    ['EV1:12\n\n', 'EV1:12\n'],
    [' EV1:12 ', ' EV1:12 '],
    ['\ufeffEV1:12', '\ufeffEV1:12'],
  ] as const)
    t.same(await readSource('-', inPieces(Buffer.from(given))), [candidate])
})

t.test('nothing in, nothing out', async (t) => {
  const folder = t.testdir({ empty: '', 'line-end': '\n' })
  t.same(await readSource('-', nothing()), [])
  t.same(await readSource(join(folder, 'empty'), nothing()), [])
  t.same(await readSource(join(folder, 'line-end'), nothing()), [])
  const blank = await inSharp(code).linear(0, 255).png().toBuffer()
  t.same(await readSource('-', inPieces(blank)), [], 'a picture without a code')
})

t.test('of a long text 4,096 characters are read and the rest is left where it is', async (t) => {
  let pulled = 0
  let closed = false
  async function* tenMegabytes() {
    try {
      for (; pulled < 160; pulled++) yield Buffer.alloc(65_536, 0x37)
    } finally {
      closed = true
    }
  }
  const [candidate, ...others] = await readSource('-', tenMegabytes())
  t.equal(candidate?.length, 4096)
  t.same(others, [])
  t.ok(pulled <= 1, 'no more than the first piece')
  t.ok(closed)
  const letters = Buffer.from('€'.repeat(5000))
  t.equal((await readSource('-', inPieces(letters, 13)))[0], '€'.repeat(4096), 'whole characters')
})

t.test('a pasted credential is taken as the text', async (t) => {
  const jws = `eyJhbGciOiJFUzI1NiJ9.${'A'.repeat(400)}.${'b'.repeat(86)}`
  for (const pasted of [text, jws, `HTTPS://EVISA.EXAMPLE/V#${text.slice(4)}`, text.slice(4), 'EV1:1'])
    t.same(await readSource(pasted, nothing()), [pasted])
  t.equal((await readSource(`EV1:${'1'.repeat(9000)}`, nothing()))[0]?.length, 4096)
})

t.test('a file is preferred to a text of the same spelling', async (t) => {
  const folder = t.testdir({ 'EV1:12': 'inside' })
  const before = process.cwd()
  process.chdir(folder)
  t.teardown(() => process.chdir(before))
  t.same(await readSource('EV1:12', nothing()), ['inside'])
})

t.test('an e-visa comes before the boarding pass beside it, on a picture and across pages', async (t) => {
  const boarding = 'M1TESTMANN/ERIKA EABC123 ALAFRAKC 0905'
  const pass = drawCode(boarding, 'M', 6)
  for (const page of [sideBySide(pass, code), sideBySide(code, pass)])
    t.same(await readSource('-', inPieces(await inSharp(page).png().toBuffer())), [text, boarding])
  t.same(await readSource('-', inPieces(await makePdf([pass, code]))), [text, boarding])
})

t.test('what cannot be read is refused with its own code and one clear line', async (t) => {
  const folder = t.testdir({ locked: 'text' })
  await mkdir(join(folder, 'directory'))
  await writeFile(join(folder, 'huge'), '')
  await truncate(join(folder, 'huge'), 40_000_001)
  await writeFile(join(folder, 'cut.png'), png.subarray(0, png.length / 2))
  await writeFile(join(folder, 'latin1.txt'), Buffer.from('Zürich', 'latin1'))
  await writeFile(join(folder, 'zeros'), Buffer.alloc(100))
  await writeFile(join(folder, 'damaged.pdf'), '%PDF-1.7\nnothing more')
  await writeFile(join(folder, 'locked.pdf'), await makePdf([code], { userPassword: 'secret' }))
  await chmod(join(folder, 'locked'), 0)
  const refused: readonly (readonly [string, SourceErrorCode])[] = [
    ['missing', 'source/missing'],
    [`${'a'.repeat(90)}.png`, 'source/missing'],
    ['locked/inside', 'source/missing'],
    ['nul\0inside', 'source/missing'],
    ['directory', 'source/is-a-directory'],
    ['huge', 'source/too-large'],
    ['cut.png', 'source/not-a-picture'],
    ['latin1.txt', 'source/not-a-picture'],
    ['zeros', 'source/not-a-picture'],
    ['damaged.pdf', 'source/damaged-pdf'],
    ['locked.pdf', 'source/encrypted-pdf'],
  ]
  for (const [name, code] of refused) await refusedAs(t, readSource(join(folder, name), nothing()), code)
  // The superuser reads everything.
  if (process.getuid?.() !== 0) await refusedAs(t, readSource(join(folder, 'locked'), nothing()), 'source/unreadable')
})

t.test('standard input is refused once it is too large, and as soon as it is no text', async (t) => {
  let pulled = 0
  async function* endless(first: Buffer) {
    yield first
    for (;;) {
      pulled++
      yield Buffer.alloc(1_000_000)
    }
  }
  await refusedAs(t, readSource('-', endless(png)), 'source/too-large')
  t.ok(pulled <= 41)
  pulled = 0
  await refusedAs(t, readSource('-', endless(Buffer.from('text'))), 'source/not-a-picture')
  t.equal(pulled, 1)
})

t.test('an error of standard input itself is refused in words, a bug surfaces', async (t) => {
  const failing = (error: Error) =>
    (async function* () {
      yield Buffer.from('EV1:')
      throw error
    })()
  const input = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' })
  await refusedAs(t, readSource('-', failing(input)), 'source/unreadable')
  await t.rejects(readSource('-', failing(new TypeError('a bug'))), new TypeError('a bug'))
})

async function refusedAs(t: Test, reading: Promise<unknown>, code: SourceErrorCode): Promise<void> {
  await t.rejects(reading, { name: 'SourceError', code, message: /^[^\n]{20,200}$/ }, code)
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function* inPieces(bytes: Buffer, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
