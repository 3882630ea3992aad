/** The desk's commands about what has to be looked at: `conflicts` and `review`. */
import type { Command } from 'commander'
import { Option } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { describeRecord, type RecordAnswer } from './describe-record.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface ConflictAnswer {
  readonly id: string
  readonly kind: string
  readonly visa_number: string
  readonly device: string
  readonly raised_at: number
  readonly count: number
  readonly review: {
    readonly verdict: string
    readonly reason: string
    readonly actor: string
    readonly at: number
  } | null
}

interface Asked {
  readonly all?: true
  readonly closed?: true
  readonly kind?: string
  readonly visa?: string
  readonly device?: string
  readonly after?: string
}

interface Reviewing {
  readonly accept?: true
  readonly close?: true
  readonly reason: string
}

// A page that is read, not scrolled through; and of each conflict the records that show what it is.
const CONFLICTS_A_PAGE = 50
const RECORDS_SHOWN = 10

const KINDS: Readonly<Record<string, string>> = {
  'over-use': 'DOUBLE USE: more entries than the e-visa allows',
  'open-stay': 'STILL INSIDE: an entry while the one before it has no exit',
  'withdrawn-use': 'USED AFTER IT WAS WITHDRAWN: an entry on a revoked or suspended e-visa',
  'replaced-use': 'USED TWICE OVER: an entry on this e-visa, and one on the e-visa in its place',
  'unknown-visa': 'NEVER ISSUED HERE: no such e-visa is in the store; what is held counts only if you accept it',
  override: 'OVERRIDE: a second person answered for an entry',
  unresolved: 'UNRESOLVED: an ADMIT that nobody confirmed; the person may be inside',
  'override-misused': 'OVERRIDE MISUSED: an entry names one that is none, or that was used up',
  'forked-chain': 'CLONED DEVICE: two records follow the same one',
  gap: 'MISSING RECORDS: the one before this was never handed in',
  'revoked-device': 'REVOKED DEVICE: handed in after it was revoked; counts only if you accept it',
  'too-new': 'TOO NEW: it says something that this server does not know and must; counts only if you accept it',
  'future-time': 'WRONG CLOCK: a time that had not come',
  unproven: 'UNPROVEN: somebody answered for it whom no key proves',
  'id-reused': 'ID USED TWICE: counts for nothing',
  'late-void':
    'VOID to be accepted: of another booth, late and by nobody else, or of what no booth takes back by itself',
}

const NOTHING = {
  open: 'nothing has to be looked at',
  closed: 'nothing was reviewed',
  all: 'there is nothing',
} as const

export function addConflictCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  const page = (path: string, asked: Readonly<Record<string, string | number | undefined>>) => {
    const given = new URLSearchParams()
    for (const [name, value] of Object.entries(asked)) if (value !== undefined) given.set(name, String(value))
    return `${path}?${given}`
  }
  const recordsOf = (id: string, limit: number, after = 0) =>
    call<{ records: RecordAnswer[]; next: number | null }>(
      'GET',
      page(`/v1/conflicts/${encodeURIComponent(id)}/records`, { after, limit }),
    )

  program
    .command('conflicts')
    .description('list double uses and all else that has to be looked at, oldest first, with the records')
    .addOption(new Option('--closed', 'those that were reviewed').conflicts('all'))
    .option('--all', 'both')
    .addOption(new Option('--kind <kind>', 'only these').choices(Object.keys(KINDS)))
    .option('--visa <number>', 'only those of an e-visa')
    .option('--device <id>', 'only those of a device')
    .option('--after <place>', 'the next page, as the end of this one names it')
    .action(async ({ all, closed, kind, visa, device, after }: Asked) => {
      const state = all ? 'all' : closed ? 'closed' : 'open'
      const asked = { state, kind, visa_number: visa, device, after, limit: CONFLICTS_A_PAGE }
      const { conflicts, next } = await call<{ conflicts: ConflictAnswer[]; next: number | null }>(
        'GET',
        page('/v1/conflicts', asked),
      )
      const told = []
      for (const conflict of conflicts) told.push({ ...conflict, ...(await recordsOf(conflict.id, RECORDS_SHOWN)) })
      const review = '\n\nwhen you have looked into one: npm run -s authority -- review ID --close --reason TEXT'
      const hint = state === 'closed' ? '' : review
      const more = next === null ? '' : `\nthere are more: the same with --after ${next}`
      const text = told.map(describe).join('\n\n')
      show({ conflicts: told, next }, conflicts.length === 0 ? NOTHING[state] : text + hint + more)
    })

  program
    .command('conflict <id>')
    .description('one conflict: what it is, who reviewed it, and all of its records, oldest first')
    .action(async (id: string) => {
      const conflict = await call<ConflictAnswer>('GET', `/v1/conflicts/${encodeURIComponent(id)}`)
      let head = [...headOf(conflict), reviewOf(conflict) ?? '  open: nobody has reviewed it']
      for (let after: number | null = 0; after !== null; ) {
        const { records, next }: { records: RecordAnswer[]; next: number | null } = await recordsOf(id, 500, after)
        show({ ...conflict, records }, [...head, ...records.map(describeRecord)].map(plainText).join('\n'))
        head = []
        after = next
      }
    })

  program
    .command('review <id>')
    .description('close a conflict for good; with --accept what was held counts from now on')
    .addOption(new Option('--accept', 'what was held counts').conflicts('close'))
    .addOption(new Option('--close', 'it stays as it is'))
    .requiredOption('--reason <text>', 'what you found; kept for good')
    .action(async (id: string, { accept, close, reason }: Reviewing, command: Command) => {
      // What an action throws is not printed by the parser, which ends the program silently by it.
      if (!accept && !close) command.error('error: say --accept or --close')
      const verdict = accept ? 'accept' : 'close'
      await call('POST', `/v1/conflicts/${encodeURIComponent(id)}/review`, { verdict, reason })
      show({ reviewed: id, verdict }, `${accept ? 'accepted' : 'closed'} ${id}`)
    })
}

interface ToldConflict extends ConflictAnswer {
  readonly records: readonly RecordAnswer[]
  readonly next: number | null
}

function describe({ records, next, ...conflict }: ToldConflict): string {
  const more = next === null ? [] : [`    and more: npm run -s authority -- conflict ${conflict.id}`]
  const end = reviewOf(conflict) ?? []
  return [...headOf(conflict), ...records.map(describeRecord), ...more].concat(end).map(plainText).join('\n')
}

function headOf({ id, kind, visa_number, device, raised_at, count }: ConflictAnswer): string[] {
  const times = count === 1 ? '' : ` (${count} of them)`
  return [
    id,
    `  ${KINDS[kind] ?? kind}${times}`,
    `  ${visa_number === '' ? "nobody's e-visa" : `e-visa ${formatVisaNumber(visa_number)}`}, device ${device}, raised ${formatInstant(raised_at)}`,
  ]
}

function reviewOf({ review }: ConflictAnswer): string | null {
  if (review === null) return null
  return `  reviewed ${formatInstant(review.at)} by ${review.actor}: ${review.verdict}, ${review.reason}`
}
