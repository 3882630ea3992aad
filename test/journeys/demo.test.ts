import t from 'tap'
import { run } from './programs.ts'

t.test('the demonstration journey ends with every verdict as expected', async (t) => {
  const { code, stdout, stderr } = await run('test/journeys/demo.ts', [], {}, t.testdir())
  t.equal(code, 0, stdout + stderr)
  t.match(stdout, /all 88 as expected/)
})
