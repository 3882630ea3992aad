/** The desk's commands about cases that are looked at again: `second-looks`, `second-look`. */
import { type Command, Option } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { byTokenOrSigned } from '../calls/sign-at-console.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface LookAnswer {
  readonly reference: string
  readonly decision: string
  readonly decided_at: number
  readonly decided_by: readonly string[]
  readonly looked: {
    readonly by: string
    readonly at: number
    readonly verdict: 'right' | 'wrong'
    readonly reason: string
  } | null
}

interface Said {
  readonly right?: true
  readonly wrong?: true
  readonly reason?: string
}

export function addSecondLookCommands(program: Command, desk: Pick<AuthorityCalls, 'call'>, show: Show): void {
  const looks = (state: 'open' | 'all') =>
    desk.call<{ looks: readonly LookAnswer[] }>('GET', `/v1/second-looks?state=${state}`)
  program
    .command('second-looks')
    .description('list the decided cases that were drawn to be looked at again, by who did not decide them')
    .option('--all', 'those that somebody looked at, too')
    .action(async ({ all }: { all?: true }) => {
      const asked = await looks(all ? 'all' : 'open')
      show(asked, asked.looks.map(describeLook).join('\n') || 'no case waits to be looked at again')
    })
  program
    .command('second-look <reference>')
    .description('say of a decided case, once you looked at it, whether all is as it should be')
    .addOption(new Option('--right', 'all is as it should be').conflicts('wrong'))
    .option('--wrong', 'it is not, with --reason')
    .option('--reason <text>', 'what is not, or what you noticed')
    .action(async (reference: string, { right, wrong, reason }: Said) => {
      if (right === wrong) throw new CallFailed('say what you found: --right, or --wrong with --reason')
      const said = { verdict: right ? 'right' : 'wrong', ...(reason !== undefined && { reason }) }
      const look = await byTokenOrSigned(
        desk,
        () => desk.call<LookAnswer>('POST', `/v1/second-looks/${encodeURIComponent(reference)}`, said),
        () => ({ kind: 'second-look', reference, ...said }),
        async ({ subject }) => lookOf((await looks('all')).looks, subject),
      )
      show(look, describeLook(look))
    })
}

function lookOf(all: readonly LookAnswer[], reference: string): LookAnswer {
  const found = all.find((one) => one.reference === reference)
  if (found === undefined) throw new CallFailed(`it was signed, and is not among the last of second-looks --all`)
  return found
}

function describeLook({ reference, decision, decided_at, decided_by, looked }: LookAnswer): string {
  const what = `${formatVisaNumber(reference)}  ${decision} ${formatInstant(decided_at)} by ${decided_by.join(', ')}`
  if (looked === null) return plainText(`${what}; waits for somebody else`)
  const found = looked.verdict === 'right' ? 'as it should be' : 'NOT AS IT SHOULD BE'
  return plainText(
    `${what}; ${found}, ${looked.by} ${formatInstant(looked.at)}${looked.reason && `: ${looked.reason}`}`,
  )
}
