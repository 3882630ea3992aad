/** The desk's commands about cases: `cases`, `case`, `decide`, `correct`. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { byTokenOrSigned } from '../calls/sign-at-console.ts'
import type { CaseAnswer, ListedCaseAnswer } from './case-answers.ts'
import { describeCase, describeListed } from './describe-case.ts'
import { askFirst } from './proposal-commands.ts'
import type { Show } from './show.ts'

type Calls = Pick<AuthorityCalls, 'call'>
interface Page {
  readonly cases: readonly ListedCaseAnswer[]
  readonly next: string | null
}

interface Deciding {
  readonly objection: boolean
  readonly refuse?: string
  readonly ask?: string
  readonly template?: string
  readonly agree?: true
  readonly sendBack?: true
  readonly reason?: string
  readonly revision?: string
}

interface DecidedAnswer {
  readonly reference: string
  readonly state: string
  readonly decision: string
  readonly waits_for_second: boolean
}

const path = (reference: string) => `/v1/cases/${encodeURIComponent(reference)}`

export function addCaseCommands(program: Command, desk: Calls, show: Show): void {
  program
    .command('cases')
    .description('list the cases that wait for an officer, by due time')
    .option('--state <state>', 'those of one state, such as correction-asked')
    .addOption(new Option('--overdue', 'those whose promised time is past').conflicts(['state', 'after']))
    .option('--after <place>', 'the next page, as the end of this one names it')
    .action(async (asked: { state?: string; overdue?: true; after?: string }) => {
      const page = asked.overdue ? await overdueCases(desk) : await casesOf(asked, desk)
      const more = page.next === null ? '' : `\n\nthere are more: the same with --after ${page.next}`
      const nothing = asked.overdue ? 'no case is overdue' : 'no case waits'
      show(page, page.cases.length === 0 ? nothing : page.cases.map(describeListed).join('\n') + more)
    })

  program
    .command('case <reference>')
    .description('show all of a case, what differs first; it is noted that you looked')
    .addOption(new Option('--claim', 'take it for half an hour, or for longer').conflicts('giveBack'))
    .option('--give-back', 'give it back, for other officers')
    .action(async (reference: string, { claim, giveBack }: { claim?: true; giveBack?: true }) => {
      if (giveBack) {
        await desk.call('DELETE', `${path(reference)}/claim`)
        return show({ reference, claim: null }, `${reference} is nobody's now`)
      }
      if (claim) await desk.call('POST', `${path(reference)}/claim`)
      const shown = await desk.call<CaseAnswer>('GET', path(reference))
      show(shown, `${describeCase(shown)}${whatNext(shown)}`)
    })

  program
    .command('decide <reference>')
    .description('decide a case: it is claimed and shown, and decided once you say yes, as it was shown')
    .option('--no-objection', 'let its e-visa be issued')
    .option('--refuse <rule>', 'refuse it, with --reason')
    .option('--ask <text>', 'ask the traveller')
    .option('--template <name>', "ask in ready words in the traveller's language, with --ask or without")
    .option('--agree', 'agree to what another officer decided first')
    .option('--send-back', 'send back what another officer decided first, with --reason')
    .option('--reason <text>', 'why, in words; of a refusal the traveller reads them')
    .option('--revision <number>', 'do not ask: decide it as `case` showed it at this revision')
    .action(async (reference: string, options: Deciding) => {
      const decision = decisionOf(options)
      await desk.call('POST', `${path(reference)}/claim`)
      const revision = options.revision === undefined ? await lookFirst(reference, desk) : numberOf(options.revision)
      const decided = await byTokenOrSigned(
        desk,
        () => desk.call<DecidedAnswer>('POST', `${path(reference)}/decision`, { revision, ...decision }),
        () => ({ kind: 'case', reference, revision, ...decision }),
        async ({ subject }) => asDecided(await desk.call<CaseAnswer>('GET', path(subject)), decision),
      )
      show(decided, describeDecided(decided, revision))
    })

  program
    .command('correct <reference>')
    .description('replace an e-visa by a corrected one, as its holder asked or as a file says')
    .option('--change <file>', 'JSON with what is to be other: {"holder": {"surname": "..."}}')
    .addOption(new Option('--leave-as-is', 'it stays; with --reason, which the traveller reads').conflicts('change'))
    .option('--reason <text>', 'why it stays as it is')
    .action(async (reference: string, options: { change?: string; leaveAsIs?: true; reason?: string }) => {
      const body = options.leaveAsIs
        ? { correct: false, ...(options.reason !== undefined && { reason: options.reason }) }
        : { correct: true, ...(options.change !== undefined && { change: await readJson(options.change) }) }
      const shown = await byTokenOrSigned(
        desk,
        () => desk.call<CaseAnswer>('POST', `${path(reference)}/correction`, body),
        () => ({ kind: 'correction', reference, ...('change' in body && { change: body.change }) }),
        ({ subject }) => desk.call<CaseAnswer>('GET', path(subject)),
      )
      show(shown, describeCase(shown))
    })
}

/** What became of a case that a person decided at the console. */
function asDecided({ reference, state }: CaseAnswer, { decision }: { readonly decision: string }): DecidedAnswer {
  return { reference, state, decision, waits_for_second: state === 'second-review' }
}

async function casesOf({ state, after }: { state?: string; after?: string }, { call }: Calls): Promise<Page> {
  return call<Page>('GET', `/v1/cases?${new URLSearchParams({ ...(state && { state }), ...(after && { after }) })}`)
}

/** They come first in the queue: as many pages as it takes to all of them. */
async function overdueCases(desk: Calls): Promise<Page> {
  const cases: ListedCaseAnswer[] = []
  let after: string | undefined
  for (;;) {
    const page = await casesOf(after === undefined ? {} : { after }, desk)
    const overdue = page.cases.filter((one) => one.overdue)
    cases.push(...overdue)
    if (page.next === null || overdue.length < page.cases.length) return { cases, next: null }
    after = page.next
  }
}

/** What the command decides. Throws where that is nothing, or more than one thing. */
function decisionOf({ objection, refuse, ask, template, agree, sendBack, reason }: Deciding) {
  const words = reason === undefined ? {} : { reason }
  const decisions = [
    ...(objection ? [] : [{ decision: 'no-objection', ...words }]),
    ...(refuse === undefined ? [] : [{ decision: 'refuse', rule: refuse, ...words }]),
    ...(ask === undefined && template === undefined
      ? []
      : [{ decision: 'ask', ...(ask !== undefined && { text: ask }), ...(template !== undefined && { template }) }]),
    ...(agree ? [{ decision: 'agree', ...words }] : []),
    ...(sendBack ? [{ decision: 'send-back', ...words }] : []),
  ]
  const [decision] = decisions
  if (decision === undefined || decisions.length > 1)
    throw new CallFailed('say one thing: --no-objection, --refuse RULE, --ask TEXT, --agree or --send-back')
  return decision
}

/** The revision of the case that a person saw here and said yes to. */
async function lookFirst(reference: string, { call }: Calls): Promise<number> {
  const shown = await call<CaseAnswer>('GET', path(reference))
  if (!process.stdin.isTTY)
    throw new CallFailed(
      `nothing was decided: nobody is there to say yes. Look at it with \`case ${reference}\`, and add --revision with the number that it shows`,
    )
  await askFirst(describeCase(shown), `Decide it so, as it is at revision ${shown.revision}?`)
  return shown.revision
}

function numberOf(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new CallFailed('--revision takes the number that `case` shows')
  return Number(text)
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(resolve(file), 'utf8')).replace(/^\ufeff/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new CallFailed(`${file} is no JSON: ${error.message}`)
  }
}

/** The commands that go on from here, to be typed as they are. */
function whatNext({ reference, state, revision }: CaseAnswer): string {
  const decide = `  npm run -s authority -- decide ${formatVisaNumber(reference)} --revision ${revision}`
  if (state === 'second-review') return `\n\n${decide} --agree\n${decide} --send-back --reason TEXT`
  if (state !== 'paid' && state !== 'review') return ''
  return `\n\n${decide} --no-objection\n${decide} --refuse RULE --reason TEXT\n${decide} --ask TEXT`
}

const DONE: Readonly<Record<string, string>> = {
  'no-objection': 'no objection: its e-visa is issued and sent now',
  refused: 'refused: the traveller is told why and what can be done next',
  'information-asked': 'asked: it comes back with the answer',
  'second-review': 'a second officer has to agree',
  review: 'sent back: it is to be decided anew',
}

function describeDecided({ reference, state }: DecidedAnswer, revision: number): string {
  return `${formatVisaNumber(reference)}, at revision ${revision}: ${DONE[state] ?? state}`
}
