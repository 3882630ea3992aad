/** The commands between first and second line: `refer`, `walked-away`, and `second-line` with what is done there. */
import type { Command } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import { unpackEvisa } from '#evisa/packed-evisa.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { isNoAnswer } from '../offline/authority-client.ts'
import { keepHandOver, knownReferrals, noteHandOver } from '../offline/known-referrals.ts'
import { recordReferral } from '../offline/record-referral.ts'
import { recordSecondLine } from '../offline/record-second-line.ts'
import { openAdmission, recordUnresolved } from '../offline/record-unresolved.ts'
import { type HandedOver, handedOverIn, type ListedReferrals, type Referral } from '../offline/referrals.ts'
import { check, type Platform } from '../offline/scanner.ts'
import type { ScannerStore } from '../offline/scanner-store.ts'
import { borderOnly, OLD_SERVER, type RecordTerminal, upTo, withOperator } from './record-commands.ts'
import { type Asked, asked, scanSource, situationOf } from './scan-source.ts'
import { plain } from './show-decision.ts'
import { enrolled, now, platformOf, StationError, withStore } from './station.ts'

interface Given extends Asked {
  readonly operator?: string
  readonly why?: string
  readonly text?: string
}

export function addSecondLineCommands(program: Command, terminal: RecordTerminal): void {
  const { options, print, report } = terminal
  withOperator(asked(program.command('refer <source>')))
    .description('check, and send this person to second line: recorded, uses up nothing')
    .option('--exit', 'the person leaves')
    .option('--why <text>', 'a reason before those of the check, at most 40 characters', upTo(40))
    .action((source: string, given: Given) =>
      withStore(options(), async (store) => {
        await borderOnly(store)
        const direction = given.exit ? 'exit' : 'entry'
        const { situation, platform, scan } = await scanSource(source, given, direction, store, options())
        if (situation.audience === 'carrier') return report(scan, null)
        const { operator = null, why = null } = given
        const recorded = await recordReferral(scan, situation, operator, platform, why)
        if (recorded === null) throw new StationError(OLD_SERVER)
        report(scan, recorded)
      }),
    )

  withOperator(asked(program.command('walked-away <source>')))
    .description('check, and if all is clear record that nobody was admitted: uses up nothing')
    .action((source: string, given: Given) =>
      withStore(options(), async (store) => {
        await borderOnly(store)
        const { situation, platform, scan } = await scanSource(source, given, 'entry', store, options())
        const { operator = null } = given
        const open = situation.audience === 'carrier' ? null : openAdmission(scan, situation, operator, platform)
        if (open === null) {
          report(scan, null)
          return terminal.tell('nothing was recorded: only of a green ADMIT it has to be said that nobody was admitted')
        }
        const outcome = await recordUnresolved(open, 'walked-away', platform)
        if (outcome === 'old-server') throw new StationError(OLD_SERVER)
        const isNew = outcome === 'recorded'
        print(
          { visa_number: open.visa_number, because: 'walked-away', recorded: isNew },
          isNew
            ? 'recorded: walked away, not admitted; handed in with the next sync'
            : 'nothing to record: it is known what became of this traveller',
        )
      }),
    )
  addSecondLine(
    program.command('second-line').description('who was sent to second line here, and what is done'),
    terminal,
  )
}

function addSecondLine(secondLine: Command, terminal: RecordTerminal): void {
  const { options, print, report } = terminal
  const at = (command: Command) => withOperator(command).option('--checkpoint <id>', 'this checkpoint')
  const act = async (id: string, did: 'taken' | 'handed-back' | 'closed', given: Given, store: ScannerStore) => {
    const code = handedOverIn(id)
    if (code !== null) await takeOver(code, given, store)
    const { platform, checkpoint, known } = await knownHere(given, store, terminal)
    const referral = known.find(({ event }) => event.id === (code?.id ?? id))
    if (referral === undefined) throw new StationError('no such referral waits here: scan second-line list')
    const { operator = null, text = null } = given
    const { visa_number: visaNumber } = referral.event
    const made = await recordSecondLine(
      { referral: referral.event.id, visaNumber, did, text, checkpoint, operator },
      platform,
    )
    if (made === null) throw new StationError(OLD_SERVER)
    const became = { state: did, act: { device: platform.enrolment.device, operator, at: made.event.at } }
    await noteHandOver(store, referral.event.id, became)
    const kept = made.basis === 'offline' ? ', kept here until sync' : ''
    return { referral, platform, made, said: `${did}: ${referral.event.id}, ${made.basis}${kept}` }
  }

  at(secondLine.command('list', { isDefault: true }))
    .description('who waits')
    .action((given: Given) =>
      withStore(options(), async (store) => {
        const { known, checkpoint, more } = await knownHere(given, store, terminal)
        const lines = [...known.map(showReferral), ...(more ? ['and others, newer than these'] : [])]
        print(
          { checkpoint, referrals: known, more },
          lines.length === 0 ? `nobody waits at ${checkpoint}` : lines.join('\n'),
        )
      }),
    )
  withOperator(asked(secondLine.command('take <id-or-code>')))
    .description('take one, by its id or its hand-over code, and decide about the e-visa anew')
    .action((id: string, given: Given) =>
      withStore(options(), async (store) => {
        const { referral, platform, made, said } = await act(id, 'taken', given, store)
        const { event } = referral
        const text = 'evisa' in event && event.evisa !== undefined ? unpackEvisa(event.evisa) : null
        if (text === null) return print(made, `${said}; no e-visa was proven at first line: scan its code here`)
        terminal.tell(said)
        const situation = situationOf(given, platform.enrolment, event.crossing)
        report(await check([text], situation, await platformOf(store, options())), null)
      }),
    )
  at(secondLine.command('hand-back <id>'))
    .description('hand one back to first line')
    .action((id: string, given: Given) =>
      withStore(options(), async (store) => {
        const { made, said } = await act(id, 'handed-back', given, store)
        print(made, said)
      }),
    )
  at(secondLine.command('close <id>'))
    .description('close one that no entry, exit or refusal closes: those take --referral ID')
    .requiredOption('--text <text>', 'what was done, at most 200 characters', upTo(200))
    .action((id: string, given: Given) =>
      withStore(options(), async (store) => {
        const { made, said } = await act(id, 'closed', given, store)
        print(made, said)
      }),
    )
}

/** What the server tells, where it is reached, with what this station knows. */
async function knownHere(
  given: Given,
  store: ScannerStore,
  { options, tell }: RecordTerminal,
): Promise<{ platform: Platform; checkpoint: string; known: readonly Referral[]; more: boolean }> {
  await borderOnly(store)
  const { checkpoint } = situationOf(given, await enrolled(store), 'entry')
  const platform = await platformOf(store, options())
  let told: ListedReferrals | null = null
  try {
    told = (await platform.client?.referrals(checkpoint)) ?? null
  } catch (error) {
    if (!isNoAnswer(error)) throw error
  }
  if (told === null) tell('the server did not say who waits: this is what this station knows')
  const { referrals: listed, more } = told ?? { referrals: [], more: false }
  return { platform, checkpoint, more, known: await knownReferrals(store, listed, checkpoint) }
}

async function takeOver({ checkpoint, jws }: HandedOver, given: Given, store: ScannerStore): Promise<void> {
  const here = situationOf(given, await enrolled(store), 'entry').checkpoint
  if (checkpoint !== here) {
    throw new StationError(
      `this hand-over code is for second line of ${plain(checkpoint)}, and this is ${here}: send the traveller there, or scan the e-visa here`,
    )
  }
  await keepHandOver(store, jws, now())
}

function showReferral({ event, state, act, by }: Referral): string {
  const whose = event.visa_number === null ? '(no e-visa)' : formatVisaNumber(event.visa_number)
  const who = act === null ? '' : ` by ${plain(act.operator ?? act.device)}`
  const unverified = by === 'hand-over' ? ' (by hand-over code, NOT verified)' : ''
  const from = plain(event.operator ?? event.device)
  return `${event.id} ${state}${who}: ${whose} ${event.crossing} ${formatInstant(event.at)} from ${from}: ${event.reasons.map(plain).join(', ')}${unverified}`
}
