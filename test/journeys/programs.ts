/** The project's own programs as child processes, as a person runs them; but the desk's commands run in turn in one, as do the custodians'. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import type { Decision } from '#evisa/decision.ts'
import type { Outcome, Reason } from '#evisa/reasons.ts'
import { type Commands, commandsInTurn } from '../commands-in-turn.ts'
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
// A third of a short run is compiling what the run before it compiled.
const COMPILED = join(PROJECT, 'node_modules/.cache/evisa-gate')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export type Environment = Readonly<Record<string, string>>

const surrounded = (env: Environment) => ({ NODE_COMPILE_CACHE: COMPILED, ...process.env, ...env })

function start(program: string, args: readonly string[], env: Environment, cwd: string): ChildProcess {
  return spawn(process.execPath, [resolve(PROJECT, program), ...args], {
    cwd,
    env: surrounded(env),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

// What they do is on the server and in the store of the keys. A station is started for each command: what it knows is on its disk.
const IN_TURN = ['desk/terminal/cli.ts', 'keys/cli.ts']
// By what Node loads before a program: another clock, say.
const inTurn = new Map<string, Commands>()

function commandsUnder(env: Environment): Commands {
  const { NODE_OPTIONS = '' } = env
  const commands =
    inTurn.get(NODE_OPTIONS) ?? commandsInTurn({ teardown: (end) => process.once('exit', end) }, surrounded(env))
  inTurn.set(NODE_OPTIONS, commands)
  return commands
}

/** Runs a program to its end. */
export async function run(program: string, args: readonly string[], env: Environment, cwd: string): Promise<Ended> {
  if (IN_TURN.includes(program))
    return commandsUnder(env).run(resolve(PROJECT, program), args, { env: surrounded(env), cwd })
  const child = start(program, args, env, cwd)
  child.stdin?.end()
  const [stdout, stderr, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}

export interface RunningServer {
  readonly url: string
  readonly port: number
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<number | null>
}

/** Starts the authority server on a free port, unless told, and waits until it listens. */
export async function startServer(env: Environment, cwd: string, program = 'server/main.ts'): Promise<RunningServer> {
  const child = start(program, [], { EVISA_PORT: '0', EVISA_LOG_LEVEL: 'warn', ...env }, cwd)
  const closed = once(child, 'close')
  const url = await saidAddress(child, /authority at (http:\/\/\S+)/, 'the server')
  return {
    url,
    port: Number(new URL(url).port),
    stop: async () => {
      child.kill('SIGTERM')
      return (await closed)[0]
    },
  }
}

/** The address that a program says it listens at. Rejects with what it said where it ends before. */
async function saidAddress(child: ChildProcess, pattern: RegExp, name: string): Promise<string> {
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  return new Promise<string>((resolve, reject) => {
    let out = ''
    child.stdout?.on('data', (chunk) => {
      out += chunk
      const [, address] = pattern.exec(out) ?? []
      if (address !== undefined) resolve(address)
    })
    child.once('close', (code) => reject(new Error(`${name} ended with ${code}: ${said}`)))
  })
}

export interface RunningAcquirer {
  /** What tells a server where it is, and the secret that it signs in by. */
  readonly settings: Environment
  stop(): Promise<void>
}

/** Starts the test acquirer on a free port, and waits until it listens. */
export async function startAcquirer(folder: string, cwd: string): Promise<RunningAcquirer> {
  const secret = join(folder, 'secret')
  const env = { ACQUIRER_PORT: '0', ACQUIRER_DATA_DIR: folder, ACQUIRER_SECRET_FILE: secret }
  const child = start('acquirer/main.ts', [], env, cwd)
  const closed = once(child, 'close')
  const url = await saidAddress(child, /test acquirer at (http:\/\/\S+)/, 'the test acquirer')
  return {
    settings: { EVISA_ACQUIRER_URL: url, EVISA_ACQUIRER_SECRET_FILE: secret },
    stop: async () => {
      child.kill('SIGTERM')
      await closed
    },
  }
}

/** The server as its scanners know it: behind a network that can be cut. */
export async function serverBehindNetwork(
  folder: string,
  inFront: (port: number) => Promise<number> = async (port) => port,
): Promise<{ server: RunningServer; network: TcpProxy }> {
  let port = 0
  const network = await openTcpProxy(() => port)
  const address = `http://127.0.0.1:${network.port}`
  const settings = { EVISA_DATA_DIR: join(folder, 'authority'), EVISA_PUBLIC_URL: address }
  const server = await startServer(settings, folder).catch(async (error) => {
    // What listens would keep the test from ending, and from telling why.
    await network.close()
    throw error
  })
  port = await inFront(server.port)
  return { server, network }
}

async function textOf(stream: Readable | null): Promise<string> {
  let text = ''
  for await (const chunk of stream ?? []) text += chunk
  return text
}

/** What a station's `--json` comes to: `clear, entry online`, `refuse status/revoked`. */
export function verdict({ stdout, stderr, code }: Ended): string {
  if (stdout === '') return `exit ${code}: ${stderr.trim()}`
  const decision: Decision & { recorded?: { recorded: string | null; basis?: string } } = JSON.parse(stdout)
  const {
    outcome,
    reason,
    recorded,
  }: { outcome: Outcome; reason: Reason | null; recorded?: typeof decision.recorded } = decision
  const record = recorded?.recorded ? `, ${recorded.recorded} ${recorded.basis}` : ''
  return `${outcome}${outcome === 'clear' ? '' : ` ${reason}`}${record}`
}

// biome-ignore lint/suspicious/noExplicitAny: what a program prints has the form that its own tests say.
export type Json = any

/** What a program printed by `--json`. Throws what it said where it printed nothing. */
export function jsonOf({ stdout, stderr }: Ended): Json {
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}
