/** `npm run scan`: the station. Reads an e-visa from anything, decides alone, and keeps its records until they are in. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { amend } from '#evisa/decide.ts'
import type { Outcome } from '#evisa/reasons.ts'
import { parseSituation, type Situation } from '#evisa/situation.ts'
import { Rejected, Unreachable } from '../offline/authority-client.ts'
import { check, leadsToRecord, type Recorded, recordCrossing, type Scan } from '../offline/scanner.ts'
import type { Enrolment, ScannerStore } from '../offline/scanner-store.ts'
import { StorageFailed } from '../offline/scanner-store.ts'
import { addDataCommands, doubleUse, type Global } from './data-commands.ts'
import { SourceError } from './load-picture.ts'
import { readSource } from './read-source.ts'
import { showDecision } from './show-decision.ts'
import { enrolled, platformOf, StationError, withStore } from './station.ts'
import { watchLines } from './watch.ts'

const EXIT_CODES: Readonly<Record<Outcome, number>> = { clear: 0, refer: 10, refuse: 20 }
const FAULT = 1
const USAGE = 2

interface Asked {
  readonly checkpoint?: string
  readonly arrival?: string
  readonly flight?: string
  readonly mrz?: string
  readonly exit?: boolean
  readonly diverted?: boolean
  readonly operator?: string
}

const program = new Command('scan')
  .description('Checks e-visas, with or without a network. Exit codes: 0 clear, 10 refer, 20 refuse, 1 fault, 2 usage.')
  .option('--station <folder>', 'where this station keeps its data', process.env.EVISA_STATION_DIR ?? 'data/station')
  .option('--offline', 'do not use the network')
  .option('--json', 'print JSON')
  .addOption(new Option('--lang <language>', 'language of the answers').choices(['en', 'ru', 'kk']).default('en'))
  .exitOverride()

addDataCommands(program, { options, print })

asked(program.command('check <source>'))
  .description('check an e-visa: a PNG, JPEG or PDF, a text file, pasted text, or - for standard input')
  .option('--exit', 'at the border: the person leaves')
  .action((source: string, given: Asked) =>
    withStore(options(), async (store) => {
      const { scan } = await scanSource(source, given, given.exit ? 'exit' : 'entry', store)
      report(scan, null)
    }),
  )

for (const audience of ['entry', 'exit'] as const) {
  asked(program.command(`${audience === 'entry' ? 'admit' : 'exit'} <source>`))
    .description(
      audience === 'entry' ? 'check, and if all is clear admit: uses up an entry' : 'check and record an exit',
    )
    .option('--operator <badge>', "the officer's badge, at most 40 characters", badge)
    .action((source: string, given: Asked) =>
      withStore(options(), (store) => recordFrom(source, given, audience, store)),
    )
}

asked(program.command('watch'))
  .description('check every line that a keyboard-wedge scanner types; passport lines are recognised')
  .option('--exit', 'at the border: people leave')
  .action((given: Asked) =>
    withStore(options(), async (store) => {
      const prompt = (text: string) => void (options().json || process.stderr.write(`${text}\n`))
      prompt('scan an e-visa (Ctrl-D ends)')
      await watchLines(
        process.stdin,
        async ({ text, mrz }) => {
          const platform = await platformOf(store, options())
          const situation = situationOf(
            { ...given, ...(mrz === undefined ? {} : { mrz }) },
            platform.enrolment,
            given.exit ? 'exit' : 'entry',
          )
          report(await check([text], situation, platform), null)
          process.exitCode = 0
        },
        (what) => prompt(what === 'visa' ? 'passport read; now the e-visa' : '...'),
      )
    }),
  )

function badge(text: string): string {
  if (text.length >= 1 && text.length <= 40) return text
  throw new InvalidArgumentError('It takes 1 to 40 characters.')
}

function asked(command: Command): Command {
  return command
    .option('--checkpoint <id>', 'carrier: airport of the first landing; border: this checkpoint')
    .option('--arrival <time>', 'carrier: scheduled arrival, e.g. 2026-11-22T23:50:00+05:00')
    .option('--flight <number>', 'e.g. KC104')
    .option('--mrz <text or file>', "the passport's machine readable zone")
    .option('--diverted', 'border: the flight was diverted here')
}

function options(): Global {
  const global = program.opts<Omit<Global, 'dir'>>()
  return { ...global, dir: global.station, offline: global.offline ?? false }
}

async function scanSource(source: string, given: Asked, border: 'entry' | 'exit', store: ScannerStore) {
  const enrolment = await enrolled(store)
  const mrz = given.mrz !== undefined && existsSync(given.mrz) ? await readFile(given.mrz, 'utf8') : given.mrz
  const situation = situationOf({ ...given, ...(mrz === undefined ? {} : { mrz }) }, enrolment, border)
  const texts = await readSource(source, process.stdin)
  // Only now: the time for the network begins here, and a person may have pasted the text by hand.
  const platform = await platformOf(store, options())
  return { texts, situation, platform, scan: await check(texts, situation, platform) }
}

function situationOf(given: Asked, enrolment: Enrolment, border: 'entry' | 'exit'): Situation {
  const checkpoint = given.checkpoint ?? enrolment.checkpoint
  if (checkpoint === null) throw new StationError('say where: --checkpoint NQZ (or enrol with --checkpoint)')
  const { flight, mrz, arrival } = given
  if (enrolment.role === 'carrier' && arrival === undefined) {
    throw new StationError('say when the flight lands in Kazakhstan: --arrival 2026-11-22T23:50:00+05:00')
  }
  const both = { checkpoint, ...(flight && { flight }), ...(mrz && { mrz: mrz.replaceAll(/\s*\|\s*/g, '\n') }) }
  const situation = parseSituation(
    enrolment.role === 'carrier'
      ? { audience: 'carrier', arrival, ...both }
      : { audience: border, ...both, ...(given.diverted && { diverted: true }) },
  )
  if (!situation.ok) throw new StationError(situation.error)
  return situation.value
}

async function recordFrom(
  source: string,
  given: Asked,
  audience: 'entry' | 'exit',
  store: ScannerStore,
): Promise<void> {
  const { role } = await enrolled(store)
  if (role !== 'border') throw new StationError('only a border station records crossings')
  const { texts, situation, platform, scan } = await scanSource(source, given, audience, store)
  if (situation.audience === 'carrier' || !leadsToRecord(scan.decision)) return report(scan, null)
  const recorded = await recordCrossing(scan, situation, given.operator ?? null, platform)
  if (recorded.recorded !== null) return report(scan, recorded)
  // Another booth was faster. What is known by now says where and when; whatever that is, this is no admission.
  const again = await check(texts, situation, await platformOf(store, options()))
  const { usedBy } = recorded
  const detail = usedBy === null ? {} : { at: usedBy.at, checkpoint: usedBy.checkpoint }
  const decision =
    again.decision.outcome === 'clear'
      ? amend(again.decision, { reason: 'entries/used-up', outcome: 'refuse', detail })
      : again.decision
  report({ ...again, decision }, recorded)
}

function report({ decision, offlineBecause, overUsed }: Scan, recorded: Recorded | null): void {
  process.exitCode = EXIT_CODES[decision.outcome]
  const lines = [showDecision(decision, offlineBecause, options().lang)]
  if (recorded?.recorded) {
    const kept = recorded.basis === 'offline' ? ', kept here until sync' : ''
    const lost = recorded.keptHere ? '' : ' (at the server only: the disk here is full or failing)'
    lines.unshift(`recorded: ${recorded.recorded}, ${recorded.basis}${kept}${lost}`)
  }
  lines.push(...overUsed.map(doubleUse))
  print(recorded === null ? decision : { ...decision, recorded }, lines.join('\n'))
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
  if (error instanceof SourceError || error instanceof StationError) return error.message
  if (error instanceof Unreachable) return `${error.message}: check the network and try again; nothing was lost`
  if (error instanceof Rejected) return `the server said no: ${error.message}`
  if (
    error instanceof StorageFailed ||
    error.code?.startsWith('SQLITE_FULL') ||
    error.code?.startsWith('SQLITE_IOERR')
  ) {
    return 'the disk is full or failing: NOTHING was recorded; do not admit; free some space and scan again'
  }
  return error.message
}
