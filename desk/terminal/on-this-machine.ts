/** The commands that work on the store itself, with the server stopped: handed over to the server's own program for them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Command } from 'commander'

const PROGRAM = resolve(import.meta.dirname, '../../server/operation/on-this-machine.ts')

export function addCommandsOnThisMachine(program: Command): void {
  program
    .command('migrate-store')
    .description('move a SQLite authority to an empty PostgreSQL database, all or nothing; stop the server first')
    .helpOption(false)
    .allowUnknownOption()
    .argument('[options...]')
    .action((options: readonly string[]) => handOver(program, ['migrate-store', ...options]))
}

async function handOver(program: Command, args: readonly string[]): Promise<void> {
  const json = program.opts<{ json: boolean }>().json ? ['--json'] : []
  const child = spawn(process.execPath, [PROGRAM, ...json, ...args], { stdio: 'inherit' })
  // Whoever ends the command means the move, which would go on alone.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'close')
  // One that was ended by a signal has no code.
  process.exitCode = code ?? 1
}
