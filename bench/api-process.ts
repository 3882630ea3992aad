/** Servers and clients of the API's benches run in processes of their own: started with one line in, ready with one line out. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

export interface Child {
  /** What it said when it was ready. */
  // biome-ignore lint/suspicious/noExplicitAny: each script says things of its own
  readonly said: any
  /** Asks it something by a line, and waits for the line that answers. */
  // biome-ignore lint/suspicious/noExplicitAny: each script says things of its own
  ask(line: unknown): Promise<any>
  stop(): Promise<void>
}

/** Starts a script of this folder; rejects where it ends before it is ready. */
export async function startChild(script: string, given: unknown, flags: readonly string[] = []): Promise<Child> {
  const file = resolve(import.meta.dirname, script)
  const child = spawn(process.execPath, [...flags, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const ask = async (line: unknown) => {
    child.stdin.write(`${JSON.stringify(line)}\n`)
    const { value } = await lines.next()
    if (value === undefined) throw new Error(`${script} ended`)
    return JSON.parse(value)
  }
  const said = await ask(given)
  return {
    said,
    ask,
    stop: async () => {
      child.kill('SIGTERM')
      await closed
    },
  }
}

/** The other side: answers every line that comes in. */
export async function answerLines(answer: (line: string) => unknown): Promise<void> {
  for await (const line of createInterface(process.stdin)) {
    process.stdout.write(`${JSON.stringify(await answer(line))}\n`)
  }
  // Whoever started it is gone.
  process.kill(process.pid, 'SIGTERM')
}
