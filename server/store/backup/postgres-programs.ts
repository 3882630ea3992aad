/** PostgreSQL's own programs for dumps: looked for, asked for their version, and run. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { passwordOf, withoutPassword } from '../postgres/database-url.ts'
import { BackupFault } from './store-contents.ts'

export interface PostgresProgram {
  readonly name: string
  readonly path: string
}

export interface ProgramRun {
  /** Whose password it is told, where it connects to a database. */
  readonly databaseUrl?: string
  readonly signal?: AbortSignal | undefined
}

const MAX_WORDS = 2000

/**
 * Finds a program in `EVISA_PG_BIN`, or on PATH. Throws `BackupFault` where there is none, or where it is older than the server's
 * major version: `pg_dump` dumps no newer server than itself.
 */
export async function findProgram(
  name: 'pg_dump' | 'pg_restore',
  atLeast: number,
  { EVISA_PG_BIN = '', PATH = '' }: Readonly<Record<string, string | undefined>>,
): Promise<PostgresProgram> {
  const folders = EVISA_PG_BIN === '' ? PATH.split(delimiter) : [EVISA_PG_BIN]
  const mend = `install PostgreSQL's client programs of version ${atLeast} or newer, or name their folder in EVISA_PG_BIN`
  const path = folders.map((folder) => join(folder, name)).find(isProgram)
  if (path === undefined) {
    const where = EVISA_PG_BIN === '' ? 'on PATH' : `in EVISA_PG_BIN (${EVISA_PG_BIN})`
    throw new BackupFault(`there is no ${name} ${where}: ${mend}`)
  }
  const program = { name, path }
  const said = await readProgram(program, ['--version'], textOf)
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(said)?.[1] ?? 0)
  if (major >= atLeast) return program
  throw new BackupFault(`${path} is of version ${major}, and the server of ${atLeast}: ${mend}`)
}

/** The arguments and the environment by which a program finds a database: a password in arguments is everybody's. */
export function databaseArgument(databaseUrl: string): string {
  return `--dbname=${withoutPassword(databaseUrl)}`
}

/** Runs a program to its end. Throws `BackupFault` with what it said where that was no success. */
export async function runProgram(
  program: PostgresProgram,
  args: readonly string[],
  run: ProgramRun = {},
): Promise<void> {
  await readProgram(program, args, drain, run)
}

/** As `runProgram`, and gives what is read out of its output. */
export async function readProgram<T>(
  { name, path }: PostgresProgram,
  args: readonly string[],
  read: (output: Readable) => Promise<T>,
  { databaseUrl, signal }: ProgramRun = {},
): Promise<T> {
  const password = databaseUrl === undefined ? '' : passwordOf(databaseUrl)
  const child = spawn(path, args, {
    ...(signal && { signal }),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(password && { PGPASSWORD: password }) },
  })
  const closed = once(child, 'close')
  // Where it cannot be started that is told by its streams' end, too.
  closed.catch(() => undefined)
  const [said, output] = await Promise.all([textOf(child.stderr), read(child.stdout)])
  const [code, endedBy] = await closed
  if (code === 0) return output
  throw new BackupFault(`${name} ended with ${code ?? endedBy}: ${said.trim().slice(0, MAX_WORDS)}`)
}

async function drain(output: Readable): Promise<void> {
  output.resume()
  await once(output, 'close')
}

async function textOf(output: Readable): Promise<string> {
  let text = ''
  for await (const chunk of output) text += chunk
  return text
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
