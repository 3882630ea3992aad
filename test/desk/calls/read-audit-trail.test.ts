import { createReadStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { TrailLine } from '#evisa/audit-row.ts'
import { auditPages, readExportedTrail, readServerTrail, trailToExport } from '../../../desk/calls/read-audit-trail.ts'
import { NOW } from '../../server/build-app.ts'
import { madeDesk } from '../made-desk.ts'
import { linesOf, madeRows } from '../made-trail.ts'

/** The lines in short: a row by its number, a checkpoint as `c`. */
const inShort = (lines: readonly TrailLine[]) =>
  lines.map((line): number | 'c' => ('row' in line ? line.row.position : 'c'))

t.test('reads the trail of a server page by page, each checkpoint after its row', async (t) => {
  const desk = await madeDesk(t)
  const entry = { actor: 'dev-1', at: NOW, act: 'look-up', subject: 'K7Q2M4XN9TBK', detail: {} } as const
  for (const count of [4996, 1, 3]) {
    await desk.store.noteActs(Array.from({ length: count }, () => entry))
    await desk.call('GET', '/v1/audit/checkpoint')
  }
  const pages = await Array.fromAsync(auditPages(desk))
  t.match(
    pages.map(({ rows, checkpoints, complete }) => [
      rows.length,
      checkpoints.map(({ position }) => position),
      complete,
    ]),
    [
      [5000, [3, 4999, 5000], false],
      [3, [5003], true],
    ],
  )
  const lines = inShort(await Array.fromAsync(readServerTrail(desk)))
  t.equal(lines.length, 5007)
  t.same(lines.slice(0, 5), [1, 2, 3, 'c', 4])
  t.same(lines.slice(-9), [4998, 4999, 'c', 5000, 'c', 5001, 5002, 5003, 'c'])
  t.same(
    (await Array.fromAsync(auditPages(desk, 5001))).map(({ rows }) => rows.length),
    [2],
  )
})

t.test('shows the checkpoint of a row that is not there any more', async (t) => {
  const rows = madeRows(2)
  const checkpoints = [
    { position: 1, jws: 'one' },
    { position: 7, jws: 'seven' },
  ]
  const call = async <T>() => ({ rows, checkpoints, complete: true }) as T
  t.same(inShort(await Array.fromAsync(readServerTrail({ call }))), [1, 'c', 2, 'c'])
})

t.test('reads an exported trail as it was written, and nothing else', async (t) => {
  const dir = t.testdir()
  const file = join(dir, 'trail.jsonl')
  const lines = linesOf(madeRows(3), 3)
  const texts = lines.map((line) => JSON.stringify(line))
  const write = (...written: readonly string[]) => writeFileSync(file, written.map((text) => `${text}\n`).join(''))
  const read = () => Array.fromAsync(readExportedTrail(createReadStream(file), file))
  write(...texts)
  t.same(await read(), lines)
  const [first = '', second = '', , checkpoint = ''] = texts
  for (const bad of ['', '{', '[]', '{"row":1}', '{"checkpoint":1}', first.replace('"at"', '"more":1,"at"')]) {
    write(first, bad, checkpoint)
    await t.rejects(read(), { name: 'NoTrail', message: /trail\.jsonl, line 2 is no line of an exported trail/ }, bad)
  }
  write(first, second)
  await t.rejects(read(), { name: 'NoTrail', message: /does not end with a checkpoint: it was cut off/ })
  write()
  await t.rejects(read(), { name: 'NoTrail' })
})

t.test('a line that no trail has is not held, and a line may come in pieces', async (t) => {
  const lines = linesOf(madeRows(2, { text: 'Әсел' }), 2)
  const texts = lines.map((line) => `${JSON.stringify(line)}\r\n`)
  const bytes = Buffer.from(texts.join(''))
  const inPieces = async function* () {
    for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3)
  }
  t.same(await Array.fromAsync(readExportedTrail(inPieces(), 'x')), lines)
  let given = 0
  const endless = async function* () {
    for (;;) {
      given += 1
      yield Buffer.alloc(1_000_000, 'x')
    }
  }
  await t.rejects(Array.fromAsync(readExportedTrail(endless(), 'x')), { name: 'NoTrail', line: 1 })
  t.ok(given < 10, `${given} MB were read`)
})

t.test('what is exported ends with a checkpoint: of all, or of a part the first one that vouches for it', async (t) => {
  const desk = await madeDesk(t)
  const entry = { actor: 'dev-1', at: NOW, act: 'look-up', subject: 'K7Q2M4XN9TBK', detail: {} } as const
  const note = (count: number) => desk.store.noteActs(Array.from({ length: count }, () => entry))
  // What the desk of the tests did before.
  const before = (await desk.store.auditEnd())?.position ?? 0
  await note(3)
  await desk.call('GET', '/v1/audit/checkpoint')
  await note(2)
  await desk.call('GET', '/v1/audit/checkpoint')
  await note(1)
  const exported = async (part?: readonly [first: number, last: number]) => {
    const span = part === undefined ? null : { first: before + part[0], last: before + part[1] }
    return inShort(await Array.fromAsync(trailToExport(desk, span))).map((one) => (one === 'c' ? one : one - before))
  }
  t.same((await exported()).slice(-9), [1, 2, 3, 'c', 4, 5, 'c', 6, 'c'])
  t.same(await exported([2, 4]), [2, 3, 'c', 4, 5, 'c'])
  t.same(await exported([2, 3]), [2, 3, 'c'])
  t.same(await exported([6, 6]), [6, 'c'])
})
