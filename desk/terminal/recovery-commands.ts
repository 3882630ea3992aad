/** `restored` and `recovery`: what the authority does once a backup was put in the place of its store. */
import { Argument, type Command } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import { readRecoveryToken } from './recovery-token.ts'
import type { Show } from './show.ts'

const KINDS = ['device', 'operator', 'place', 'letters', 'deliveries', 'issuing', 'payment'] as const
type Kind = (typeof KINDS)[number]

export interface RecoveryAnswer {
  readonly behind: { readonly lost: readonly string[]; readonly shown_by: string; readonly since: number } | null
  readonly epoch: { readonly number: number; readonly id: string }
  readonly in_doubt: Readonly<Record<Kind, number>>
  readonly unsettled_days: readonly string[]
}

export interface DoubtAnswer {
  readonly id: string
  readonly status: string | null
  readonly visa_number: string | null
  readonly kept: boolean
}

interface Chosen {
  readonly all?: true
}

interface RestoredOptions {
  readonly recoveryTokenFile?: string
  readonly withoutCopy: boolean
  readonly thoughWhole: boolean
}

/** What of each kind is in doubt, and what the two verdicts make of it. */
const MEANING: Readonly<Record<Kind, { readonly what: string; readonly confirm: string; readonly end: string }>> = {
  device: {
    what: 'devices that the backup knows; one may have been revoked since it was made',
    confirm: 'it works as before',
    end: 'it is revoked, and enrols anew',
  },
  operator: {
    what: 'operators that the backup knows; one may have been removed since',
    confirm: 'they sign in as before',
    end: 'they are removed',
  },
  place: {
    what: 'e-visas that were published as revoked, suspended or used up, and are not so in the backup',
    confirm: 'it stays as it was published',
    end: 'what the store says is published',
  },
  letters: {
    what: 'letters that waited in the backup; one may have been sent since',
    confirm: 'it is sent',
    end: 'it is not sent',
  },
  deliveries: {
    what: 'e-visas that waited to be sent by e-mail; one may have been sent since',
    confirm: 'it is sent',
    end: 'it is not sent',
  },
  issuing: {
    what: 'cases that waited to be issued; one may have been issued since, with a number that the store does not know',
    confirm: 'it is issued',
    end: 'it goes back to its officers',
  },
  payment: {
    what: 'amounts that the bank took for cases which the store does not know',
    confirm: 'it stays, since you saw to it',
    end: 'it goes back to the card that it came from',
  },
}

export function addRecoveryCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  program
    .command('restored')
    .description('say that the store was restored from a backup: it goes on in another epoch; see docs/recovery.md')
    .option('--recovery-token-file <file>', 'the token that keys init showed, in a file; otherwise it is asked for')
    .option('--without-copy', 'though more was published than anybody here knows: what that withdrew is lost', false)
    .option('--though-whole', 'though nothing speaks against the store: it was put in its place by hand', false)
    .action(async ({ recoveryTokenFile, withoutCopy, thoughWhole }: RestoredOptions) => {
      if (!thoughWhole && (await call<RecoveryAnswer>('GET', '/v1/recovery')).behind === null)
        throw new CallFailed(
          'nothing speaks against the store, and nothing was done: another epoch ends all access. Where a backup was put in its place all the same say --though-whole',
        )
      const recovery_token = await readRecoveryToken(recoveryTokenFile)
      const answer = await call<RecoveryAnswer>('POST', '/v1/recovery/epochs', {
        recovery_token,
        ...(withoutCopy && { without_copy: true }),
      })
      show(answer, describeRecovery(answer))
    })

  const recovery = program
    .command('recovery')
    .description('whether the store went back, and what is in doubt since it was restored')
    .action(async () => {
      const answer = await call<RecoveryAnswer>('GET', '/v1/recovery')
      show(answer, describeRecovery(answer))
    })
  const kind = () => new Argument('<kind>', 'of what').choices(KINDS)
  recovery
    .command('list')
    .addArgument(kind())
    .description('what of a kind is in doubt')
    .action(async (of: Kind) => {
      const doubts: DoubtAnswer[] = []
      for (;;) {
        const query = new URLSearchParams({ kind: of, after: doubts.at(-1)?.id ?? '' })
        const page = await call<{ doubts: readonly DoubtAnswer[] }>('GET', `/v1/recovery/doubts?${query}`)
        doubts.push(...page.doubts)
        if (page.doubts.length === 0) break
      }
      show({ doubts }, doubts.map(describeDoubt).join('\n') || 'nothing')
    })
  for (const verdict of ['confirm', 'end'] as const) {
    recovery
      .command(verdict)
      .addArgument(kind())
      .argument('[ids...]', 'as `list` shows them')
      .option('--all', 'all of this kind')
      .description(verdict === 'confirm' ? 'it counts as it stands in the backup' : 'it counts no more')
      .action(async (of: Kind, ids: readonly string[], { all }: Chosen) => {
        if ((all === true) === ids.length > 0)
          throw new CallFailed(`name what is meant, as \`recovery list ${of}\` shows it, or say --all`)
        const body = { kind: of, ids: all ? 'all' : ids, verdict }
        const { settled } = await call<{ settled: number }>('POST', '/v1/recovery/doubts', body)
        const others = all ? 0 : ids.length - settled
        if (settled === 0)
          throw new CallFailed(
            `nothing was done: ${all ? 'no' : 'none of these is a'} ${of} ${all ? 'is ' : ''}in doubt; see \`recovery list ${of}\``,
          )
        const rest = others === 0 ? '' : `; ${others} not in doubt: see \`recovery list ${of}\``
        show({ settled }, `${settled} of ${settled + others}: ${MEANING[of][verdict]}${rest}`)
      })
  }
}

export function describeRecovery({ behind, epoch, in_doubt, unsettled_days }: RecoveryAnswer): string {
  if (behind !== null) {
    const { lost, shown_by, since } = behind
    const lacks = lost.includes('mark')
      ? 'How far it went nobody here can tell: store-mark beside it was lost, or cannot be read.'
      : `It lacks: ${lost.join(', ')}.`
    return [
      `THE STORE WENT BACK (noticed ${formatInstant(since)}, by ${shown_by === 'device' ? 'what a device holds' : 'what this server held'}).`,
      `${lacks} Nothing is done by it, and devices go on alone.`,
      '',
      'If another copy of it has more, stop the server and put that one in its place.',
      'If there is none: npm run -s authority -- restored --recovery-token-file FILE',
      'What each step does, and where that token is: docs/recovery.md.',
    ].join('\n')
  }
  const open = KINDS.filter((kind) => in_doubt[kind] > 0)
  const first = `epoch ${epoch.number}; nothing speaks against the store`
  const asked =
    unsettled_days.length === 0
      ? []
      : [
          '',
          `  the bank is still asked what it took on ${unsettled_days.join(', ')}: by itself, until the day is closed`,
        ]
  if (open.length === 0) return [`${first}, and nothing is in doubt`, ...asked].join('\n')
  return [
    `${first}. In doubt, until you say what becomes of it:`,
    ...open.flatMap((kind) => [
      '',
      `  ${in_doubt[kind]} ${MEANING[kind].what}`,
      `    recovery list ${kind}`,
      `    recovery confirm ${kind} --all     ${MEANING[kind].confirm}`,
      `    recovery end ${kind} ID            ${MEANING[kind].end}`,
    ]),
    ...asked,
  ].join('\n')
}

export function describeDoubt({ id, status, visa_number, kept }: DoubtAnswer): string {
  if (status === null) return plainText(visa_number === null ? id : `${id}  for case ${formatVisaNumber(visa_number)}`)
  const whose = visa_number === null ? 'of an e-visa that the store does not know' : formatVisaNumber(visa_number)
  return `${id}  published as ${status}, ${whose}${kept ? ', which stays' : ''}`
}
