/** Server and station killed in the middle of their work, again and again: nothing that was told is lost. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { sync } from '../../scanner-client/offline/sync.ts'
import { clientOf, enrolStation, syncContext, withStore } from '../../scanner-client/station/station.ts'
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts'
import { layDemonstration } from '../server/made-demonstration.ts'
import { type StartedServer, startServer } from '../server/start-server.ts'
import { conflictsButUnknown } from '../server/store/listed-conflicts.ts'
import { run } from './programs.ts'
import { openTcpProxy } from './tcp-proxy.ts'

export interface Killed {
  readonly kills: number
  /** Records that a station told of as durable. */
  readonly told: number
  /** Of those, not found on the server. */
  readonly lost: number
  /** Places in the chain on the server that are missing, taken twice, or do not name the one before. */
  readonly broken: number
  /** What the station believes not to be handed in, after the last sync. */
  readonly unsent: number
}

const BUSY_STATION = resolve(import.meta.dirname, 'busy-station.ts')

/** Kills server or station so many times, by a seeded choice, and then lets them finish. */
export async function killAgainAndAgain(kills: number, seed: number): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-killed-'))
  const dataDir = join(folder, 'authority')
  const station = { dir: join(folder, 'station'), offline: false }
  let server: StartedServer | null = null
  const network = await openTcpProxy(() => Number(new URL(server?.url ?? 'http://127.0.0.1:1').port))
  const start = () =>
    startServer(dataDir, { EVISA_PUBLIC_URL: `http://127.0.0.1:${network.port}`, EVISA_LOG_LEVEL: 'silent' })
  const told: string[] = []
  const work = () => startStation(station.dir, told)
  let busy: ChildProcess | null = null
  try {
    await layDemonstration(dataDir)
    server = await start()
    const enrolment = await enrol(server.url, dataDir, folder, station)
    busy = work()
    const random = mulberry32(seed)
    for (let kill = 0; kill < kills; kill++) {
      await setTimeout(50 + random() * 300)
      if (random() < 0.5) {
        await server.end('SIGKILL')
        server = await start()
      } else {
        busy.kill('SIGKILL')
        await once(busy, 'close')
        busy = work()
      }
    }
    await setTimeout(300)
    busy.kill('SIGKILL')
    await once(busy, 'close')
    const unsent = await withStore(station, async (store) => {
      await sync(store, await clientOf(store, enrolment), syncContext)
      return store.countUnsent()
    })
    await server.end('SIGTERM')
    return { kills, told: told.length, unsent, ...(await chainOf(dataDir, enrolment.device, told)) }
  } finally {
    busy?.kill('SIGKILL')
    await server?.end('SIGKILL')
    await network.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function enrol(url: string, dataDir: string, folder: string, station: { dir: string; offline: boolean }) {
  const made = await run(
    'desk/terminal/cli.ts',
    ['--url', url, '--json', 'enrol', 'border'],
    { EVISA_DATA_DIR: dataDir },
    folder,
  )
  const code = parseEnrolmentCode(JSON.parse(made.stdout).code)
  if (!code.ok) throw new Error(code.error)
  return withStore(station, async (store) => {
    const enrolment = await enrolStation(store, code.value, { name: 'Booth', checkpoint: 'NQZ' })
    await sync(store, await clientOf(store, enrolment), syncContext)
    return enrolment
  })
}

function startStation(dir: string, told: string[]): ChildProcess {
  const child = spawn(process.execPath, [BUSY_STATION, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  let rest = ''
  child.stdout?.on('data', (chunk) => {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    told.push(...lines)
  })
  return child
}

async function chainOf(dataDir: string, device: string, told: readonly string[]) {
  const store = openSqliteStore(join(dataDir, 'authority.db'))
  const chain = await store.chainOf(device, 0, 1_000_000)
  const conflicts = await conflictsButUnknown(store)
  await store.close()
  const there = new Set(chain.map(({ hash }) => hash))
  const isBroken = chain.filter(({ event }, at) => event.seq !== at + 1 || event.prev !== (chain[at - 1]?.hash ?? null))
  return {
    lost: told.filter((hash) => !there.has(hash)).length,
    broken: isBroken.length + conflicts.length,
  }
}

/** A small seeded generator of numbers from 0 to 1: a run can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
