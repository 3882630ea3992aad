/** The desk's commands about invitations: `invitations`, and what officers do to one. */
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import {
  describeInvitation,
  describeTakenList,
  type InvitationAnswer,
  type TakenListAnswer,
} from './describe-invitation.ts'
import type { Show } from './show.ts'

interface Listed {
  readonly invitations: readonly InvitationAnswer[]
  readonly next: string | null
}

interface Asked {
  readonly state?: string
  readonly list?: string
  readonly after?: string
}

export function addInvitationCommands(
  program: Command,
  desk: Pick<AuthorityCalls, 'call' | 'sendFile'>,
  show: Show,
): void {
  const { call } = desk
  const showOne = (one: InvitationAnswer) => show(one, describeInvitation(one))
  const act = async (id: string, what: string, body?: object) =>
    showOne(await call<InvitationAnswer>('POST', `${path(id)}/${what}`, body))
  const invitations = program
    .command('invitations')
    .description('list the invitations that were submitted and nobody took up, longest first')
    .option('--state <state>', 'those in this state instead')
    .option('--list <list>', 'those of a list')
    .option('--after <place>', 'the next page, as the end of this one names it')
    .action(async ({ state, list, after }: Asked) => {
      const query = new URLSearchParams({ ...(state && { state }), ...(list && { list }), ...(after && { after }) })
      const listed = await call<Listed>('GET', `/v1/invitations?${query}`)
      const none = state || list ? 'no such invitation' : 'no invitation waits'
      const more = listed.next === null ? '' : `\n\nthere are more: the same with --after ${listed.next}`
      show(listed, `${listed.invitations.map(describeInvitation).join('\n\n') || none}${more}`)
    })
  invitations
    .command('show <invitation>')
    .description('show one with what was asked and answered; noted in the audit trail')
    .action(async (id: string) => showOne(await call<InvitationAnswer>('GET', path(id))))
  const plain = { 'take-up': 'take a submitted one up', 'call-off': 'call one off that is not in use' } as const
  for (const [name, description] of Object.entries(plain))
    invitations
      .command(`${name} <invitation>`)
      .description(description)
      .action((id: string) => act(id, name))
  invitations
    .command('approve <invitation>')
    .description(
      'approve, as a second operator: the number is drawn and goes to the traveller (one on paper keeps its own)',
    )
    .action((id: string) => act(id, 'approval'))
  const saying = {
    ask: ['question', 'ask its host something'],
    answer: ['answer', 'write down what a host at the counter answers'],
  } as const
  for (const [name, [what, description]] of Object.entries(saying))
    invitations
      .command(`${name} <invitation>`)
      .description(description)
      .requiredOption('--text <text>', 'what is said')
      .action((id: string, { text }: { text: string }) => act(id, what, { text }))
  invitations
    .command('refuse <invitation>')
    .description('refuse; the host is told why')
    .requiredOption('--reason <text>', 'why')
    .action((id: string, { reason }: { reason: string }) => act(id, 'refusal', { reason }))
  addWaysIn(invitations, desk, show)
}

/** How invitations come in at the desk: for a host at its counter, and those that were given on paper before. */
function addWaysIn(
  invitations: Command,
  { call, sendFile }: Pick<AuthorityCalls, 'call' | 'sendFile'>,
  show: Show,
): void {
  const takeList = async (to: string, file: string) => {
    const taken = await sendFile<TakenListAnswer>(to, 'text/csv', await readFile(file))
    show(taken, describeTakenList(taken))
    if (taken.sums.named > 0) process.exitCode = 1
  }
  invitations
    .command('enter <file>')
    .description('enter invitations of a host from a table (CSV): in review, for a second operator to approve')
    .requiredOption('--host <host>', 'who invites')
    .action((file: string, { host }: { host: string }) =>
      takeList(`/v1/invitation-lists?${new URLSearchParams({ host })}`, file),
    )
  invitations
    .command('add [file]')
    .description(
      'take in what was given on paper before: a table (CSV) with the numbers, or one by its options; a second operator approves it',
    )
    .option('--number <number>', 'the visa support number')
    .option('--surname <name>', 'as the passport spells it')
    .option('--given-names <names>', 'as the passport spells them', '')
    .option('--birth-date <day>', 'YYYY-MM-DD')
    .option('--nationality <state>', 'three letters')
    .option('--passport <number>', 'its number')
    .option('--issuer <state>', 'of the passport; the nationality where none is said')
    .option('--purpose <purpose>', 'such as tourism')
    .option('--category <category>', 'such as B12')
    .option('--entries <entries>', '1, 2 or multiple', '1')
    .option('--from <day>', 'first day, YYYY-MM-DD')
    .option('--until <day>', 'last day, YYYY-MM-DD')
    .option('--stay <days>', 'days of stay')
    .action(async (file: string | undefined, typed: TypedPaper) => {
      if (file !== undefined) return takeList('/v1/paper-invitation-lists', file)
      if (typed.number === undefined) throw new CallFailed('give a table, or --number and what the paper says')
      const body = { number: typed.number, content: contentOf(typed) }
      const taken = await call<InvitationAnswer>('POST', '/v1/paper-invitations', body)
      show(taken, describeInvitation(taken))
    })
}

type TypedPaper = Readonly<
  Partial<
    Record<
      | ('number' | 'surname' | 'givenNames' | 'birthDate' | 'nationality' | 'passport' | 'issuer' | 'purpose')
      | ('category' | 'entries' | 'from' | 'until' | 'stay'),
      string
    >
  >
>

/** What is not given is left out: the server says which of it is missing. */
function contentOf(typed: TypedPaper) {
  const { surname, givenNames, birthDate, nationality, passport, issuer = nationality, purpose, category } = typed
  const { entries = '1', from, until, stay } = typed
  return {
    ...{ surname, given_names: givenNames, birth_date: birthDate, nationality, purpose, category },
    passport: { number: passport, issuer },
    entries: /^\d+$/.test(entries) ? Number(entries) : entries,
    ...{ valid_from: from, valid_until: until, ...(stay !== undefined && { stay_days: Number(stay) }) },
  }
}

function path(id: string): string {
  return `/v1/invitations/${encodeURIComponent(id)}`
}
