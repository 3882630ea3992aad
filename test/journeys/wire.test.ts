/**
 * The programs of before the second version of the wire, beside those of now. They are kept as they were
 * (`of-before/wire-1.tar.gz`: by `git archive 9ffdbf0`, less pages, tests and bench), so that it needs no history to run them.
 */
import { execFile } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { civilDateAt } from '#evisa/civil-date.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { type Environment, type RunningServer, run, startServer, verdict } from './programs.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const STATION = 'scanner-client/station/cli.ts'

/** The programs of before in a folder of their own, with the packages of now. */
async function programsOfBefore(t: Test): Promise<string> {
  const dir = join(t.testdirName, 'of-before')
  await mkdir(dir, { recursive: true })
  await promisify(execFile)('tar', ['-xzf', join(import.meta.dirname, 'of-before/wire-1.tar.gz'), '-C', dir])
  await symlink(join(PROJECT, 'node_modules'), join(dir, 'node_modules'), 'junction')
  return dir
}

interface Issued {
  readonly qr_text: string
  readonly visa_number: string
  readonly claims: { readonly passport: { readonly number: string } }
}

/** A scene with a folder: what is asked of a server, and stations of both kinds. */
function sceneIn(folder: string, before: string) {
  const at = (server: RunningServer) => ({ EVISA_DATA_DIR: join(folder, 'authority'), EVISA_URL: server.url })
  const desk = async (server: RunningServer, ...args: string[]) => {
    const ended = await run('desk/terminal/cli.ts', ['--url', server.url, '--json', ...args], at(server), folder)
    if (ended.code !== 0) throw new Error(`${args.join(' ')}: ${ended.stderr}`)
    return ended.stdout
  }
  const scan = (isOld: boolean) => (name: string, args: readonly string[]) =>
    run(
      isOld ? join(before, STATION) : STATION,
      ['--station', join(folder, name), '--json', ...args],
      {} satisfies Environment,
      folder,
    )
  const issue = async (server: RunningServer): Promise<readonly Issued[]> => {
    const [one] = demoApplications(civilDateAt(Math.floor(Date.now() / 1000)))
    const file = join(folder, 'applications.jsonl')
    const lines = ['A', 'B', 'C'].map((letter) => JSON.stringify({ ...one, visa_support_number: `WIRE-${letter}` }))
    await writeFile(file, lines.join('\n'))
    const out = await desk(server, 'issue', file)
    return out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  }
  const enrol = async (server: RunningServer, name: string, isOld: boolean) => {
    const { code } = JSON.parse(await desk(server, 'enrol', 'border'))
    const ended = await scan(isOld)(name, ['enrol', code, '--name', name, '--checkpoint', 'NQZ'])
    if (ended.code !== 0) throw new Error(ended.stderr)
    return (verb: 'admit' | 'check' | 'sync' | 'status' | 'exit', visa?: Issued) => {
      const about =
        visa === undefined ? [] : [visa.qr_text, '--mrz', demoPassport(visa.claims.passport.number).mrz.join('|')]
      return scan(isOld)(name, [verb, ...about])
    }
  }
  const wires = async (server: RunningServer) => {
    const { devices } = JSON.parse(await desk(server, 'devices'))
    return Object.fromEntries(
      devices.map(({ name, report }: { name: string; report: { wire?: number } | null }) => [name, report?.wire]),
    )
  }
  return { at, desk, issue, enrol, wires }
}

const syncOf = ({ stdout, stderr, code }: Awaited<ReturnType<typeof run>>) => {
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

t.test('a scanner of before and one of now work side by side with the server of now', async (t) => {
  const folder = t.testdir()
  const before = await programsOfBefore(t)
  const scene = sceneIn(folder, before)
  const server = await startServer({ EVISA_DATA_DIR: join(folder, 'authority') }, folder)
  t.teardown(() => server.stop())
  const [one, two, three] = await scene.issue(server)
  const [old, now] = [await scene.enrol(server, 'old', true), await scene.enrol(server, 'now', false)]
  t.equal(verdict(await old('check', one)), 'clear')
  t.equal(verdict(await now('check', one)), 'clear')
  t.equal(verdict(await old('admit', one)), 'clear, entry online')
  t.equal(verdict(await now('admit', two)), 'clear, entry online')
  t.equal(verdict(await now('check', one)), 'refuse entries/used-up')
  t.equal(
    verdict(await old('check', two)),
    'refuse entries/used-up',
    'an entry that carries its e-visa is told as before',
  )
  await scene.desk(server, 'revoke', three?.visa_number ?? '', '--reason', 'a test')
  for (const station of [old, now]) {
    t.match(syncOf(await station('sync')), { rejected: 0 })
    t.equal(verdict(await station('check', three)), 'refuse status/revoked')
    t.match(syncOf(await station('status')), { unsent: 0 })
  }
  t.same(await scene.wires(server), { old: 1, now: 2 })
})

t.test('a scanner of now works with the server of before, and goes on when that is renewed', async (t) => {
  const folder = t.testdir()
  const before = await programsOfBefore(t)
  const scene = sceneIn(folder, before)
  const data = { EVISA_DATA_DIR: join(folder, 'authority') }
  const first = await startServer(data, folder, join(before, 'server/main.ts'))
  const { port } = first
  const running = { server: first }
  t.teardown(() => running.server.stop())
  const [one, two] = await scene.issue(first)
  const now = await scene.enrol(first, 'now', false)
  const old = await scene.enrol(first, 'old', true)
  t.equal(verdict(await now('admit', one)), 'clear, entry online')
  t.match(syncOf(await now('sync')), { rejected: 0 })
  t.match(syncOf(await now('status')), { unsent: 0 })
  t.equal(verdict(await old('check', one)), 'refuse entries/used-up')
  await first.stop()

  running.server = await startServer({ ...data, EVISA_PORT: String(port) }, folder)
  t.equal(running.server.port, port)
  for (const station of [now, old]) t.match(syncOf(await station('sync')), { rejected: 0 })
  t.equal(verdict(await now('admit', two)), 'clear, entry online')
  t.equal(verdict(await old('check', two)), 'refuse entries/used-up')
  t.same(await scene.wires(running.server), { now: 2, old: 1 })
  t.match(syncOf(await now('status')), { unsent: 0 })
})
