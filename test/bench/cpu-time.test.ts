import { join } from 'node:path'
import t from 'tap'
import { cpuEach, cpuOfProcess, cpuTogether, ownCpu, ownTotal, waitedForCore } from '../../bench/cpu-time.ts'

/** Threads as the kernel shows them: nanoseconds on a processor, nanoseconds of waiting for one, turns. */
const thread = (name: string, nanoseconds: number) => ({ comm: `${name}\n`, schedstat: `${nanoseconds} 999999999 7\n` })

t.test('adds up the threads of a process by what they are for', async (t) => {
  const task = {
    70: thread('MainThread', 5_000_000),
    71: thread('libuv-worker', 2_000_000),
    72: thread('libuv-worker', 1_000_000),
    73: thread('V8Worker', 500_000),
  }
  const proc = t.testdir({ 70: { task } })
  t.same(cpuOfProcess(70, proc), { total: 8500, threads: { main: 5000, pool: 3000, other: 500 } })
})

t.test('adds up two processes, and by kind of thread where both of them tell', async (t) => {
  const one = { total: 8500, threads: { main: 5000, pool: 3000, other: 500 } }
  const other = { total: 111, threads: { main: 100, pool: 10, other: 1 } }
  t.same(cpuTogether(one, other), { total: 8611, threads: { main: 5100, pool: 3010, other: 501 } })
  t.same(cpuTogether(one, { total: 10, threads: null }), { total: 8510, threads: null })
})

t.test('leaves out a thread that ends while it is read', async (t) => {
  const proc = t.testdir({ 70: { task: { 70: thread('MainThread', 5_000_000), 71: {} } } })
  t.same(cpuOfProcess(70, proc), { total: 5000, threads: { main: 5000, pool: 0, other: 0 } })
})

t.test('tells nothing of a process that there is not, or on a platform without such accounts', async (t) => {
  t.equal(cpuOfProcess(70, join(t.testdir(), 'proc')), null)
  t.equal(cpuOfProcess(70, t.testdir({ 70: { task: { 70: {} } } })), null)
})

t.test('throws where the accounts may not be read', async (t) => {
  const proc = t.testdir({ 70: { task: { 70: { schedstat: {} } } } })
  t.throws(() => cpuOfProcess(70, proc), { code: 'EISDIR' })
})

t.test('falls back to what Node tells of its own process', async (t) => {
  const { total, threads } = ownCpu(join(t.testdir(), 'proc'))
  t.equal(threads, null)
  t.ok(total > 0)
})

t.test('grows with the work that is done', async (t) => {
  for (const read of [ownCpu, ownTotal]) {
    const before = read()
    const until = process.cpuUsage().user + 50_000
    while (process.cpuUsage().user < until) Math.hypot(1, 2)
    const { total } = cpuEach(before, read(), 1)
    t.ok(total > 30_000, `${total} us`)
  }
})

t.test('shares what was used among the acts', async (t) => {
  const before = { total: 100, threads: { main: 50, pool: 30, other: 20 } }
  const after = { total: 500, threads: { main: 250, pool: 130, other: 120 } }
  t.same(cpuEach(before, after, 10), { total: 40, threads: { main: 20, pool: 10, other: 10 } })
  t.same(cpuEach({ ...before, threads: null }, after, 10), { total: 40, threads: null })
})

t.test('tells how long a process waited for a core, where the kernel does', (t) => {
  const waited = waitedForCore(process.pid)
  if (process.platform === 'linux') t.ok(waited !== null && waited >= 0)
  t.equal(waitedForCore(0), null)
  t.end()
})
