/** The desk's commands about what has editions: `show`, `check`, `diff`, `propose`, of the policy and of the terms. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type CivilDate, civilDateAt, isCivilDate } from '#evisa/civil-date.ts'
import type { CheckedEdition, Remark } from '#evisa/written-form.ts'
import type { EditionChanges } from '../../evisa/policy/edition-changes.ts'
import { type Edition, editionOn } from '../../evisa/policy/editions.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import { askFirst, describeProposal, proposeSo } from './proposal-commands.ts'
import type { Show } from './show.ts'

export interface EditionsAnswer<E> {
  readonly revision: number
  readonly editions: readonly E[]
}

/** One kind of editions. */
export interface EditionKind<E extends Edition> {
  /** The command, and the last word of its addresses. */
  readonly name: 'policy' | 'terms'
  readonly description: string
  /** `written`: with the first day that it is to have. */
  readonly check: (written: Record<string, unknown>, editions: readonly E[]) => Promise<CheckedEdition<E>>
  readonly changes: (editions: readonly E[], edition: E) => EditionChanges<E>
  readonly difference: (before: E | null, after: E) => readonly string[]
}

interface From {
  readonly effectiveFrom?: string
}

export function addEditionCommands<E extends Edition>(
  program: Command,
  { name, description, check, changes, difference: differenceOf }: EditionKind<E>,
  { call }: Pick<AuthorityCalls, 'call'>,
  show: Show,
): void {
  const group = program.command(name).description(description)
  const fromDay = [
    '--effective-from <day>',
    'its first day, YYYY-MM-DD, in the place of the one that the file says',
  ] as const

  group
    .command('show')
    .description('print the edition in force as JSON: the file to change and to propose')
    .option('--on <day>', 'the edition in force on another day, YYYY-MM-DD')
    .option('--all', 'every edition, with its first day and what it changed, in words')
    .action(async ({ on = today(), all }: { on?: string; all?: boolean }) => {
      if (!isCivilDate(on)) throw new CallFailed(`--on: ${on} is not a day of the calendar: say it as YYYY-MM-DD`)
      const asked = await call<EditionsAnswer<E>>('GET', `/v1/${name}`)
      if (all) return show(asked, describeAll(asked, differenceOf))
      const edition = editionOn(asked.editions, on)
      if (edition === null) throw new CallFailed(`no edition is in force on ${on}`)
      show(edition, JSON.stringify(edition, null, 2))
    })
  group
    .command('check <file>')
    .description('say everything that is wrong with an edition in a JSON file')
    .option(...fromDay)
    .action(async (file: string, from: From) => {
      const { checked } = await compared(file, from)
      if (!checked.ok) {
        process.exitCode = 1
        return show(
          { faults: checked.faults },
          `${checked.faults.map(remark).join('\n')}\n${checked.faults.length} to mend`,
        )
      }
      const { warnings } = checked
      show(
        { faults: [], warnings },
        [...warnings.map((one) => `LOOK: ${remark(one)}`), 'nothing is wrong with it'].join('\n'),
      )
    })
  group
    .command('diff <file>')
    .description('say in words what an edition in a JSON file would change')
    .option(...fromDay)
    .action(async (file: string, from: From) => {
      const { checked, editions } = await compared(file, from)
      const { difference } = changes(editions, editionIn(checked))
      show({ difference }, difference.map(plainText).join('\n') || 'it changes nothing')
    })
  group
    .command('propose <file>')
    .description('propose an edition in a JSON file: what it changes is shown, and a second operator approves it')
    .requiredOption('--reason <text>', 'why; kept with the change')
    .option(...fromDay)
    .option('--yes', 'do not ask')
    .action(async (file: string, { reason, yes, ...from }: From & { reason: string; yes?: boolean }) => {
      const { checked, editions } = await compared(file, from)
      const edition = editionIn(checked)
      const { difference, weakerThanReplaced } = changes(editions, edition)
      const looks = [...editionWarnings(checked), ...weakerThanReplaced.map((line) => `LOOK: ${line}`)]
      const shown = [...difference, ...looks].map(plainText).join('\n')
      if (!yes) await askFirst(shown, 'Propose it?')
      const proposal = await proposeSo(name, { edition }, { [name]: edition }, reason, { call })
      show(proposal, describeProposal(proposal))
    })

  async function compared(file: string, { effectiveFrom }: From) {
    const written = await readEdition(file, name)
    const asked = effectiveFrom === undefined ? written : { ...written, effective_from: effectiveFrom }
    const { editions } = await call<EditionsAnswer<E>>('GET', `/v1/${name}`)
    return { checked: await check(asked, editions), editions }
  }
}

const today = (): CivilDate => civilDateAt(Math.floor(Date.now() / 1000))

function describeAll<E extends Edition>(
  { revision, editions }: EditionsAnswer<E>,
  differenceOf: EditionKind<E>['difference'],
): string {
  const inForce = editionOn(editions, today())
  const told = editions.map((edition, at) => {
    const standing = edition === inForce ? ', in force' : edition.effective_from > today() ? ', to come' : ''
    const difference = at === 0 ? [] : differenceOf(editions[at - 1] ?? null, edition).slice(1)
    return [`from ${edition.effective_from}${standing}`, ...difference.map((line) => `  ${plainText(line)}`)].join('\n')
  })
  return [`revision ${revision}`, ...told].join('\n')
}

function editionIn<E>(checked: CheckedEdition<E>): E {
  if (checked.ok) return checked.edition
  throw new CallFailed(`${checked.faults.length} things are wrong with it:\n${checked.faults.map(remark).join('\n')}`)
}

function editionWarnings(checked: CheckedEdition<unknown>): string[] {
  return checked.ok ? checked.warnings.map((one) => `LOOK: ${remark(one)}`) : []
}

function remark({ path, message }: Remark): string {
  return plainText(path === '' ? message : `${path}: ${message}`)
}

async function readEdition(file: string, name: string): Promise<Record<string, unknown>> {
  const text = (await readFile(resolve(file), 'utf8')).replace(/^\ufeff/, '')
  try {
    const edition = JSON.parse(text)
    if (typeof edition === 'object' && edition !== null && !Array.isArray(edition)) return edition
  } catch (error) {
    if (error instanceof SyntaxError) throw new CallFailed(`${file} is no JSON: ${error.message}`)
    throw error
  }
  throw new CallFailed(`${file} holds no edition: \`${name} show\` prints one to start from`)
}
