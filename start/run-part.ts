/** One of the programs that `npm start` runs: a process of its own, which ends when this one does. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { heldVoice } from './held-voice.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface PartOptions {
  /** Absolute. */
  readonly program: string
  /** Of Node itself. */
  readonly flags: readonly string[]
  readonly env: Environment
  /** The line by which it says where it listens, the address being the first group; from it on it is held back. */
  readonly listens: RegExp
  readonly tell: (text: string) => void
  /** How long it may take to end before it is killed. */
  readonly endMs?: number
}

export interface Part {
  /** What it said, by the first group of a pattern; null where it ended before. */
  said(pattern: RegExp): Promise<string | null>
  /** Where it listens; null where it ended before. */
  readonly address: Promise<string | null>
  /** Its code; 1 where a signal ended it. */
  readonly ended: Promise<number>
  /** Tells what it said of itself. */
  release(): void
  /** Ends it, and gives its code. */
  end(): Promise<number>
}

// Longer than the longest of the programs takes by itself.
const END_MS = 15_000
const END_WITH_PARENT = pathToFileURL(resolve(import.meta.dirname, '../platform/end-with-parent.mjs')).href

export function runPart({ program, flags, env, listens, tell, endMs = END_MS }: PartOptions): Part {
  const child = spawn(process.execPath, [...flags, `--import=${END_WITH_PARENT}`, program], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
    // In a group of its own: Ctrl-C reaches this program alone, which ends each once and in their order.
    detached: process.platform !== 'win32',
  })
  const voice = heldVoice(listens, tell)
  child.stdout.setEncoding('utf8').on('data', voice.hear)
  let isListening = false
  void voice.said(listens).then(() => {
    isListening = true
  })
  const ended = once(child, 'exit').then(([code]): number => {
    // Where it listened leads nowhere by now; half a line of one that never did may say why.
    if (!isListening) voice.release()
    return code ?? 1
  })
  const said = (pattern: RegExp) => Promise.race([voice.said(pattern), ended.then(() => null)])
  return {
    ...{ said, ended, release: voice.release },
    address: said(listens),
    end: async () => {
      // It ends by the closing of its pipe, as it would if this program were killed.
      child.stdin.destroy()
      const timer = setTimeout(() => child.kill('SIGKILL'), endMs)
      const code = await ended
      clearTimeout(timer)
      return code
    },
  }
}
