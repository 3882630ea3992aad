/** Processor time of a process as the kernel accounts it to each of its threads: a busy machine does not bend it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Microseconds. */
export interface CpuTime {
  readonly total: number
  /** The same by kind of thread; null where the platform does not tell. */
  readonly threads: ThreadTimes | null
}

export interface ThreadTimes {
  /** The thread that runs the JavaScript. */
  readonly main: number
  /** The pool of libuv, where OpenSSL signs and checks. */
  readonly pool: number
  /** What V8 does beside it, such as collecting garbage, and worker threads. */
  readonly other: number
}

const PROC = '/proc'
const POOL = /^libuv-worker/

/**
 * What a process has used until now; null on a platform without `/proc/PID/task/TID/schedstat`. A thread that has ended is
 * counted no more, so that a process that ends threads while it is measured looks cheaper than it is.
 */
export function cpuOfProcess(pid: number, proc = PROC): CpuTime | null {
  const tasks = join(proc, String(pid), 'task')
  const threads = { main: 0, pool: 0, other: 0 }
  for (const thread of namesIn(tasks)) {
    const nanoseconds = read(join(tasks, thread, 'schedstat'))?.split(' ')[0]
    const name = read(join(tasks, thread, 'comm'))
    if (nanoseconds === undefined || name === null) continue
    const kind = Number(thread) === pid ? 'main' : POOL.test(name) ? 'pool' : 'other'
    threads[kind] += Number(nanoseconds) / 1000
  }
  const total = threads.main + threads.pool + threads.other
  return total === 0 ? null : { total, threads }
}

/** What this process has used until now, of all its threads. */
export function ownCpu(proc = PROC): CpuTime {
  return cpuOfProcess(process.pid, proc) ?? ownTotal()
}

/** The same as Node tells it on every platform: without the kinds of threads. */
export function ownTotal(): CpuTime {
  const { user, system } = process.cpuUsage()
  return { total: user + system, threads: null }
}

/** What two processes have used together. */
export function cpuTogether(one: CpuTime, other: CpuTime): CpuTime {
  const [its, others] = [one.threads, other.threads]
  return {
    total: one.total + other.total,
    threads:
      its === null || others === null
        ? null
        : { main: its.main + others.main, pool: its.pool + others.pool, other: its.other + others.other },
  }
}

/** What was used between two moments, for each of so many acts. */
export function cpuEach(before: CpuTime, after: CpuTime, acts: number): CpuTime {
  const each = (from: number, to: number) => (to - from) / acts
  const [first, last] = [before.threads, after.threads]
  return {
    total: each(before.total, after.total),
    threads:
      first === null || last === null
        ? null
        : {
            main: each(first.main, last.main),
            pool: each(first.pool, last.pool),
            other: each(first.other, last.other),
          },
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    return goneAs(error, [])
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    return goneAs(error, null)
  }
}

// A thread may end between the listing and the reading, and a platform may have neither.
function goneAs<T>(error: unknown, instead: T): T {
  if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return instead
  throw error
}

/** For how many seconds the main thread of a process stood ready and had no core; null where the kernel does not tell. */
export function waitedForCore(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e9
  } catch {
    return null
  }
}
