/** The desk's commands about the policy: `policy show`, `check`, `diff`, `propose`. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type CivilDate, civilDateAt } from '#evisa/civil-date.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import { type Checked, checkEdition } from '../../evisa/policy/check-policy.ts'
import { editionBefore, editionChanges } from '../../evisa/policy/edition-changes.ts'
import { editionOn } from '../../evisa/policy/editions.ts'
import { policyDifference } from '../../evisa/policy/policy-difference.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import { askFirst, describeProposal, type ProposalAnswer } from './proposal-commands.ts'
import type { Show } from './show.ts'

interface PolicyAnswer {
  readonly revision: number
  readonly editions: readonly PolicyEdition[]
}

interface From {
  readonly effectiveFrom?: string
}

export function addPolicyCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  const policy = program
    .command('policy')
    .description('the reference data: checkpoints, categories, nationalities, limits')
  const fromDay = [
    '--effective-from <day>',
    'its first day, YYYY-MM-DD, in the place of the one that the file says',
  ] as const

  policy
    .command('show')
    .description('print the edition in force as JSON: the file to change and to propose')
    .option('--on <day>', 'the edition in force on another day')
    .option('--all', 'every edition, with its first day and what it changed, in words')
    .action(async ({ on, all }: { on?: string; all?: boolean }) => {
      const asked = await call<PolicyAnswer>('GET', '/v1/policy')
      if (all) return show(asked, describeAll(asked))
      const edition = editionOn(asked.editions, on ?? today())
      if (edition === null) throw new CallFailed(`no edition is in force on ${on ?? today()}`)
      show(edition, JSON.stringify(edition, null, 2))
    })
  policy
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
  policy
    .command('diff <file>')
    .description('say in words what an edition in a JSON file would change')
    .option(...fromDay)
    .action(async (file: string, from: From) => {
      const { checked, editions } = await compared(file, from)
      const { difference } = editionChanges(editions, editionIn(checked))
      show({ difference }, difference.map(plainText).join('\n') || 'it changes nothing')
    })
  policy
    .command('propose <file>')
    .description('propose an edition in a JSON file: what it changes is shown, and a second operator approves it')
    .requiredOption('--reason <text>', 'why; kept with the change')
    .option(...fromDay)
    .option('--yes', 'do not ask')
    .action(async (file: string, { reason, yes, ...from }: From & { reason: string; yes?: boolean }) => {
      const { checked, editions } = await compared(file, from)
      const edition = editionIn(checked)
      const { difference, weakerThanReplaced } = editionChanges(editions, edition)
      const looks = [...editionWarnings(checked), ...weakerThanReplaced.map((line) => `LOOK: ${line}`)]
      const shown = [...difference, ...looks].map(plainText).join('\n')
      if (!yes) await askFirst(shown, 'Propose it?')
      const proposal = await call<ProposalAnswer>('POST', '/v1/proposals/policy', { reason, edition })
      show(proposal, describeProposal(proposal))
    })

  async function compared(file: string, { effectiveFrom }: From) {
    const written = await readEdition(file)
    const asked = effectiveFrom === undefined ? written : { ...written, effective_from: effectiveFrom }
    const { editions } = await call<PolicyAnswer>('GET', '/v1/policy')
    const { effective_from: day } = asked
    const before = typeof day === 'string' ? editionBefore(editions, day) : null
    return { checked: checkEdition(asked, before), editions }
  }
}

const today = (): CivilDate => civilDateAt(Math.floor(Date.now() / 1000))

function describeAll({ revision, editions }: PolicyAnswer): string {
  const inForce = editionOn(editions, today())
  const told = editions.map((edition, at) => {
    const standing = edition === inForce ? ', in force' : edition.effective_from > today() ? ', to come' : ''
    const difference = at === 0 ? [] : policyDifference(editions[at - 1] ?? null, edition).slice(1)
    return [`from ${edition.effective_from}${standing}`, ...difference.map((line) => `  ${plainText(line)}`)].join('\n')
  })
  return [`revision ${revision}`, ...told].join('\n')
}

function editionIn(checked: Checked): PolicyEdition {
  if (checked.ok) return checked.edition
  throw new CallFailed(`${checked.faults.length} things are wrong with it:\n${checked.faults.map(remark).join('\n')}`)
}

function editionWarnings(checked: Checked): string[] {
  return checked.ok ? checked.warnings.map((one) => `LOOK: ${remark(one)}`) : []
}

function remark({ path, message }: { readonly path: string; readonly message: string }): string {
  return plainText(path === '' ? message : `${path}: ${message}`)
}

async function readEdition(file: string): Promise<Record<string, unknown>> {
  const text = (await readFile(resolve(file), 'utf8')).replace(/^\ufeff/, '')
  try {
    const edition = JSON.parse(text)
    if (typeof edition === 'object' && edition !== null && !Array.isArray(edition)) return edition
  } catch (error) {
    if (error instanceof SyntaxError) throw new CallFailed(`${file} is no JSON: ${error.message}`)
    throw error
  }
  throw new CallFailed(`${file} holds no edition: \`policy show\` prints one to start from`)
}
