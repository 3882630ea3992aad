import t from 'tap'
import { Compile } from 'typebox/schema'
import { TrailLine } from '#evisa/audit-row.ts'

const line = Compile(TrailLine)
const row = {
  position: 1,
  prev: '',
  at: 1,
  actor: 'authority',
  act: 'issue',
  subject: 'K7Q2M4XN9TBK',
  detail: {},
  hash: 'h',
}

t.test('a line of an exported trail is a row or a checkpoint, and nothing beside it', async (t) => {
  t.ok(line.Check({ row }))
  t.ok(line.Check({ row: { ...row, detail: { reason: 'lost', count: 2 } } }))
  t.ok(line.Check({ checkpoint: 'a.b.c' }))
  const { hash: _hash, ...unnamed } = row
  for (const other of [
    {},
    { row, checkpoint: 'a.b.c' },
    { row: unnamed },
    { row: { ...row, more: 1 } },
    { row: { ...row, position: 0 } },
    { row: { ...row, detail: { a: {} } } },
  ])
    t.notOk(line.Check(other), JSON.stringify(other))
})
