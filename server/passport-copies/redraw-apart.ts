/**
 * Opens strangers' files in a process apart, one at a time: it is ended where one takes too long, too much memory, or its
 * library crashes, and another takes its place. What goes wrong there reaches neither the signing keys nor any other call.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { fail, type Result } from '#evisa/result.ts'
import { takeTurns } from '../../platform/in-turn.ts'
import type { Finding } from './copy-findings.ts'
import type { RedrawnCopy } from './redraw-copy.ts'
import type { RedrawAsked } from './redraw-program.ts'

export interface Redrawing {
  /** Makes a file anew, after those that were asked for before. */
  redraw(file: Uint8Array, mostPages: number): Promise<Result<RedrawnCopy, Finding>>
  close(): Promise<void>
}

export interface RedrawLimits {
  /** For one file. */
  readonly milliseconds?: number
  /** For the whole process, where the system tells of it. */
  readonly memoryBytes?: number
  /** For how long the process is kept when there is nothing to do. */
  readonly idleMilliseconds?: number
}

const PROGRAM = resolve(import.meta.dirname, 'redraw-program.ts')
const LIMITS = { milliseconds: 20_000, memoryBytes: 450_000_000, idleMilliseconds: 60_000 }
const WATCH_MILLISECONDS = 50
const START_MILLISECONDS = 30_000

/** Starts the process when it is needed for the first time. */
export function redrawApart(given: RedrawLimits = {}): Redrawing {
  const limits = { ...LIMITS, ...given }
  const inTurn = takeTurns()
  let child: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined
  const end = async () => {
    clearTimeout(idle)
    const ending = child
    child = null
    if (ending !== null && isAlive(ending)) {
      ending.kill('SIGKILL')
      await once(ending, 'exit')
    }
  }
  const redraw = async (asked: RedrawAsked) => {
    clearTimeout(idle)
    if (child === null || !isAlive(child)) child = await startProgram()
    const answer = await answerWithin(child, asked, limits)
    if (answer === null) await end()
    idle = setTimeout(end, limits.idleMilliseconds).unref()
    return answer ?? fail({ code: 'too-hard' as const, page: null })
  }
  return { redraw: (file, mostPages) => inTurn(() => redraw({ file, mostPages })), close: () => inTurn(end) }
}

function isAlive({ exitCode, signalCode, connected }: ChildProcess): boolean {
  return exitCode === null && signalCode === null && connected
}

async function startProgram(): Promise<ChildProcess> {
  const child = fork(PROGRAM, {
    serialization: 'advanced',
    // Settings name passwords and keys: it is told none. Each arena of the allocator keeps what a picture once took.
    env: { MALLOC_ARENA_MAX: '1' },
    execArgv: [...permissions(), '--disable-warning=SecurityWarning', '--max-semi-space-size=2', '--expose-gc'],
  })
  const stopped = new AbortController()
  try {
    await Promise.race([
      once(child, 'message', stopped),
      once(child, 'exit', stopped).then(() =>
        Promise.reject(new Error('the program that opens copies does not start')),
      ),
      wait(START_MILLISECONDS, undefined, stopped).then(() =>
        Promise.reject(new Error('the program that opens copies is late')),
      ),
    ])
    return child
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    stopped.abort()
  }
}

/** It reads its own program and packages, and no other file; writes none, and starts nothing. */
function permissions(): readonly string[] {
  const project = resolve(import.meta.dirname, '../..')
  const packages = resolve(fileURLToPath(import.meta.resolve('sharp')), '../../..')
  return ['--permission', '--allow-addons', `--allow-fs-read=${project}/`, `--allow-fs-read=${packages}/`]
}

/** Null where no answer came within the limits. */
async function answerWithin(
  child: ChildProcess,
  asked: RedrawAsked,
  { milliseconds, memoryBytes }: Required<RedrawLimits>,
): Promise<Result<RedrawnCopy, Finding> | null> {
  const stopped = new AbortController()
  const none = async () => null
  try {
    const answer = once(child, 'message', stopped).then(([message]) => message as Result<RedrawnCopy, Finding>)
    const ended = once(child, 'exit', stopped).then(none)
    child.send(asked)
    return await Promise.race([answer, ended, wait(milliseconds, null, stopped), outgrown(child, memoryBytes, stopped)])
  } finally {
    stopped.abort()
  }
}

/** Resolves once the process holds more than so many bytes; never where the system does not tell. */
async function outgrown({ pid }: ChildProcess, bytes: number, { signal }: AbortController): Promise<null> {
  while (residentBytes(pid) <= bytes) await wait(WATCH_MILLISECONDS, undefined, { signal })
  return null
}

const PAGE_BYTES = 4096

function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return 0
  }
}
