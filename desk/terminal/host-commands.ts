/** The desk's commands about who invites: `hosts`, `hosts add`, `hosts confirm`, `hosts refuse`. */
import { type Command, Option } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import { HOST_KINDS } from '#evisa/terms/terms-edition.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface HostAnswer {
  readonly host: string
  readonly kind: string
  readonly number: string
  readonly name: string
  readonly place: string
  readonly state: string
  readonly reason: string
  readonly created_at: number
  readonly officers: {
    readonly entered_by: string | null
    readonly decided_by: string | null
    readonly others: readonly { readonly host: string; readonly name: string; readonly state: string }[]
  } | null
}

interface Listed {
  readonly hosts: readonly HostAnswer[]
  readonly next: string | null
}

const STATES = ['claimed', 'confirmed', 'refused']

export function addHostCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  const decide = async (host: string, decision: object) => {
    const decided = await call<HostAnswer>('POST', `/v1/hosts/${encodeURIComponent(host)}/decision`, decision)
    show(decided, describe(decided))
  }
  const hosts = program
    .command('hosts')
    .description('list who invites and waits to be confirmed, oldest first')
    .addOption(new Option('--state <state>', 'those in this state instead').choices(STATES).default('claimed'))
    .option('--after <place>', 'the next page, as the end of this one names it')
    .action(async ({ state, after }: { state: string; after?: string }) => {
      const query = new URLSearchParams({ state, ...(after && { after }) })
      const listed = await call<Listed>('GET', `/v1/hosts?${query}`)
      const none = state === 'claimed' ? 'no host waits' : `no host is ${state}`
      const more = listed.next === null ? '' : `\n\nthere are more: the same with --after ${listed.next}`
      show(listed, `${listed.hosts.map(describe).join('\n\n') || none}${more}`)
    })
  hosts
    .command('add')
    .description('enter a host at the counter; a second operator confirms it')
    .addOption(new Option('--kind <kind>', 'what it is').choices(HOST_KINDS).makeOptionMandatory())
    .requiredOption('--number <number>', 'its BIN, of a person the IIN')
    .requiredOption('--name <name>', 'as it is registered')
    .requiredOption('--place <place>', 'where it is registered')
    .action(async (claim: Readonly<Record<'kind' | 'number' | 'name' | 'place', string>>) => {
      const added = await call<HostAnswer>('POST', '/v1/hosts', claim)
      show(
        added,
        `${describe(added)}\n\nA second operator confirms it:\n  npm run -s authority -- hosts confirm ${added.host}`,
      )
    })
  hosts
    .command('confirm <host>')
    .description('confirm that a host is who it says: once; it is told by e-mail')
    .option('--in-place-of <host>', 'the same house, as it was entered at the counter before: its invitations go over')
    .action((host: string, { inPlaceOf }: { inPlaceOf?: string }) =>
      decide(host, { decision: 'confirm', ...(inPlaceOf !== undefined && { in_place_of: inPlaceOf }) }),
    )
  hosts
    .command('refuse <host>')
    .description('refuse a host; it is told why by e-mail')
    .requiredOption('--reason <text>', 'why')
    .action((host: string, { reason }: { reason: string }) => decide(host, { decision: 'refuse', reason }))
}

function describe({ host, kind, number, name, place, state, reason, created_at, officers }: HostAnswer): string {
  const others = (officers?.others ?? []).map(
    (other) => `  ATTENTION: the same number is ${other.state} as ${other.host}, ${other.name}`,
  )
  return [
    `${host}  ${name}, ${place}: ${state.toUpperCase()}${reason === '' ? '' : ` (${reason})`}`,
    `  ${kind}, ${number}, since ${formatInstant(created_at)}${officers?.entered_by ? `, entered by ${officers.entered_by}` : ''}`,
    ...others,
  ]
    .map(plainText)
    .join('\n')
}
