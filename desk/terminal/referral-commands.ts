/** The desk's command about who was sent to second line: `referrals`. */
import type { Command } from 'commander'
import { Option } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface ReferralAnswer {
  readonly event: Extract<CrossingEvent, { action: 'referral' }>
  readonly state: string
  readonly act: { readonly device: string; readonly operator: string | null; readonly at: number } | null
}

interface Asked {
  readonly checkpoint?: string
  readonly forgotten?: true
  readonly all?: true
  readonly after?: string
}

const NOTHING = {
  open: 'nobody is waiting at second line',
  forgotten: 'nobody was forgotten at second line',
  all: 'nobody was sent to second line',
} as const

const STATES: Readonly<Record<string, string>> = {
  open: 'WAITING: nobody has taken it',
  taken: 'TAKEN',
  'handed-back': 'HANDED BACK to first line',
  closed: 'CLOSED',
}

export function addReferralCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  program
    .command('referrals')
    .description('list who was sent to second line and is still open, oldest first')
    .option('--checkpoint <id>', 'only those of a checkpoint')
    .addOption(new Option('--forgotten', 'those that nothing has ended for 24 hours').conflicts('all'))
    .option('--all', 'closed ones, too')
    .option('--after <place>', 'the next page, as the end of this one names it')
    .action(async ({ checkpoint, forgotten, all, after }: Asked) => {
      const list = all ? 'all' : forgotten ? 'forgotten' : 'open'
      const asked = new URLSearchParams({ list, ...(checkpoint && { checkpoint }), ...(after && { after }) })
      const { referrals, next } = await call<{ referrals: ReferralAnswer[]; next: string | null }>(
        'GET',
        `/v1/referrals?${asked}`,
      )
      const more = next === null ? '' : `\n\nthere are more: the same with --after ${next}`
      const text = referrals.map(describe).join('\n\n')
      show({ referrals, next }, referrals.length === 0 ? NOTHING[list] : text + more)
    })
}

function describe({ event, state, act }: ReferralAnswer): string {
  const { id, visa_number: number, at, checkpoint, device, operator, crossing, reasons } = event
  const whose = number === null ? "nobody's e-visa" : `e-visa ${formatVisaNumber(number)}`
  const passport = 'passport' in event ? (event.passport ?? []) : []
  const actor = act === null ? '' : ` by ${act.operator ?? 'nobody named'}, ${act.device}, ${formatInstant(act.at)}`
  return [
    `${formatInstant(at)} at ${checkpoint}: ${crossing}, ${reasons.join(', ')}`,
    `  ${STATES[state] ?? state}${actor}`,
    `  ${whose}, sent by ${operator ?? 'nobody named'}, ${device} (record ${id})`,
    ...passport.map((line) => `    ${line}`),
  ]
    .map(plainText)
    .join('\n')
}
