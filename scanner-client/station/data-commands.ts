/** The commands that bring data to a station and tell about it: `enrol`, `sync`, `import`, `status`, `unsigned`. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { isBehind } from '../offline/held-knowledge.ts'
import { importBundle } from '../offline/import-bundle.ts'
import type { ScannerStore } from '../offline/scanner-store.ts'
import { type SyncReport, sync } from '../offline/sync.ts'
import type { LineState } from '../offline/sync-loop.ts'
import { addEnrolCommand } from './enrol-command.ts'
import { endOfProgram, LEDGER_BEHIND, showLine, stationLoop } from './follow.ts'
import { showDoubleUse } from './show-record.ts'
import { clientOf, enrolled, now, StationError, stationFile, syncContext, withStore } from './station.ts'
import { addStatusCommand } from './status-command.ts'
import type { Terminal } from './terminal.ts'
import { unsignedRecords } from './unsigned-records.ts'

// A set for ten million visas and a year of entries of a large country stay well below.
const MAX_BUNDLE_BYTES = 2 * 1024 ** 3

export function addDataCommands(program: Command, { options, print }: Terminal): void {
  addEnrolCommand(program, { options, print })

  program
    .command('sync')
    .description('hand in the records and fetch what is new')
    .option('--follow', 'go on by itself until it is ended, and tell what changes')
    .action((given: { follow?: boolean }) =>
      withStore(options(), async (store) => {
        const enrolment = await enrolled(store)
        if (given.follow) {
          const tell = (state: LineState, report: SyncReport | null) =>
            print({ ...state, ...report }, [showLine(state), ...(report?.overUsed ?? []).map(showDoubleUse)].join('\n'))
          const end = endOfProgram()
          return stationLoop(store, end, tell).run(end)
        }
        const report = await sync(store, await clientOf(store, enrolment), syncContext)
        const { handedIn, rejected, newArtefacts, newCrossings, overUsed } = report
        const counts = `handed in ${handedIn}, new artefacts ${newArtefacts}, new crossings ${newCrossings}`
        const refused = rejected === 0 ? [] : [`REJECTED by the server: ${rejected}; see: npm run -s scan -- status`]
        const behind = await isLedgerBehind(store)
        const lines = [counts, ...refused, ...(behind ? [LEDGER_BEHIND] : []), ...overUsed.map(showDoubleUse)]
        print({ ...report, isLedgerBehind: behind }, lines.join('\n'))
      }),
    )

  program
    .command('import <bundle>')
    .description('take the data from a file that the authority exported, where there is no network')
    .action((file: string) =>
      withStore(options(), async (store) => {
        await enrolled(store)
        const { size } = await stat(file).catch((cause: unknown) => {
          throw new StationError(`${file} cannot be read: is the stick plugged in?`, { cause })
        })
        if (size > MAX_BUNDLE_BYTES) throw new StationError(`${file} is too large to be a bundle`)
        const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
        const report = await importBundle(store, lines, syncContext.verify, now())
        const counts = `new artefacts ${report.newArtefacts}, new crossings ${report.newCrossings}`
        const behind = await isLedgerBehind(store)
        const said = [counts, ...(behind ? [LEDGER_BEHIND] : []), ...report.overUsed.map(showDoubleUse)]
        print({ ...report, isLedgerBehind: behind }, said.join('\n'))
      }),
    )

  addStatusCommand(program, { options, print })

  program
    .command('unsigned')
    .description('write the records of an older program that nobody signed, one a line, for the authority')
    .action(() =>
      withStore(options(), async () => {
        const records = unsignedRecords(stationFile(options()))
        print({ records }, records.join('\n') || 'there are none')
      }),
    )
}

async function isLedgerBehind(store: ScannerStore): Promise<boolean> {
  return isBehind(await store.ledgerMark())
}
