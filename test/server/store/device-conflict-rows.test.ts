import t from 'tap'
import type { Statement } from '../../../server/store/conflict-rows.ts'
import { readDeviceConflicts } from '../../../server/store/device-conflict-rows.ts'

/** Answers each statement with the next rows, and keeps what was asked. */
function reading(...answers: readonly (readonly object[])[]) {
  const asked: Statement[] = []
  const read = async <Row>(statement: Statement) => {
    asked.push(statement)
    return (answers[asked.length - 1] ?? []) as readonly Row[]
  }
  return { asked, read }
}

t.test('every value goes by its place, and what there is nothing to ask of is not asked', async (t) => {
  const { asked, read } = reading()
  t.same(await readDeviceConflicts(read, "d' OR 1", [], 9), { open: [], closed: [] })
  t.equal(asked.length, 1)
  const named = reading([], [{ visaNumber: 'B' }])
  t.same(await readDeviceConflicts(named.read, "d' OR 1", ['A', 'B'], 9), { open: [], closed: ['B'] })
  for (const { sql, values } of [...asked, ...named.asked]) {
    t.notOk(sql.includes('OR 1'))
    values.forEach((_, at) => void t.ok(sql.includes(`$${at + 1}`), sql))
  }
  t.same(
    named.asked.map(({ values }) => values),
    [
      ["d' OR 1", 9],
      ['A', 'B'],
    ],
  )
})

t.test('of an e-visa the newest ten own records are named, of a chain the one in its place', async (t) => {
  const conflict = { visaNumber: 'A', seq: null, raisedAt: 1 }
  const own = Array.from({ length: 12 }, (_, at) => ({ id: `e${at}`, visaNumber: 'A', seq: at }))
  const { asked, read } = reading(
    [
      { ...conflict, id: 'one', kind: 'over-use' },
      { ...conflict, id: 'two', kind: 'gap', visaNumber: '', seq: 40 },
      { ...conflict, id: 'three', kind: 'id-reused', visaNumber: 'B', seq: 4 },
    ],
    [...own, { id: 'f', visaNumber: 'B', seq: 99 }],
    [{ id: 'g', visaNumber: '', seq: 40 }],
  )
  const { open } = await readDeviceConflicts(read, 'd', [], 9)
  t.same(
    open.map(({ events }) => events),
    [own.slice(2).map(({ id }) => id), ['g'], ['f']],
  )
  t.same(
    asked.slice(1).map(({ values }) => values),
    [
      ['d', 'A', 'B'],
      ['d', 40],
    ],
  )
})
