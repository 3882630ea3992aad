import t from 'tap'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { Settings } from 'typebox/system'
import { shapeFaults } from '../../evisa/shape-faults.ts'

const closed = { additionalProperties: false } as const
const Entry = Type.Object({ is: Type.Boolean(), of: Type.Union([Type.Literal('a'), Type.Literal('b')]) }, closed)
const list = Compile(Type.Object({ list: Type.Array(Entry) }, closed))

t.test('each place once, by its way there and its kind', async (t) => {
  t.same(shapeFaults(list, { list: [] }), [])
  t.match(shapeFaults(list, {}), [{ at: ['list'], kind: 'required', message: 'is missing' }])
  t.match(shapeFaults(list, { list: [{ is: true, of: 'c', more: 1 }] }), [
    { at: ['list', '0', 'more'], kind: 'unknown-member' },
    { at: ['list', '0', 'of'], kind: 'shape' },
  ])
  t.match(shapeFaults(list, 7), [{ at: [], kind: 'shape' }])
})

t.test('many are told, and others are told as few as before', async (t) => {
  const before = Settings.Get().maxErrors
  t.equal(shapeFaults(list, { list: Array.from({ length: 120 }, () => ({ is: 0, of: 'a' })) }).length, 120)
  t.equal(Settings.Get().maxErrors, before)
  t.ok(shapeFaults(list, { list: Array.from({ length: 100_000 }, () => 0) }).length <= 500)
})

t.test('what is wrong is never nothing, however much of it there is', async (t) => {
  const members = Object.fromEntries(Array.from({ length: 16_000 }, (_, at) => [`m${at}`, at]))
  const wide = Compile(Type.Object({ a: Type.Optional(Type.String()) }, closed))
  t.ok(shapeFaults(wide, members).length > 0)
})
