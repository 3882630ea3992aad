/**
 * The drills of docs/recovery.md, with the real programs: a day of work after a backup on eight devices, the backup put in
 * the place of the store, and everything back. Each gives its steps with what came of them, as the page shows them.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { civilDateAt } from '#evisa/civil-date.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { type Ended, type Json, jsonOf, type RunningServer, run, startServer, verdict } from './programs.ts'

/** A step as the page tells it. */
export interface Step {
  readonly what: string
  readonly cameOfIt: string
}

interface Visa {
  readonly visa_number: string
  readonly qr_text: string
  readonly claims: { readonly passport: { readonly number: string } }
}

const VISAS = 10
const BACKUPS = 'backups'

/** A folder with an authority, its desk and stations. */
export function drillIn(folder: string) {
  const data = join(folder, 'authority')
  const env = { EVISA_DATA_DIR: data }
  const steps: Step[] = []
  let server: RunningServer | null = null
  let issued = 0

  const url = () => server?.url ?? ''
  const desk = async (...args: string[]): Promise<Json> => {
    const ended = await run('desk/terminal/cli.ts', ['--url', url(), '--json', ...args], env, folder)
    if (ended.code !== 0) throw new Error(`${args.join(' ')}: ${ended.stderr}`)
    return ended.stdout.trim().includes('\n')
      ? ended.stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : jsonOf(ended)
  }
  const said = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await run('desk/terminal/cli.ts', ['--url', url(), '--json', ...args], env, folder)
    return stdout === '' ? stderr : stdout
  }
  // These work on the store itself, and their terminal is the server's own program.
  const here = async (...args: string[]): Promise<Json> =>
    jsonOf(await run('server/operation/on-this-machine.ts', ['--json', ...args, '--data-dir', data], env, folder))
  const scan = (name: string, ...args: string[]): Promise<Ended> =>
    run('scanner-client/station/cli.ts', ['--station', join(folder, name), '--json', ...args], {}, folder)
  const about = ({ qr_text, claims }: Visa) => [qr_text, '--mrz', demoPassport(claims.passport.number).mrz.join('|')]
  return {
    steps,
    desk,
    said,
    tell: (what: string, cameOfIt: string) => void steps.push({ what, cameOfIt }),
    start: async (port?: number) => {
      server = await startServer({ ...env, ...(port && { EVISA_PORT: String(port) }) }, folder)
      return server.port
    },
    stop: async () => {
      await server?.stop()
      server = null
    },
    health: async (): Promise<number> => (await fetch(`${url()}/health/ready`)).status,
    issue: async (count: number): Promise<readonly Visa[]> => {
      const [one] = demoApplications(civilDateAt(Math.floor(Date.now() / 1000)))
      const lines = Array.from({ length: count }, () => {
        issued += 1
        return JSON.stringify({ ...one, entries: 1, visa_support_number: `DRILL-${1000 + issued}` })
      })
      const file = join(folder, `applications-${issued}.jsonl`)
      await writeFile(file, lines.join('\n'))
      return [await desk('issue', file)].flat()
    },
    enrol: async (name: string, role: 'border' | 'carrier'): Promise<string> => {
      const { code } = await desk('enrol', role)
      return jsonOf(await scan(name, 'enrol', code, '--name', name, '--checkpoint', 'NQZ')).device
    },
    enrolAgain: async (name: string): Promise<{ readonly same: boolean; readonly handedIn: number }> => {
      const before = jsonOf(await scan(name, 'status')).device
      const { code } = await desk('enrol', 'border')
      const { device, unsent } = jsonOf(
        await scan(name, 'enrol', code, '--name', name, '--checkpoint', 'NQZ', '--replace'),
      )
      return { same: device === before, handedIn: unsent === 0 ? 1 : 0 }
    },
    admit: async (name: string, visa: Visa) => verdict(await scan(name, 'admit', ...about(visa))),
    admitOffline: async (name: string, visa: Visa) => verdict(await scan(name, '--offline', 'admit', ...about(visa))),
    check: async (name: string, visa: Visa) => {
      const arrival = new Date(Date.now() + 5 * 3_600_000).toISOString().replace(/\.\d+/, '')
      return verdict(await scan(name, 'check', '--arrival', arrival, ...about(visa)))
    },
    sync: async (name: string): Promise<Json> => {
      const { stdout, stderr } = await scan(name, 'sync')
      return stdout === '' ? { fault: stderr.trim() } : JSON.parse(stdout)
    },
    backUp: async (): Promise<string> => {
      const all = join(folder, BACKUPS)
      await mkdir(all, { recursive: true })
      const before = new Set(await readdir(all))
      await here('backup', all)
      const made = (await readdir(all)).find((name) => !before.has(name)) ?? ''
      return join(all, made)
    },
    restore: (backup: string) => here('restore', backup, '--over-newer'),
    restored: () => desk('restored', '--recovery-token-file', join(data, 'demo-keys.recovery-token')),
  }
}

export type Drill = ReturnType<typeof drillIn>

/** Eight devices, two of them without a network; one is lost and revoked after the backup, one enrolled after it. */
export async function restoreDrill(drill: Drill): Promise<void> {
  const { tell, desk, admit, admitOffline, check, sync, enrol, issue } = drill
  const port = await drill.start()
  const visas = await issue(VISAS)
  const [one, two, three, four, revoked, suspended, seven, untouched, spare] = visas as [
    Visa,
    Visa,
    Visa,
    Visa,
    Visa,
    Visa,
    Visa,
    Visa,
    Visa,
  ]
  const booths = ['booth-1', 'booth-2', 'booth-3', 'booth-4', 'booth-5']
  for (const name of booths) await enrol(name, 'border')
  await enrol('gate-1', 'carrier')
  const stolen = await enrol('gate-2', 'carrier')
  for (const name of [...booths, 'gate-1', 'gate-2']) await sync(name)
  const backup = await drill.backUp()
  tell('10 e-visas, 5 booths and 2 gates; `authority backup`', 'a folder, opened and counted')

  tell('two booths admit', [await admit('booth-1', one), await admit('booth-2', two)].join('; '))
  tell(
    'two booths without a network admit',
    [await admitOffline('booth-3', three), await admitOffline('booth-4', four)].join('; '),
  )
  await desk('revoke', revoked.visa_number, '--reason', 'a drill')
  await desk('suspend', suspended.visa_number, '--reason', 'a drill')
  await desk('revoke-device', stolen)
  await enrol('booth-6', 'border')
  const [late] = (await issue(1)) as [Visa]
  tell('one e-visa is revoked, one suspended, a gate is stolen and revoked', 'done')
  tell(
    'a booth is enrolled, and admits; one more e-visa is issued, and admitted',
    [await admit('booth-6', seven), await admit('booth-1', late)].join('; '),
  )
  // What was used up is published within seconds, and this disk is lost after that.
  await setTimeout(3000)
  for (const name of ['gate-1', 'booth-2']) await sync(name)
  await drill.stop()
  const { lost } = await drill.restore(backup)
  tell(
    'the disk is lost: `authority restore BACKUP`',
    `put in place; the store of before had more: ${[lost].flat().length > 0 ? 'told' : 'not told'}`,
  )

  await drill.start(port)
  tell('the server starts', `health ${await drill.health()}: ${(await desk('recovery')).behind.lost.join(', ')}`)
  tell(
    'meanwhile a gate checks what was revoked, a booth what was used',
    [await check('gate-1', revoked), await admit('booth-2', one)].join('; '),
  )
  const begun = await drill.restored()
  const { device, place } = begun.in_doubt
  tell(
    '`authority restored`',
    `epoch ${begun.epoch.number}, health ${await drill.health()}; in doubt: ${device} devices, ${place} places`,
  )
  tell(
    'a gate checks what was revoked; a booth, in doubt and alone, admits what nobody touched',
    [await check('gate-1', revoked), await admit('booth-5', spare)].join('; '),
  )
  await desk('recovery', 'end', 'device', stolen)
  const { settled } = await desk('recovery', 'confirm', 'device', '--all')
  tell('`recovery end device` of the stolen one, `recovery confirm device --all`', `${settled} work again`)
  const handed: string[] = []
  for (const name of booths) handed.push(await sync(name).then(({ handedIn, fault }) => fault ?? String(handedIn)))
  tell('all booths sync', `handed in again: ${handed.join(', ')}`)
  await sync('booth-6')
  const again = await drill.enrolAgain('booth-6')
  tell(
    'the booth that was enrolled since is enrolled anew',
    `${again.same ? 'the same device' : 'another device'}, handed in: ${again.handedIn}`,
  )
  await sync('gate-1')
  const used = await Promise.all(
    [one, two, three, four].map(async ({ visa_number }) => (await desk('show', visa_number)).entries_used),
  )
  tell('entries used of the four that were admitted', used.join(', '))
  const left = (await desk('recovery', 'list', 'place')).doubts as { status: string; visa_number: string | null }[]
  tell(
    'still in doubt',
    left
      .map(({ status, visa_number }) => `${status}${visa_number === null ? ' (unknown)' : ''}`)
      .toSorted()
      .join(', '),
  )
  await enrol('booth-7', 'border')
  await sync('booth-7')
  for (const [what, visa] of [
    ['used before the restore, online', one],
    ['used before the restore, offline', three],
    ['used at the booth that was enrolled since', seven],
    ['revoked', revoked],
    ['suspended', suspended],
    ['issued since, and used', late],
    ['touched by nobody', untouched],
  ] as const)
    tell(`a new booth: ${what}`, await admit('booth-7', visa))
  tell('the stolen gate', (await sync('gate-2')).fault === undefined ? 'works' : 'is shut out')
  await drill.stop()
}

/** Two restores in a row: the second one of a backup that was made after the first. */
export async function twiceDrill(drill: Drill): Promise<void> {
  const { tell, desk, admit, enrol, sync, issue } = drill
  const port = await drill.start()
  const [one, two, three] = (await issue(3)) as [Visa, Visa, Visa]
  for (const name of ['booth-1', 'booth-2']) await enrol(name, 'border')
  const first = await drill.backUp()
  tell('backup; a booth admits', await admit('booth-1', one))
  await drill.stop()
  await drill.restore(first)
  await drill.start(port)
  await drill.restored()
  const second = await drill.backUp()
  await desk('recovery', 'confirm', 'device', '--all')
  tell('restored; backup; the other booth admits', await admit('booth-2', two))
  await drill.stop()
  await drill.restore(second)
  await drill.start(port)
  tell('restored once more', `epoch ${(await drill.restored()).epoch.number}`)
  await desk('recovery', 'confirm', 'device', '--all')
  for (const name of ['booth-1', 'booth-2']) await sync(name)
  const used = await Promise.all(
    [one, two, three].map(async ({ visa_number }) => (await desk('show', visa_number)).entries_used),
  )
  tell('both sync; entries used', used.join(', '))
  tell(
    'booth 1: what booth 2 admitted, and what nobody did',
    [await admit('booth-1', two), await admit('booth-1', three)].join('; '),
  )
  await drill.stop()
}

/** A table of Markdown. */
export function tableOf(steps: readonly Step[]): string {
  return [
    '| step | what came of it |',
    '|---|---|',
    ...steps.map(({ what, cameOfIt }) => `| ${what} | ${cameOfIt} |`),
  ].join('\n')
}
