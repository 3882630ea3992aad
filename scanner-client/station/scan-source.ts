/** From what is typed at a station to a check: the options that tell the situation, the source read, the decision. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import { type EpochSeconds, formatInstant } from '#evisa/civil-date.ts'
import { arrivalFault, readTime } from '#evisa/flight.ts'
import { NO_LINES, parseSituation, type Situation } from '#evisa/situation.ts'
import { formatVisaNumber, parseVisaNumber } from '#evisa/visa-number.ts'
import {
  FIRST_RANGE,
  type FoundCodes,
  isPartly,
  MORE_PAGES,
  type PageRange,
  type PagesLookedAt,
} from '../offline/found-codes.ts'
import { check, type Scan } from '../offline/scanner.ts'
import type { Enrolment, ScannerStore } from '../offline/scanner-store.ts'
import { SeveralEvisas } from '../offline/several-evisas.ts'
import { passportIn } from '../offline/typed-reading.ts'
import { readSource } from './read-source.ts'
import { enrolled, now, platformOf, StationError, type StationOptions } from './station.ts'

const ALL_PAGES: PageRange = { from: 0, most: MORE_PAGES }

export interface Asked {
  readonly checkpoint?: string
  readonly arrival?: string
  readonly flight?: string
  readonly mrz?: string
  readonly visa?: string
  readonly allPages?: boolean
  readonly exit?: boolean
  readonly diverted?: boolean
}

/** A scan, and how many pages of its file were looked at. */
export interface StationScan extends Scan {
  readonly pages?: PagesLookedAt | null
}

/** Adds the options that tell the situation. */
export function asked(command: Command): Command {
  return command
    .option('--checkpoint <id>', 'carrier: airport of the first landing; border: this checkpoint')
    .option(
      '--arrival <time>',
      'carrier: scheduled arrival: 2026-11-22T23:50:00+05:00, or by the clock in Kazakhstan: 2026-11-22 23:50',
    )
    .option('--flight <number>', 'e.g. KC104')
    .option('--mrz <text or file>', "the passport's machine readable zone; none: a document without lines")
    .option('--visa <number>', 'of several e-visas on one paper, the one that is meant')
    .option(
      '--all-pages',
      `look at up to ${ALL_PAGES.most} pages of a PDF, and not at the first ${FIRST_RANGE.most} only`,
    )
    .option('--diverted', 'border: the flight was diverted here')
}

/** The lines that are given, or that lie in the file that is: what says that there are none says so whatever lies here. */
function linesIn(mrz: string): string {
  if (mrz.trim().toLowerCase() === NO_LINES) return mrz
  if (existsSync(mrz) && statSync(mrz).isFile()) return readFileSync(mrz, 'utf8')
  // No line of a passport has a stroke, and none is without a filler.
  if (/[/\\]/.test(mrz) && !mrz.includes('<')) throw new StationError(`--mrz: there is no file ${mrz}`)
  return mrz
}

/** Reads a source and decides about it. */
export async function scanSource(
  source: string,
  given: Asked,
  border: 'entry' | 'exit',
  store: ScannerStore,
  options: StationOptions,
) {
  const enrolment = await enrolled(store)
  const situation = situationOf(given, enrolment, border)
  const found = await readSource(source, process.stdin, given.allPages ? ALL_PAGES : FIRST_RANGE)
  const { texts, pages } = found
  // It is made only now, since the time for the network begins with it and a person may have pasted the text by hand.
  const platform = await platformOf(store, options)
  const scanned = await check(texts, situation, platform).catch((error: unknown) => {
    if (error instanceof SeveralEvisas) return error
    throw error
  })
  if (scanned instanceof SeveralEvisas) {
    const text = chosenOf(scanned, given.visa, found)
    const again = await platformOf(store, options)
    return { texts: [text], situation, platform: again, scan: { ...(await check([text], situation, again)), pages } }
  }
  if (given.visa !== undefined && scanned.decision.visa?.visa_number !== numberOf(given.visa)) {
    throw new StationError(`the e-visa here, or that of this passport, is another one than ${given.visa}`)
  }
  return { texts, situation, platform, scan: { ...scanned, pages } }
}

/** Says how far a PDF was looked at, and how the rest of it is. */
export function showPages({ looked, until, of }: PagesLookedAt): string {
  const rest = until < of && until < ALL_PAGES.most ? '; the others: --all-pages' : ''
  return `pages looked at: ${looked} of ${of}${rest}`
}

/** The text of the e-visa that was chosen. Throws a `StationError` that lists them where none was. */
function chosenOf({ evisas }: SeveralEvisas, chosen: string | undefined, source: FoundCodes): string {
  const number = chosen === undefined ? null : numberOf(chosen)
  const found = evisas.find(({ visa }) => visa.visa_number === number)
  if (found !== undefined) return found.text
  const list = evisas.map(
    ({ visa }) => `\n  --visa ${formatVisaNumber(visa.visa_number)}   ${visa.surname} ${visa.given_names}`,
  )
  const partly = isPartly(source) ? `\n${showPages(source.pages)}` : ''
  throw new StationError(
    `there are ${evisas.length} e-visas here: read a passport (--mrz MRZ), or choose one:${list.join('')}${partly}`,
  )
}

function numberOf(written: string): string {
  const number = parseVisaNumber(written)
  if (!number.ok) throw new StationError(number.error)
  return number.value
}

export function situationOf(
  given: Asked,
  enrolment: Enrolment,
  border: 'entry' | 'exit',
  at: EpochSeconds = now(),
): Situation {
  const checkpoint = placeOf(given.checkpoint ?? enrolment.checkpoint ?? '')
  if (checkpoint === '') throw new StationError('say where: --checkpoint NQZ (or enrol with --checkpoint)')
  const { flight, mrz } = given
  const lands = given.arrival === undefined ? null : readTime(given.arrival)
  const arrival = lands === null ? given.arrival : formatInstant(lands)
  if (enrolment.role === 'carrier' && arrival === undefined) {
    throw new StationError(
      `say when the flight lands in Kazakhstan, such as in five hours: --arrival ${formatInstant(at + 5 * 3600)}`,
    )
  }
  if (enrolment.role === 'border' && arrival !== undefined)
    throw new StationError(
      'leave --arrival out: a border station judges by its own clock; when a flight lands is for carriers',
    )
  if (enrolment.role === 'carrier' && given.diverted)
    throw new StationError(
      'leave --diverted out: it is for border stations, of a flight that landed elsewhere than planned',
    )
  const both = { checkpoint, ...(flight && { flight }), ...(mrz && { mrz: zoneOf(linesIn(mrz)) }) }
  const situation = parseSituation(
    enrolment.role === 'carrier'
      ? { audience: 'carrier', arrival, ...both }
      : { audience: border, ...both, ...(given.diverted && { diverted: true }) },
  )
  // Its members are named as the options are.
  if (!situation.ok) throw new StationError(situation.error.replace(/^situation\.(\w+)/, '--$1'))
  const fault = arrivalFault(situation.value, at)
  if (fault !== null) throw new StationError(fault)
  return situation.value
}

/** The lines of a passport as a reader or a person typed them, its lines joined by `|` or parted. */
function zoneOf(typed: string): string {
  const lines = typed
    .split('|')
    .map((line) => line.trim())
    .join('\n')
  return passportIn(lines)?.text ?? lines
}

/** A checkpoint as it is recorded: an airport is named by its three letters, which people write as they like. */
export function placeOf(written: string): string {
  const id = written.trim()
  return /^[a-z]{3}$/i.test(id) ? id.toUpperCase() : id
}
