/** `npm run scan`: the station. Reads an e-visa from anything, decides alone, and keeps its records until they are in. */
import { Command, CommanderError, Option } from 'commander'
import { LANGUAGES } from '#evisa/language.ts'
import type { Outcome } from '#evisa/reasons.ts'
import { fileErrorText } from '../../platform/file-error.ts'
import { isDamaged } from '../../platform/open-database.ts'
import { afterRecord } from '../offline/after-record.ts'
import { AccessEnded, Rejected, Unreachable } from '../offline/http-call.ts'
import { makeReceipt } from '../offline/make-receipt.ts'
import type { Recorded } from '../offline/record-crossing.ts'
import { check } from '../offline/scanner.ts'
import { type ScannerStore, StorageFailed } from '../offline/scanner-store.ts'
import { addDataCommands } from './data-commands.ts'
import { endOfProgram, showLine, stationLoop } from './follow.ts'
import { keepReceipt } from './keep-receipt.ts'
import { addRecordCommands } from './record-commands.ts'
import { type Asked, asked, type StationScan, scanSource, showPages, situationOf } from './scan-source.ts'
import { addSecondLineCommands } from './second-line-commands.ts'
import { showDecision } from './show-decision.ts'
import { showDoubleUse, showRecorded } from './show-record.ts'
import { SourceError } from './source-error.ts'
import { enrolled, platformOf, StationError, stationFile, withStore } from './station.ts'
import { damagedFileText } from './station-store.ts'
import type { Global } from './terminal.ts'
import { type Awaited, watchLines } from './watch.ts'

const EXIT_CODES: Readonly<Record<Outcome, number>> = { clear: 0, refer: 10, refuse: 20 }
const AWAITED: Readonly<Record<Awaited, string>> = {
  visa: 'passport read; now the e-visa',
  'mrz-line': 'a line of the passport read; now the next one',
  again: 'the passport was NOT read: read it again',
  layout:
    'the passport was NOT read: reader and keyboard have different layouts, which exchanges letters; set both to US, then read it again',
}
const FAULT = 1
const USAGE = 2

const program = new Command('scan')
  .description('Checks e-visas, with or without a network. Exit codes: 0 clear, 10 refer, 20 refuse, 1 fault, 2 usage.')
  .option('--station <folder>', 'where this station keeps its data', process.env.EVISA_STATION_DIR ?? 'data/station')
  .option('--offline', 'do not use the network')
  .option('--json', 'print JSON')
  .addOption(new Option('--lang <language>', 'language of the answers').choices(LANGUAGES).default('en'))
  .exitOverride()

addDataCommands(program, { options, print })
addRecordCommands(program, { options, print, report, tell })
addSecondLineCommands(program, { options, print, report, tell })

asked(program.command('check <source>'))
  .description('check an e-visa: a PNG, JPEG or PDF, a text file, pasted text, or - for standard input')
  .option('--exit', 'at the border: the person leaves')
  .option('--receipt <file>', 'add a signed receipt of this check to a file')
  .action((source: string, given: Asked & { readonly receipt?: string }) =>
    withStore(options(), async (store) => {
      const { scan, situation, texts } = await scanSource(
        source,
        given,
        given.exit ? 'exit' : 'entry',
        store,
        options(),
      )
      report(scan, null)
      if (given.receipt !== undefined)
        await keepReceipt(given.receipt, await makeReceipt(scan, situation, texts, store))
    }),
  )

asked(program.command('watch'))
  .description('check every line that a keyboard-wedge scanner types, and sync by itself meanwhile')
  .option('--exit', 'at the border: people leave')
  .action((given: Asked) => withStore(options(), (store) => watch(store, given)))

async function watch(store: ScannerStore, given: Asked): Promise<void> {
  const enrolment = await enrolled(store)
  const say = (text: string) => void (options().json || process.stderr.write(`${text}\n`))
  const done = new AbortController()
  const end = AbortSignal.any([endOfProgram(), done.signal])
  const loop = options().offline ? null : stationLoop(store, end, (state) => say(showLine(state)))
  const following = loop?.run(end)
  // It goes wrong only by a bug: then the watch ends with it.
  following?.catch(() => done.abort())
  say('scan an e-visa (Ctrl-D ends)')
  try {
    let front: { readonly text: string; readonly at: number } | null = null
    await watchLines(
      process.stdin,
      async ({ text, mrz }) => {
        const offlineBecause = loop?.offlineBecause() ?? null
        const platform = await platformOf(store, options())
        const situation = situationOf(
          { ...given, ...(mrz === undefined ? {} : { mrz }) },
          enrolment,
          given.exit ? 'exit' : 'entry',
        )
        // A server that was just not reached is tried again beside the scanning, not while a person waits.
        const known = offlineBecause === null ? platform : { ...platform, client: null, offlineBecause }
        // A passport that is read after its e-visa makes no second check of it.
        const sameSince = mrz !== undefined && front?.text === text ? front.at : undefined
        const scan = await check([text], situation, { ...known, sameSince })
        front = { text, at: scan.decision.decided_at }
        if (offlineBecause === null && scan.offlineBecause !== null) loop?.noteUnreachable(scan.offlineBecause)
        if (scan.offlineBecause !== null) loop?.wake()
        report(scan, null)
        process.exitCode = 0
      },
      (what) => say(AWAITED[what]),
      end,
    )
  } finally {
    done.abort()
    await following
  }
}

function options(): Global {
  const global = program.opts<Omit<Global, 'dir'>>()
  return { ...global, dir: global.station, offline: global.offline ?? false }
}

function report({ decision, offlineBecause, overUsed, pages = null }: StationScan, recorded: Recorded | null): void {
  process.exitCode = EXIT_CODES[decision.outcome]
  const after = recorded === null ? decision : afterRecord(decision, recorded)
  const lines = [showDecision(after, offlineBecause, options().lang, decision)]
  if (recorded !== null && recorded.recorded !== null) {
    const isOverride = recorded.recorded === 'entry' && decision.outcome !== 'clear'
    lines.unshift(showRecorded(recorded, isOverride))
    if (isOverride) process.exitCode = EXIT_CODES.clear
  }
  const number = decision.visa?.visa_number
  const [own, others] = [true, false].map((isOwn) =>
    overUsed.filter(({ visa_number }) => (visa_number === number) === isOwn).map(showDoubleUse),
  ) as [string[], string[]]
  // Whatever became of another traveller stands apart from what is said of this one.
  lines.unshift(...others.map((text) => `another traveller:\n${text}\n`))
  lines.push(...own)
  const left = pages !== null && pages.looked < pages.of ? pages : null
  if (left !== null) lines.push(`  ! ${showPages(left)}`)
  const doubles = overUsed.length === 0 ? {} : { double_uses: overUsed }
  print(
    { ...decision, ...(recorded !== null && { recorded }), ...doubles, ...(left !== null && { pages: left }) },
    lines.join('\n'),
  )
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

function print(json: unknown, text: string): void {
  process.stdout.write(`${options().json ? JSON.stringify(json) : text}\n`)
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE
  } else {
    process.stderr.write(`${messageOf(error as NodeJS.ErrnoException)}\n`)
    process.exitCode = error instanceof StationError ? USAGE : FAULT
  }
}

function messageOf(error: NodeJS.ErrnoException): string {
  if ([SourceError, StationError].some((kind) => error instanceof kind)) return error.message
  if (error instanceof AccessEnded) return `THIS DEVICE WAS REVOKED: decide nothing by it (${error.message})`
  if (error instanceof Unreachable) return `${error.message}: check the network and try again; nothing was lost`
  if (error instanceof Rejected) return `the server said no: ${error.message}`
  if (error instanceof StorageFailed && ['damaged', 'ledger-damaged'].includes(error.fault)) return error.message
  if (error instanceof StorageFailed || /^SQLITE_(FULL|IOERR)/.test(String(error.code))) {
    return 'the disk is full or failing: NOTHING was recorded; do not admit; free some space and scan again'
  }
  if (isDamaged(error)) return damagedFileText(stationFile(options()), error)
  return fileErrorText(error) ?? error.message
}
