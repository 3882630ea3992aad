/** The commands that work on the store itself, on the server's machine: handed over to the server's own program for them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Command } from 'commander'

const PROGRAM = resolve(import.meta.dirname, '../../server/operation/on-this-machine.ts')

// The server's own program describes their options, and answers `--help` itself.
const COMMANDS = {
  'migrate-store': 'move a SQLite authority to an empty PostgreSQL database, all or nothing; stop the server first',
  backup: "back the authority up, on the server's machine, while the server works",
  restore: 'put a backup in the place of the store; stop the server first',
  'new-store': 'begin an empty store where there is none: for an authority that never issued anything',
} as const

export function addCommandsOnThisMachine(program: Command): void {
  for (const [name, description] of Object.entries(COMMANDS))
    program
      .command(name)
      .description(description)
      .helpOption(false)
      .allowUnknownOption()
      .argument('[options...]')
      .action((options: readonly string[]) => handOver(program, [name, ...options]))
}

async function handOver(program: Command, args: readonly string[]): Promise<void> {
  const json = program.opts<{ json: boolean }>().json ? ['--json'] : []
  const child = spawn(process.execPath, [PROGRAM, ...json, ...args], { stdio: 'inherit' })
  // Whoever ends the command means what it does, which would go on alone.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'close')
  // One that was ended by a signal has no code.
  process.exitCode = code ?? 1
}
