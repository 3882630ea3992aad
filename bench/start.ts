/** `start`: how long people wait for `scan status`, and scanners for a server that was started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { request } from 'undici'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import { cpuOfProcess } from './cpu-time.ts'
import { hotSpots } from './hot-spots.ts'
import { median, round } from './measure.ts'
import { nodeScript } from './npm-scripts.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const STATUSES = 9
const STARTS = 7
const TELL_CPU = resolve(import.meta.dirname, 'tell-cpu.ts')

interface Took {
  readonly seconds: number
  /** Null where the platform does not tell. */
  readonly cpuSeconds: number | null
}

export async function start(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  try {
    // The first start makes keys and everything else: what is measured is every later one.
    await withServer(folder, [], (url) => enrolStation(folder, url))
    const statuses = await inRounds(STATUSES, () => scanStatus(folder))
    const cpuOfStatus = median(await inRounds(3, () => cpuSecondsOfStatus(folder)))
    const starts = await inRounds(STARTS, () => withServer(folder, [], async () => undefined))
    const [status, server] = [seconds(statuses), seconds(starts)]
    const cpus = starts.flatMap(({ cpuSeconds }) => cpuSeconds ?? [])
    return benchResult('start', [status, server], {
      '`scan status` CPU s': round(cpuOfStatus),
      'server CPU s': cpus.length === 0 ? `not told on ${process.platform}` : round(median(cpus)),
      'slowest s': `${round(Math.max(...statuses.map((one) => one.seconds)))}, server ${round(Math.max(...starts.map((one) => one.seconds)))}`,
      ...(isMet('start', [status, server]) ? {} : await whereItGoes(folder)),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const seconds = (all: readonly Took[]) => median(all.map((one) => one.seconds))

async function inRounds<T>(count: number, run: () => Promise<T>): Promise<readonly T[]> {
  const all: T[] = []
  for (let at = 0; at < count; at++) all.push(await run())
  return all
}

async function enrolStation(folder: string, url: string): Promise<void> {
  const token = readFileSync(join(folder, 'authority', 'authority.token'), 'utf8').trim()
  const answer = await request(`${url}/v1/enrolment-codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"role":"border"}',
  })
  const { secret, root_fingerprint: root } = (await answer.body.json()) as Record<'secret' | 'root_fingerprint', string>
  const code = writeEnrolmentCode({ server: url, secret, root })
  await ended(scan(folder, ['enrol', code, '--checkpoint', 'NQZ']))
}

async function scanStatus(folder: string): Promise<Took> {
  const from = performance.now()
  await ended(scan(folder, ['status', '--json']))
  return { seconds: (performance.now() - from) / 1000, cpuSeconds: null }
}

async function cpuSecondsOfStatus(folder: string): Promise<number> {
  const child = scan(folder, ['status', '--json'], [`--import=file://${TELL_CPU}`])
  const told = textOf(child.stdio[3] as Readable)
  await ended(child)
  return Number(await told) / 1e6
}

/** Starts the server over the same data, until its first answer; then does something, and stops it. */
async function withServer(
  folder: string,
  flags: readonly string[],
  act: (url: string) => Promise<unknown>,
): Promise<Took> {
  const from = performance.now()
  const child = launch(folder, 'server', [], flags)
  try {
    const url = await addressOf(child)
    const answer = await request(`${url}/health/ready`)
    await answer.body.dump()
    const took = (performance.now() - from) / 1000
    const cpu = cpuOfProcess(child.pid ?? 0)
    await act(url)
    return { seconds: took, cpuSeconds: cpu === null ? null : cpu.total / 1e6 }
  } finally {
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    await closed
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += chunk
    const [, url] = /authority at (http:\/\/\S+)/.exec(said) ?? []
    if (url !== undefined) {
      // Whatever more it says must not fill the pipe.
      child.stdout?.resume()
      return url
    }
  }
  throw new Error('the server ended before it listened')
}

/** By the profiles that V8 writes at the end of a process. */
async function whereItGoes(folder: string): Promise<Record<string, string>> {
  const [ofStatus, ofServer] = [mkdtempSync(join(folder, 'profile-')), mkdtempSync(join(folder, 'profile-'))]
  const flags = (to: string) => ['--cpu-prof', `--cpu-prof-dir=${to}`]
  await ended(scan(folder, ['status', '--json'], flags(ofStatus)))
  await withServer(folder, flags(ofServer), async () => undefined)
  return { 'where `scan status` goes': spotsIn(ofStatus), 'where the server goes': spotsIn(ofServer) }
}

function spotsIn(folder: string): string {
  const [file] = readdirSync(folder)
  return file === undefined ? 'no profile was written' : hotSpots(JSON.parse(readFileSync(join(folder, file), 'utf8')))
}

function scan(folder: string, args: readonly string[], flags: readonly string[] = []): ChildProcess {
  return launch(folder, 'scan', args, flags)
}

function launch(folder: string, script: string, args: readonly string[], more: readonly string[]): ChildProcess {
  const { flags, program } = nodeScript(script)
  const { PATH = '', SystemRoot = '' } = process.env
  return spawn(process.execPath, [...flags, ...more, program, ...args], {
    cwd: folder,
    env: {
      ...{ PATH, SystemRoot, EVISA_LOG_LEVEL: 'silent', EVISA_PORT: '0' },
      ...{ EVISA_DATA_DIR: join(folder, 'authority'), EVISA_STATION_DIR: join(folder, 'station') },
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
}

async function ended(child: ChildProcess): Promise<void> {
  const [, complaint, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')])
  if (code !== 0) throw new Error(`a program ended with ${code}: ${complaint}`)
}

async function textOf(stream: Readable | null): Promise<string> {
  let text = ''
  for await (const chunk of stream ?? []) text += chunk
  return text
}
