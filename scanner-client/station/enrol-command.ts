/** `scan enrol`: by the authority's one-time code, pasted or in a picture; then the data is fetched. */
import type { Command } from 'commander'
import { ENROLMENT_PREFIX, type EnrolmentCode, parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import type { Enrolment, ScannerStore } from '../offline/scanner-store.ts'
import { isExpected, type SyncReport, sync } from '../offline/sync.ts'
import { readSource } from './read-source.ts'
import { placeOf } from './scan-source.ts'
import { clientOf, enrolStation, StationError, syncContext, withStore } from './station.ts'
import type { Terminal } from './terminal.ts'

export function addEnrolCommand(program: Command, { options, print }: Terminal): void {
  program
    .command('enrol <code>')
    .description("enrol this station with the authority's one-time code: its text, or a PNG, JPEG or PDF of it, or -")
    .option('--name <name>', "the station's name on the authority's list")
    .option('--checkpoint <id>', 'the checkpoint that is meant where none is named, e.g. NQZ')
    .option('--replace', 'though this station is enrolled already: it becomes what the new code says')
    .action((source: string, given: { name?: string; checkpoint?: string; replace?: boolean }) =>
      withStore(options(), async (store) => {
        if (given.replace !== true) await refuseEnrolled(store)
        const { name } = given
        const checkpoint = given.checkpoint === undefined ? null : placeOf(given.checkpoint)
        const waiting = await store.countUnsent()
        const enrolment = await enrolStation(store, await readCode(source), { name, checkpoint })
        const handedInFirst = waiting - (await store.countUnsent())
        const { report, because } = await firstSync(store, enrolment)
        const unsent = await store.countUnsent()
        const { device, role } = enrolment
        // The code is used up and this station enrolled, yet it is of no use so far.
        if (report === null) process.exitCode = 1
        const said = [
          `enrolled as ${role} ${device} (${enrolment.name}), ${report === null ? 'but NO DATA YET' : 'data fetched'}`,
          ...(report === null ? [`${because}; try again: npm run -s scan -- sync`] : []),
          ...showHandedIn(handedInFirst + (report?.handedIn ?? 0), report?.rejected ?? 0),
          ...(unsent === 0 ? [] : [showUnsent(unsent, role)]),
        ]
        print({ device, role, name: enrolment.name, fetched: report !== null, unsent }, said.join('\n'))
      }),
    )
}

/** A carrier's code typed in the wrong folder would make a carrier's station of one of the border. */
async function refuseEnrolled(store: ScannerStore): Promise<void> {
  const enrolment = await store.enrolment()
  if (enrolment === null) return
  const { role, device, name } = enrolment
  throw new StationError(
    `this folder is enrolled already, as ${role} ${device} (${name}): for another station take --station FOLDER; to enrol it anew add --replace`,
  )
}

async function readCode(source: string): Promise<EnrolmentCode> {
  const isPasted = source.trim().startsWith(ENROLMENT_PREFIX)
  const codes = (isPasted ? [source] : (await readSource(source, process.stdin)).texts).map(parseEnrolmentCode)
  const code = codes.find(({ ok }) => ok) ?? codes[0]
  if (code === undefined) throw new StationError('there is no code in the picture: take another, or paste the text')
  if (!code.ok) throw new StationError(code.error)
  return code.value
}

async function firstSync(
  store: ScannerStore,
  enrolment: Enrolment,
): Promise<{ readonly report: SyncReport | null; readonly because?: string }> {
  try {
    return { report: await sync(store, await clientOf(store, enrolment), syncContext) }
  } catch (error) {
    if (!isExpected(error)) throw error
    return { report: null, because: error.message }
  }
}

function showHandedIn(handedIn: number, rejected: number): string[] {
  return [
    ...(handedIn === 0 ? [] : [`records of before, handed in: ${handedIn}`]),
    ...(rejected === 0 ? [] : [`REJECTED by the server: ${rejected}; see: npm run -s scan -- status`]),
  ]
}

function showUnsent(unsent: number, role: Enrolment['role']): string {
  const how =
    role === 'border' ? 'the next sync hands them in' : 'only a border station can hand them in: enrol it as one'
  return `unsent records of before: ${unsent}, kept; ${how}`
}
