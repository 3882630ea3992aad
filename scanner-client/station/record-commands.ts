/** The commands that record at the border: `admit`, `exit`, `refuse`, `void`. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { EVENT_ID_PATTERN, OVERRIDE_CODES, type OverrideCode } from '#evisa/crossing-event.ts'
import { claimsOf } from '#evisa/decision.ts'
import { mayOverride, type OverrideFault } from '#evisa/override.ts'
import { formatRefusalNumber, refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { noteHandOver } from '../offline/known-referrals.ts'
import { afterAnswer, lookAgain } from '../offline/look-again.ts'
import { passportLines } from '../offline/passport-lines.ts'
import { heldPeople } from '../offline/person-acts.ts'
import { type OverrideGiven, type Recorded, recordCrossing, recordRefusal } from '../offline/record-crossing.ts'
import { isUnprovenExit, recordUnprovenExit } from '../offline/record-unproven-exit.ts'
import { isUnprovenRefusal, recordUnprovenRefusal } from '../offline/record-unproven-refusal.ts'
import { recordVoid, type VoidFault } from '../offline/record-void.ts'
import { leadsToRecord } from '../offline/scanner.ts'
import type { ScannerStore } from '../offline/scanner-store.ts'
import { type Asked, asked, type StationScan, scanSource } from './scan-source.ts'
import { showForm } from './show-record.ts'
import { enrolled, platformOf, StationError, withStore } from './station.ts'
import type { Global } from './terminal.ts'

export interface RecordTerminal {
  options(): Global
  print(json: unknown, text: string): void
  /** Says what is no answer, beside it. */
  tell(text: string): void
  /** Prints a decision, with what was recorded upon it. */
  report(scan: StationScan, recorded: Recorded | null): void
}

interface Recording extends Asked {
  readonly operator?: string
  readonly override?: OverrideCode
  readonly supervisor?: string
  readonly why?: string
  readonly referral?: string
  readonly form?: string
}

export const OLD_SERVER = 'NOTHING was recorded: this server does not take such records yet'

export function withOperator(command: Command): Command {
  return command.option('--operator <badge>', "the officer's badge, at most 40 characters", upTo(40))
}

export function addRecordCommands(program: Command, terminal: RecordTerminal): void {
  const { options, print, report, tell } = terminal
  const closing = (command: Command) =>
    withOperator(command).option('--referral <id>', 'the referral to second line that this closes', referralId)
  const supervised = (command: Command) =>
    command.option('--supervisor <badge>', "the second person's badge; takes --operator too", upTo(40))

  supervised(closing(asked(program.command('admit <source>'))))
    .description('check, and if all is clear admit: uses up an entry')
    .addOption(new Option('--override <code>', 'admit against the rules, with a supervisor').choices(OVERRIDE_CODES))
    .option('--why <text>', 'for an override: what the supervisor has seen', upTo(200))
    .action((source: string, given: Recording) =>
      withStore(options(), (store) => recordFrom(source, given, 'entry', store, terminal)),
    )

  closing(asked(program.command('exit <source>')))
    .description('check and record an exit; by the lines of the passport where the code proves nothing')
    .action((source: string, given: Recording) =>
      withStore(options(), (store) => recordFrom(source, given, 'exit', store, terminal)),
    )

  closing(asked(program.command('refuse <source>')))
    .description('check, and record that this person was turned away')
    .option('--why <text>', 'the reason, at most 40 characters, where it is not that of the check', upTo(40))
    .option('--form <file>', 'write the form for the traveller, and the notice to the carrier, as a PDF')
    .action((source: string, given: Recording) =>
      withStore(options(), async (store) => {
        await borderOnly(store)
        const { situation, platform, scan } = await scanSource(source, given, 'entry', store, options())
        if (situation.audience === 'carrier') return report(scan, null)
        if (scan.decision.reason === null && given.why === undefined) {
          throw new StationError('all is clear: say why this person is turned away: --why TEXT')
        }
        const { operator = null, why = null, referral = null } = given
        const recorded = isUnprovenRefusal(scan.decision)
          ? await recordUnprovenRefusal(scan, situation, operator, platform, why, referral)
          : await recordRefusal(scan, situation, operator, platform, why, referral)
        await noteClosed(referral, recorded, store)
        report(scan, recorded)
        if (recorded === null) return tell(OLD_SERVER)
        if (recorded.recorded === null || recorded.event.action !== 'refusal') return
        const { event } = recorded
        tell(showForm(event))
        if (given.form === undefined) return
        // It brings what makes a PDF, which no other command waits for.
        const { writeForm } = await import('./refusal-form.ts')
        const traveller = { mrz: situation.mrz ?? null, claims: claimsOf(scan.decision) }
        await writeForm(given.form, event, traveller, platform)
      }),
    )

  program
    .command('form <event> <file>')
    .description('write the form of a refusal again, by the id of its record: it has the number that it had')
    .action((id: string, file: string) =>
      withStore(options(), async (store) => {
        const event = (await store.ownRecord(id))?.event
        if (event?.action !== 'refusal') throw new StationError('this station has no such refusal')
        const { writeForm } = await import('./refusal-form.ts')
        await writeForm(file, event, { mrz: null, claims: null }, await platformOf(store, options()))
        print({ form: formatRefusalNumber(refusalNumber(event.id)), file }, showForm(event))
      }),
    )

  supervised(withOperator(program.command('void <event>')))
    .description('take back a record of this station by its id, or the last one: `void last`')
    .requiredOption('--why <text>', 'what the mistake was', upTo(200))
    .action((event: string, given: Recording & { why: string }) =>
      withStore(options(), async (store) => {
        await borderOnly(store)
        const { operator = null, supervisor = null, why: text } = given
        const platform = await platformOf(store, options())
        if (supervisor !== null) await assertNobodyCanProve(platform)
        const voided = await recordVoid({ event, text, operator, supervisor }, platform)
        if (!voided.ok) throw new StationError(VOID_FAULTS[voided.error])
        const { basis, voided: target } = voided.value
        const kept = basis === 'offline' ? ', kept here until sync' : ''
        print(
          voided.value,
          `voided: ${target.action} ${target.id} of ${target.visa_number ?? '(no e-visa)'}, ${basis}${kept}`,
        )
      }),
    )
}

const VOID_FAULTS: Readonly<Record<VoidFault, string>> = {
  'void/unknown': 'this station has made no such record under its present enrolment',
  'void/not-taken-back':
    'no booth takes this record back, and nothing was changed: second line closes a referral, the authority looks at the rest',
  'void/not-last':
    'the last record here is none that is taken back, and nothing was changed: name the record that you mean by its id',
  'void/nothing': 'this record counts for nothing already',
  'void/late':
    'this record is older than 15 minutes: a supervisor has to say so too: --operator BADGE --supervisor BADGE',
  'void/same-person': 'a void by a supervisor takes two persons: --operator BADGE --supervisor ANOTHER',
}

const OVERRIDE_FAULTS: Readonly<Record<OverrideFault, string>> = {
  'override/unproven': 'nobody can vouch for an e-visa that is not proven',
  'override/withdrawn': 'the authority withdrew this e-visa: it alone can reinstate it, no supervisor',
  'override/needless': 'there is nothing to override that a supervisor could answer for',
  'override/repeated': 'this person was admitted here a moment ago: nothing is to be overridden',
  'override/not-in-time': 'ARRIVED_IN_TIME is for the first six hours after the last day, and for nothing else',
}

export async function borderOnly(store: ScannerStore): Promise<void> {
  if ((await enrolled(store)).role !== 'border') throw new StationError('only a border station records crossings')
}

async function recordFrom(
  source: string,
  given: Recording,
  audience: 'entry' | 'exit',
  store: ScannerStore,
  { options, report, tell }: RecordTerminal,
): Promise<void> {
  await borderOnly(store)
  const override = overrideOf(given)
  const { texts, situation, platform, scan: decided } = await scanSource(source, given, audience, store, options())
  if (override !== null) await assertNobodyCanProve(platform)
  const scan = override === null ? decided : await afterAnswer(decided, platform)
  if (situation.audience === 'carrier') return report(scan, null)
  const { operator = null, referral = null } = given
  if (isUnprovenExit(scan.decision)) {
    if (passportLines(situation.mrz) === null) {
      report(scan, null)
      return tell('NOTHING was recorded: without a proven e-visa an exit takes the lines of the passport: --mrz MRZ')
    }
    const left = await recordUnprovenExit(scan, situation, operator, platform, referral)
    await noteClosed(referral, left, store)
    report(scan, left)
    return left === null ? tell(OLD_SERVER) : undefined
  }
  if (override !== null) {
    const overrules = mayOverride(scan.decision, override.code, platform.now(), scan.said)
    if (!overrules.ok) throw new StationError(OVERRIDE_FAULTS[overrules.error])
  } else if (!leadsToRecord(scan.decision)) return report(scan, null)
  const recorded = await recordCrossing(scan, situation, operator, platform, override, referral)
  await noteClosed(referral, recorded, store)
  if (recorded.recorded !== null) return report(scan, recorded)
  const again = await lookAgain(texts, situation, recorded, scan, () => platformOf(store, options()))
  report(again, recorded)
}

/** Where it is known who works at the border a supervisor answers by a key, and a station has none to touch. */
async function assertNobodyCanProve(platform: Parameters<typeof heldPeople>[0]): Promise<void> {
  if ((await heldPeople(platform)).state === 'fresh')
    throw new StationError(
      'here a supervisor answers by their key, and a station has none: use the page of a booth (/scan/), or send the traveller to second line',
    )
}

/** What was handed over by a code, and is closed by what was recorded, waits no more. */
async function noteClosed(referral: string | null, recorded: Recorded | null, store: ScannerStore): Promise<void> {
  if (referral !== null && recorded !== null && recorded.recorded !== null) {
    await noteHandOver(store, referral, 'closed')
  }
}

function overrideOf({ override: code, supervisor, operator, why: text }: Recording): OverrideGiven | null {
  if (code === undefined) {
    if (supervisor === undefined && text === undefined) return null
    throw new StationError(`a supervisor answers on a ground: --override ${OVERRIDE_CODES.join('|')}`)
  }
  if (operator === undefined || supervisor === undefined || text === undefined) {
    const given = { operator, supervisor, why: text }
    const missing = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [`--${name}`] : []))
    throw new StationError(`an override takes two persons and a reason; still missing: ${missing.join(', ')}`)
  }
  if (operator === supervisor) throw new StationError('an override takes two persons: --operator A --supervisor B')
  return { code, text, supervisor }
}

export function upTo(length: number) {
  return (text: string): string => {
    if (text.length >= 1 && text.length <= length && !/\p{Cc}/u.test(text)) return text
    throw new InvalidArgumentError(`It takes 1 to ${length} characters.`)
  }
}

function referralId(text: string): string {
  if (new RegExp(EVENT_ID_PATTERN).test(text)) return text
  throw new InvalidArgumentError('It takes the id of a referral, as second-line list shows it.')
}
