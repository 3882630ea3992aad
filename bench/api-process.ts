/** Servers and clients of the benches run in processes of their own: started with one line in, ready with one line out. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type CpuTime, cpuOfProcess, ownTotal } from './cpu-time.ts'
import { startProfile } from './hot-spots.ts'

export interface Child<Said, Told = unknown> {
  /** What it said when it was ready. */
  readonly said: Said
  readonly pid: number
  /** Asks it something by a line, and waits for the line that answers. */
  ask(line: unknown): Promise<Told>
  /** The processor time that it has used until now. */
  cpu(): Promise<CpuTime>
  /** Where its main thread's time goes during some work of this process. */
  profiled(work: () => Promise<unknown>): Promise<string>
  stop(): Promise<void>
}

// What every child answers beside its own lines.
const CPU = 'the processor time that you have used'
const PROFILE = 'start to profile yourself'
const PROFILED = 'tell what you found'

/** Starts a script of this folder; rejects where it ends before it is ready. */
export async function startChild<Said, Told = unknown>(
  script: string,
  given: unknown,
  { flags = [], args = [] }: { readonly flags?: readonly string[]; readonly args?: readonly string[] } = {},
): Promise<Child<Said, Told>> {
  const file = resolve(import.meta.dirname, script)
  const child = spawn(process.execPath, [...flags, file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const tell = async <T>(line: unknown): Promise<T> => {
    child.stdin.write(`${JSON.stringify(line)}\n`)
    const { value } = await lines.next()
    if (value === undefined) throw new Error(`${script} ended`)
    return JSON.parse(value)
  }
  const said = await tell<Said>(given)
  const pid = child.pid ?? 0
  return {
    said,
    pid,
    ask: (line) => tell<Told>(line),
    // By the kernel where it tells of threads; else by the child itself.
    cpu: async () => cpuOfProcess(pid) ?? (await tell<CpuTime>(CPU)),
    profiled: async (work) => {
      await tell(PROFILE)
      await work()
      return tell<string>(PROFILED)
    },
    stop: async () => {
      child.kill('SIGTERM')
      await closed
    },
  }
}

/** The other side: answers every line that comes in. */
export async function answerLines(answer: (line: string) => unknown): Promise<void> {
  let endProfile: (() => Promise<string>) | null = null
  const answered = async (line: string): Promise<unknown> => {
    const asked: unknown = JSON.parse(line)
    if (asked === CPU) return ownTotal()
    if (asked === PROFILED) return endProfile?.()
    if (asked !== PROFILE) return answer(line)
    endProfile = await startProfile()
    return true
  }
  for await (const line of createInterface(process.stdin)) {
    process.stdout.write(`${JSON.stringify(await answered(line))}\n`)
  }
  // Whoever started it is gone.
  process.kill(process.pid, 'SIGTERM')
}
