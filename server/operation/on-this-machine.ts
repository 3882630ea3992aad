/**
 * The program behind `authority migrate-store`, which works on the store itself while the server is stopped. It is the
 * server's own, since nothing answers over the API meanwhile; the desk's terminal hands its arguments over.
 */
import { Command, CommanderError } from 'commander'
import { isDamaged } from '../../platform/open-database.ts'
import { addMoveCommand } from './move-command.ts'

const program = new Command('authority').option('--json', 'print JSON', false).exitOverride()

addMoveCommand(program, (json, text) => {
  process.stdout.write(`${program.opts<{ json: boolean }>().json ? JSON.stringify(json) : text}\n`)
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    const damaged = isDamaged(error)
      ? 'authority.db in the data folder is damaged, put the newest copy of it in its place: '
      : ''
    process.stderr.write(`${damaged}${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
