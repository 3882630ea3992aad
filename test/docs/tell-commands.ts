/** Makes a program tell its commands and their options as JSON instead of doing anything. To be loaded by `node --import`. */
import { Command } from 'commander'

/** A command as `--help` knows it. */
export interface KnownCommand {
  readonly name: string
  /** Each with whether it takes a value. */
  readonly options: Readonly<Record<string, boolean>>
  readonly commands: readonly KnownCommand[]
}

function tell(command: Command): KnownCommand {
  const options = command.options.flatMap(({ long, required, optional }) =>
    long ? [[long, required || optional]] : [],
  )
  return {
    name: command.name(),
    options: { ...Object.fromEntries(options), '--help': false },
    commands: command.commands.map(tell),
  }
}

Command.prototype.parseAsync = async function told() {
  process.stdout.write(JSON.stringify(tell(this)))
  return this
}
