import { Command } from 'commander'
import t from 'tap'
import { addCommand, answer, collect, countOfKeys, type Edge, REAL_EDGE } from '../../keys/command-line.ts'

t.test('answers people or programs, each with one line end', async (t) => {
  const printed: string[] = []
  const edge: Edge = { env: {}, now: () => 0, write: (text) => void printed.push(text) }
  answer(edge, {}, { a: 1 }, 'one')
  answer(edge, { json: true }, { a: 1 }, 'one')
  t.same(printed, ['one\n', '{"a":1}\n'])
})

t.test('every command takes --json', async (t) => {
  const program = new Command().exitOverride()
  let options: unknown
  addCommand(program, 'look', 'looks').action((given: unknown) => {
    options = given
  })
  await program.parseAsync(['look', '--json'], { from: 'user' })
  t.same(options, { json: true })
})

t.test('reads options that are given again, and counts', async (t) => {
  t.same(collect('b', collect('a')), ['a', 'b'])
  t.equal(countOfKeys('2'), 2)
  for (const wrong of ['0', '-1', '1.5', 'two', ''])
    t.throws(() => countOfKeys(wrong), { code: 'commander.invalidArgument' })
})

t.test('the real clock counts seconds', async (t) => {
  t.ok(Math.abs(REAL_EDGE.now() - Date.now() / 1000) < 2)
})
