/**
 * The program behind the commands of `authority` that work on the store itself: `migrate-store`, `backup`, `restore`, `new-store`. It
 * is the server's own, since they ask nothing of the API; the desk's terminal hands its arguments over.
 */
import { Command, CommanderError } from 'commander'
import { isDamaged } from '../../platform/open-database.ts'
import { addBackupCommand } from './backup-command.ts'
import { addMoveCommand } from './move-command.ts'
import { addNewStoreCommand } from './new-store-command.ts'
import { addRestoreCommand } from './restore-command.ts'
import { wordsOfFault } from './words-of-fault.ts'

const program = new Command('authority').option('--json', 'print JSON', false).exitOverride()

const show = (json: unknown, text: string) => {
  process.stdout.write(`${program.opts<{ json: boolean }>().json ? JSON.stringify(json) : text}\n`)
}
addMoveCommand(program, show)
addBackupCommand(program, show)
addRestoreCommand(program, show)
addNewStoreCommand(program, show)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    const damaged = isDamaged(error)
      ? 'authority.db in the data folder is damaged, restore the newest backup (authority restore), see docs/recovery.md: '
      : ''
    process.stderr.write(`${damaged}${wordsOfFault(error as Error)}\n`)
    process.exitCode = 1
  }
}
