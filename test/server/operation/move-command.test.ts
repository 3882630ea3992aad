/** What the command refuses before it touches anything; a whole move is told by the test of the desk's terminal. */
import { join } from 'node:path'
import { Command } from 'commander'
import t from 'tap'
import { addMoveCommand } from '../../../server/operation/move-command.ts'

t.test('wants to be told where to, and an authority to move', async (t) => {
  const run = (...args: string[]) => {
    const program = new Command('authority').exitOverride()
    addMoveCommand(program, () => t.fail('nothing was moved'))
    return program.parseAsync(['migrate-store', ...args], { from: 'user' })
  }
  t.intercept(process, 'env', { value: { ...process.env, DATABASE_URL: undefined } })
  await t.rejects(run(), { name: 'NotMoved', message: /^say where to: --to postgres:/ })
  const dir = t.testdir()
  await t.rejects(run('--to', 'postgres://nobody@127.0.0.1/none', '--data-dir', dir), {
    name: 'NotMoved',
    message: `there is no ${join(dir, 'authority.db')}: set EVISA_DATA_DIR`,
  })
})
