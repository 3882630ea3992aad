/** The authority server as a child process that can also be killed, and the authority's desk beside it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'

const PROJECT = resolve(import.meta.dirname, '../..')
// Of what surrounds it a program is given what it cannot start without, and the cache of compiled code that spares the processor.
const { PATH = '', SystemRoot = '', NODE_COMPILE_CACHE = '' } = process.env

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface StartedServer {
  readonly url: string
  readonly token: string
  /** What it wrote until now. */
  readonly said: { stdout: string; stderr: string }
  /** Ends it by a signal and tells its exit code; null if the signal itself ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

/** Runs one of the project's programs with these settings alone. */
export async function runProgram(
  program: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  input = '',
): Promise<Ended> {
  const child = launch(program, args, settings)
  child.stdin?.end(input)
  const [stdout, stderr, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}

/** Starts the server on a free port over a data folder and waits until it listens. */
export async function startServer(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<StartedServer> {
  const child = launch('server/main.ts', [], { EVISA_PORT: '0', EVISA_DATA_DIR: dataDir, ...settings })
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => {
    said.stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    said.stderr += chunk
  })
  const closed = once(child, 'close')
  let url: string | undefined
  while (url === undefined) {
    ;[, url] = /^evisa-gate authority at (http:\/\/\S+)$/m.exec(said.stdout) ?? []
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${said.stderr}`)
    await setTimeout(10)
  }
  return {
    url,
    token: readFileSync(join(dataDir, 'authority.token'), 'utf8').trim(),
    said,
    end: async (signal) => {
      child.kill(signal)
      return (await closed)[0]
    },
  }
}

function launch(program: string, args: readonly string[], settings: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [resolve(PROJECT, program), ...args], {
    env: { PATH, SystemRoot, NODE_COMPILE_CACHE, ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

async function textOf(stream: Readable | null): Promise<string> {
  let text = ''
  for await (const chunk of stream ?? []) text += chunk
  return text
}
