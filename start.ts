/**
 * `npm start`: runs the server and, in a demonstration, the test acquirer, each as a process of its own, and ends them together.
 * What it runs is told by settings alone; no program needs it, and each can be started by itself.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ConfigError } from './server/config.ts'
import { mayDemonstrate } from './server/operation/may-demonstrate.ts'

interface StartedAcquirer {
  readonly child: ChildProcess
  readonly settings: Readonly<Record<string, string>>
}

const FIRST_PORT = 8080
const PORTS_BETWEEN = 10

async function main(): Promise<void> {
  const dataDir = resolve(process.env.EVISA_DATA_DIR || 'data')
  const folder = join(dataDir, 'acquirer')
  const wasThere = { dataDir: existsSync(dataDir), folder: existsSync(folder) }
  const acquirer = isDemonstration(dataDir) ? await startAcquirer(folder) : null
  const server = run('server/main.ts', { ...process.env, ...acquirer?.settings }, 'inherit')
  const exit = once(server, 'exit')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => server.kill('SIGTERM'))
  const [code] = await exit
  if (acquirer !== null) await endAcquirer(acquirer)
  // A server that did not start leaves nothing behind, and what was made for it goes with it.
  if (code !== 0 && !wasThere.folder) rmSync(folder, { recursive: true, force: true })
  if (code !== 0 && !wasThere.dataDir && existsSync(dataDir) && readdirSync(dataDir).length === 0)
    rmSync(dataDir, { recursive: true })
  process.exitCode = code ?? 1
}

/** One that finds its acquirer by itself: no other is set. What is wrong with the settings is the server's to say. */
function isDemonstration(dataDir: string): boolean {
  if (process.env.EVISA_ACQUIRER_URL) return false
  try {
    return mayDemonstrate(process.env, dataDir)
  } catch (error) {
    if (error instanceof ConfigError) return false
    throw error
  }
}

/** Null where it did not start, which it has said: the server goes on without, and nothing can be paid. */
async function startAcquirer(folder: string): Promise<StartedAcquirer | null> {
  const secret = join(folder, 'secret')
  const settings = {
    ACQUIRER_PORT: portBeside(process.env.EVISA_PORT),
    ACQUIRER_DATA_DIR: folder,
    ACQUIRER_SECRET_FILE: secret,
  }
  const child = run('acquirer/main.ts', { ...settings, ...process.env }, 'pipe')
  const url = await addressOf(child)
  if (url === null) return null
  child.once('exit', (code) => {
    if (code !== 0) process.stderr.write('the test acquirer ended: nothing can be paid until the next start\n')
  })
  return {
    child,
    settings: { EVISA_ACQUIRER_URL: url, EVISA_ACQUIRER_SECRET_FILE: process.env.ACQUIRER_SECRET_FILE ?? secret },
  }
}

function portBeside(port = String(FIRST_PORT)): string {
  return port === '0' || !/^[0-9]+$/.test(port) ? '0' : String(Number(port) + PORTS_BETWEEN)
}

/** Hands on what it says, and gives its address; null where it ended before. */
async function addressOf(child: ChildProcess): Promise<string | null> {
  let said = ''
  const listening = new Promise<string | null>((resolve) => {
    child.once('exit', () => resolve(null))
    child.stdout?.on('data', (chunk) => {
      process.stdout.write(chunk)
      said += chunk
      const [, url] = /^test acquirer at (http:\/\/\S+)$/m.exec(said) ?? []
      if (url !== undefined) resolve(url)
    })
  })
  return listening
}

async function endAcquirer({ child }: StartedAcquirer): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.removeAllListeners('exit')
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

/** In a group of its own: Ctrl-C reaches this program alone, which ends each once and in their order. */
function run(program: string, env: NodeJS.ProcessEnv, out: 'inherit' | 'pipe'): ChildProcess {
  const args = [...process.execArgv, resolve(import.meta.dirname, program)]
  return spawn(process.execPath, args, {
    env,
    stdio: ['ignore', out, 'inherit'],
    detached: process.platform !== 'win32',
  })
}

await main()
