/** The commands of a station in this process, at a server that listens. */
import { join } from 'node:path'
import { Command } from 'commander'
import type { Test } from 'tap'
import { demoPassport } from '../../../fixtures/demo-applications.ts'
import type { Recorded } from '../../../scanner-client/offline/record-crossing.ts'
import type { Scan } from '../../../scanner-client/offline/scanner.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { addRecordCommands, type RecordTerminal } from '../../../scanner-client/station/record-commands.ts'
import { addSecondLineCommands } from '../../../scanner-client/station/second-line-commands.ts'
import { clientOf, syncContext } from '../../../scanner-client/station/station.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { type BuildOptions, type Built, build, type IssuedVisa } from '../../server/build-app.ts'
import { enrolmentOf } from '../made-station.ts'

export const PERERA = ['--mrz', demoPassport('N1234567').mrz.join('|')]

/** A server that listens, on a clock that the test moves, for this process's clock too. */
export async function serving(t: Test, options: BuildOptions = {}) {
  let url = ''
  const built = await build(t, { ...options, publicUrl: () => url })
  url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  const { now: wallClock } = Date
  Date.now = () => built.clock.now * 1000
  t.teardown(() => {
    Date.now = wallClock
  })
  return { built, url }
}

export interface Ran {
  readonly scan: Scan | null
  readonly recorded: Recorded | null
  readonly json: unknown
  readonly text: string
  /** What was said beside it. */
  readonly told: readonly string[]
}

let stations = 0

/** An enrolled station that has synced, and its commands in this process. */
export async function stationAt(
  { built, url }: { built: Built; url: string },
  role: 'border' | 'carrier' = 'border',
  wire: 1 | 2 = 2,
) {
  const dir = join(built.dir, `station-${++stations}`)
  const store = openStationStore(join(dir, 'station.db'))
  const { id, key } = await built.enrol(role)
  const rootFingerprint = await built.publisher.rootFingerprint()
  const enrolment = enrolmentOf({ server: url, issuer: url, device: id, kid: key.kid, role, rootFingerprint })
  await store.saveEnrolment(enrolment, key.pair)
  const client = await clientOf(store, enrolment)
  const artefact: typeof client.artefact = async (path, ...rest) =>
    // A server of before serves the first version of the wire alone.
    wire === 1 && /^(2|border)\//.test(path) ? 'missing' : client.artefact(path, ...rest)
  await sync(store, { ...client, artefact }, syncContext)
  await store.close()
  const run = async (offline: boolean, args: string[]): Promise<Ran> => {
    let ran: Omit<Ran, 'told'> | null = null
    const told: string[] = []
    const program = new Command('scan').exitOverride().configureOutput({ writeErr: () => undefined })
    const terminal: RecordTerminal = {
      options: () => ({ dir, station: dir, offline, lang: 'en' }),
      print: (json, text) => {
        ran = { scan: null, recorded: null, json, text }
      },
      tell: (text) => void told.push(text),
      report: (scan, recorded) => {
        ran = { scan, recorded, json: null, text: '' }
      },
    }
    addRecordCommands(program, terminal)
    addSecondLineCommands(program, terminal)
    const commands = program.commands.flatMap((command) => [command, ...command.commands])
    for (const command of commands) command.exitOverride().configureOutput({ writeErr: () => undefined })
    await program.parseAsync(args, { from: 'user' })
    if (ran === null) throw new Error('nothing was reported')
    return { ...(ran as Omit<Ran, 'told'>), told }
  }
  return {
    id,
    /** A record of it, by the id of its event. */
    record: async (event: string) => {
      const opened = openStationStore(join(dir, 'station.db'))
      const found = await opened.ownRecord(event)
      await opened.close()
      return found
    },
    offline: (...args: string[]) => run(true, args),
    online: (...args: string[]) => run(false, args),
    admit: ({ qr_text }: IssuedVisa, ...args: string[]) => run(true, ['admit', qr_text, ...PERERA, ...args]),
  }
}
