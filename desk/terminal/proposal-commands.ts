/** The desk's commands about what two people decide: `proposals`, `approve`, `decline`, and proposing for many e-visas. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { byTokenOrSigned } from '../calls/sign-at-console.ts'
import { visaNumbersIn } from '../calls/visa-numbers-in.ts'
import { plainText } from './plain-text.ts'
import { type ProposedVisa, sumOfVisas, tableOfVisas } from './proposed-visas.ts'
import type { Show } from './show.ts'

export interface ProposalAnswer {
  readonly id: string
  readonly title: string
  readonly reason: string
  readonly state: string
  readonly proposed_by: string
  readonly proposed_at: number
  readonly expires_at: number
  readonly decided_by: string | null
  readonly decided_at: number | null
  readonly visa_numbers?: readonly string[]
  readonly visas?: readonly ProposedVisa[]
  readonly difference?: readonly string[]
  readonly warnings?: readonly string[]
}

const SHOWN_VISAS = 20

export function addProposalCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  const path = (id: string) => `/v1/proposals/${encodeURIComponent(id)}`
  program
    .command('proposals [id]')
    .description('list what waits for a second person, or show one proposal whole')
    .option('--all', 'what was decided or ran out too')
    .action(async (id: string | undefined, { all }: { all?: boolean }) => {
      if (id !== undefined) {
        const proposal = await call<ProposalAnswer>('GET', path(id))
        return show(proposal, describeProposal(proposal, true))
      }
      const asked = await call<{ proposals: ProposalAnswer[] }>('GET', `/v1/proposals${all ? '?state=all' : ''}`)
      const text = asked.proposals.map((proposal) => describeProposal(proposal)).join('\n\n')
      show(asked, text || 'nothing waits for a second person')
    })
  program
    .command('approve <id>')
    .description('approve what another operator proposed: it is shown, and done once you say yes')
    .option('--yes', 'do not ask')
    .action(async (id: string, { yes }: { yes?: boolean }) => {
      if (!yes) {
        const proposal = await call<ProposalAnswer>('GET', path(id))
        const { visas = [] } = proposal
        // Above a long table nobody sees the sum any more.
        const sum = visas.length > SHOWN_VISAS ? `${sumOfVisas(visas)}\n` : ''
        await askFirst(describeProposal(proposal, true), `${sum}Approve it?`)
      }
      const approved = await byTokenOrSigned(
        { call },
        () => call<ProposalAnswer>('POST', `${path(id)}/approval`),
        () => ({ kind: 'proposal-approval', proposal: id }),
        ({ subject }) => call<ProposalAnswer>('GET', path(subject)),
      )
      show(approved, describeProposal(approved))
    })
  program
    .command('decline <id>')
    .description('decline a proposal, or withdraw your own')
    .action(async (id: string) => {
      const declined = await call<ProposalAnswer>('DELETE', path(id))
      show(declined, describeProposal(declined))
    })
}

/** Proposes one status for all the numbers of a file, one a line. */
export async function proposeOfFile(
  file: string,
  status: string,
  reason: string,
  { call }: Pick<AuthorityCalls, 'call'>,
): Promise<ProposalAnswer> {
  const visa_numbers = visaNumbersIn(await readFile(resolve(file), 'utf8'))
  if (visa_numbers.length === 0) throw new CallFailed(`${file} holds no visa number: write one a line`)
  return proposeSo('status', { status, visa_numbers }, { status, visa_numbers }, reason, { call })
}

/** Proposes it by the token, or has a person sign it. */
export function proposeSo(
  name: 'status' | 'policy' | 'terms',
  sent: object,
  change: object,
  reason: string,
  { call }: Pick<AuthorityCalls, 'call'>,
): Promise<ProposalAnswer> {
  return byTokenOrSigned(
    { call },
    () => call<ProposalAnswer>('POST', `/v1/proposals/${name}`, { reason, ...sent }),
    () => ({ kind: 'proposal', reason, change }),
    ({ subject }) => call<ProposalAnswer>('GET', `/v1/proposals/${encodeURIComponent(subject)}`),
  )
}

/** `whole`: every e-visa; else the first of them. */
export function describeProposal(proposal: ProposalAnswer, whole = false): string {
  const { id, title, reason, state, visa_numbers = [], visas = [], difference = [], warnings = [] } = proposal
  const shown = whole ? visa_numbers.length : SHOWN_VISAS
  const more = visa_numbers.length - shown
  return [
    `${id}  ${title}: ${state === 'run-out' ? 'ran out' : state}`,
    `  by ${plainText(proposal.proposed_by)} at ${formatInstant(proposal.proposed_at)}: ${plainText(reason)}`,
    ...linesOfVisas(visa_numbers.slice(0, shown), visas).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more: npm run -s authority -- proposals ${id}`] : []),
    ...difference.map((line) => `  ${plainText(line)}`),
    ...warnings.map((line) => `  LOOK: ${plainText(line)}`),
    state === 'open'
      ? `  another operator approves it before ${formatInstant(proposal.expires_at)}: npm run -s authority -- approve ${id}`
      : decided(proposal),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** With their holders where the server told them; the sum is of all. */
function linesOfVisas(numbers: readonly string[], visas: readonly ProposedVisa[]): string[] {
  if (visas.length === 0) return numbers.map(formatVisaNumber)
  return [sumOfVisas(visas), ...tableOfVisas(visas.slice(0, numbers.length))]
}

function decided({ decided_by, decided_at, state }: ProposalAnswer): string {
  return decided_by === null ? '' : `  ${state} by ${plainText(decided_by)} at ${formatInstant(decided_at ?? 0)}`
}

/** Shows what is to be done and asks. Throws where the answer is not yes, or nobody is there to give one. */
export async function askFirst(shown: string, question: string): Promise<void> {
  process.stderr.write(`${shown}\n\n`)
  if (!process.stdin.isTTY)
    throw new CallFailed('nothing was done: nobody is there to say yes; add --yes if that is meant')
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const said = await asking.question(`${question} [y/N] `)
    if (!/^y(es)?$/i.test(said.trim())) throw new CallFailed('nothing was done')
  } finally {
    asking.close()
  }
}
