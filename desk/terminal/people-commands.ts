/** The desk's commands about the people who decide: `people`, `people first NAME`, `people changes`, `people agree ID`. All else is signed at the console. */
import type { Command } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import { readRecoveryToken } from './recovery-token.ts'
import type { Show } from './show.ts'

interface PersonAnswer {
  readonly name: string
  readonly badge: string | null
  readonly roles: readonly string[]
  readonly keys: readonly { readonly counter_fell_at: number | null }[]
  readonly ended_at: number | null
  readonly invite_opens_at: number | null
}

interface ChangeAnswer {
  readonly id: string
  readonly kind: string
  readonly content: { readonly name: string; readonly badge: string | null; readonly roles: readonly string[] }
  readonly reason: string
  readonly proposed_at: number
}

interface FirstOptions {
  readonly inPlace: boolean
  readonly recoveryTokenFile?: string
}

interface InviteAnswer {
  readonly half: string
  readonly opens_at: number
}

export function addPeopleCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  const people = program
    .command('people')
    .description('list the people who decide, each by a key of their own')
    .action(async () => {
      const asked = await call<{ persons: PersonAnswer[] }>('GET', '/v1/persons')
      const none = 'nobody yet: npm run -s authority -- people first NAME'
      show(asked, asked.persons.map(describe).join('\n') || none)
    })
  people
    .command('first <name>')
    .description("make the first administrator, by the authority's own token; the code for a key is shown once")
    .option(
      '--in-place',
      'in the place of all administrators there are, who lost their keys: by the recovery token',
      false,
    )
    .option('--recovery-token-file <file>', 'the token that keys init showed, in a file; otherwise it is asked for')
    .action(async (name: string, { inPlace, recoveryTokenFile }: FirstOptions) => {
      if (!inPlace && recoveryTokenFile !== undefined) throw new CallFailed('the recovery token goes with --in-place')
      const recovery_token = inPlace ? await readRecoveryToken(recoveryTokenFile) : undefined
      const sent = { name, ...(recovery_token !== undefined && { recovery_token }) }
      const made = await call<{ code: string }>('POST', '/v1/administrators', sent)
      show(
        made,
        `${plainText(name)} is the first administrator. The code by which a key is registered at the console:\n  ${made.code}\n` +
          'Hand it over, not by mail; it is shown this once, and is good for three days.',
      )
    })
  people
    .command('changes')
    .description('what administrators proposed of people and waits')
    .action(async () => {
      const asked = await call<{ changes: ChangeAnswer[] }>('GET', '/v1/person-changes')
      show(asked, asked.changes.map(describeChange).join('\n\n') || 'nothing waits')
    })
  people
    .command('agree <id>')
    .description("agree by the authority's own token, where nobody else could: of the first administrator's proposals")
    .action(async (id: string) => {
      const path = `/v1/person-changes/${encodeURIComponent(id)}/approval`
      const done = await call<{ change: ChangeAnswer; invite: InviteAnswer | null }>('POST', path)
      const { name } = done.change.content
      show(done, `${plainText(name)}: done.${done.invite === null ? '' : ` ${handOver(done.invite)}`}`)
    })
}

function handOver({ half, opens_at }: InviteAnswer): string {
  return (
    `The second half of the code by which a key is registered at the console:\n  ${half}\n` +
    'Hand it over, not by mail: whoever proposed it hands over the first half. ' +
    `It is shown this once, opens ${formatInstant(opens_at)} and is good for three days.`
  )
}

function describe({ name, badge, roles, keys, ended_at, invite_opens_at }: PersonAnswer): string {
  const who = `${plainText(name)}${badge === null ? '' : ` (${plainText(badge)})`}, ${roles.join(', ')}`
  if (ended_at !== null) return `${who}: gone since ${formatInstant(ended_at)}`
  const fell = keys.some(({ counter_fell_at }) => counter_fell_at !== null)
  const code = invite_opens_at === null ? '' : `; a code waits, from ${formatInstant(invite_opens_at)}`
  return `${who}: ${keys.length} key${keys.length === 1 ? '' : 's'}${code}${fell ? '; A COUNTER WENT BACK: somebody may have a copy' : ''}`
}

function describeChange({ id, kind, content, reason, proposed_at }: ChangeAnswer): string {
  const badge = content.badge === null ? '' : ` (${plainText(content.badge)})`
  return `${id}\n  ${kind}: ${plainText(content.name)}${badge}, ${content.roles.join(', ')}\n  ${plainText(reason)}, ${formatInstant(proposed_at)}`
}
