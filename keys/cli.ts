/** `npm run keys`: the key custodians' commands. See keys/README.md. */
import { Command, CommanderError } from 'commander'
import { addCeremonyCommands } from './ceremony-commands.ts'
import { REAL_EDGE } from './command-line.ts'
import { addKeyCommands } from './key-commands.ts'
import { KeyError } from './key-error.ts'
import { addListCommand } from './list-command.ts'

const program = new Command('keys')
  .description('Makes, rotates, lists and publishes the keys of the authority. See keys/README.md.')
  .exitOverride()

addCeremonyCommands(program, REAL_EDGE)
addKeyCommands(program, REAL_EDGE)
addListCommand(program, REAL_EDGE)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else if (error instanceof KeyError || (error as NodeJS.ErrnoException).syscall !== undefined) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  } else {
    throw error
  }
}
