/** The desk's commands about what has to be looked at: `conflicts` and `review`. */
import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface ConflictAnswer {
  readonly id: string
  readonly kind: string
  readonly visa_number: string
  readonly device: string
  readonly raised_at: number
  readonly records: readonly {
    readonly event: CrossingEvent
    readonly standing: string
    readonly received_at: number
    readonly received_from: string
  }[]
  readonly review: {
    readonly verdict: string
    readonly reason: string
    readonly actor: string
    readonly at: number
  } | null
}

const KINDS: Readonly<Record<string, string>> = {
  'over-use': 'DOUBLE USE: more entries than the e-visa allows',
  'forked-chain': 'CLONED DEVICE: two records follow the same one',
  gap: 'MISSING RECORDS: the one before this was never handed in',
  'revoked-device': 'REVOKED DEVICE: handed in after it was revoked; counts only if you accept it',
  'future-time': 'WRONG CLOCK: a time that had not come',
  'id-reused': 'ID USED TWICE: counts for nothing',
  'late-void': 'VOID to be accepted: of another booth, or late and by nobody else',
}

export function addConflictCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  program
    .command('conflicts')
    .description('list double uses and all else that has to be looked at, with the records')
    .option('--all', 'the reviewed ones too')
    .action(async ({ all }: { all?: boolean }) => {
      const path = all ? '/v1/conflicts?all=true' : '/v1/conflicts'
      const { conflicts } = await call<{ conflicts: ConflictAnswer[] }>('GET', path)
      const hint = '\n\nwhen you have looked into one: npm run -s authority -- review ID --close --reason TEXT'
      const text = conflicts.map(describe).join('\n\n')
      show({ conflicts }, conflicts.length === 0 ? 'nothing has to be looked at' : text + hint)
    })

  program
    .command('review <id>')
    .description('close a conflict for good; with --accept what was held counts from now on')
    .addOption(new Option('--accept', 'what was held counts').conflicts('close'))
    .addOption(new Option('--close', 'it stays as it is'))
    .requiredOption('--reason <text>', 'what you found; kept for good')
    .action(async (id: string, { accept, close, reason }: { accept?: true; close?: true; reason: string }) => {
      if (!accept && !close) throw new InvalidArgumentError('say --accept or --close')
      const verdict = accept ? 'accept' : 'close'
      await call('POST', `/v1/conflicts/${encodeURIComponent(id)}/review`, { verdict, reason })
      show({ reviewed: id, verdict }, `${accept ? 'accepted' : 'closed'} ${id}`)
    })
}

function describe({ id, kind, visa_number, device, raised_at, records, review }: ConflictAnswer): string {
  const head = [
    id,
    `  ${KINDS[kind] ?? kind}`,
    `  e-visa ${formatVisaNumber(visa_number)}, device ${device}, raised ${formatInstant(raised_at)}`,
  ]
  const lines = records.map(({ event, standing, received_at, received_from }) => {
    const basis = 'basis' in event ? ` ${event.basis}` : ''
    const by = event.operator === undefined ? '' : ` by ${event.operator}`
    const carried = received_from === event.device ? '' : ` through ${received_from}`
    return (
      `    ${formatInstant(event.at)} ${event.action}${basis} at ${event.checkpoint}, ${event.device}${by}, ${standing}` +
      ` (record ${event.id}, received ${formatInstant(received_at)}${carried})`
    )
  })
  const end =
    review === null
      ? []
      : [`  reviewed ${formatInstant(review.at)} by ${review.actor}: ${review.verdict}, ${review.reason}`]
  return [...head, ...lines, ...end].map(plainText).join('\n')
}
