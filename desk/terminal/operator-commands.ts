/** The desk's commands about its people: `operators`, `operators add`, `operators remove`. */
import { rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

export function addOperatorCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  const path = (name: string) => `/v1/operators/${encodeURIComponent(name)}`
  const operators = program
    .command('operators')
    .description('list the people who sign in with a token of their own')
    .action(async () => {
      const asked = await call<{ operators: { name: string; created_at: number }[] }>('GET', '/v1/operators')
      const rows = asked.operators.map(
        ({ name, created_at }) => `${plainText(name)}, since ${formatInstant(created_at)}`,
      )
      show(asked, rows.join('\n') || 'no operator yet: npm run -s authority -- operators add NAME --write FILE')
    })
  operators
    .command('add <name>')
    .description('add a person, or give one another token; the token is shown once')
    .option('--write <file>', 'write the token into a file that only its owner can read, instead of showing it')
    .action(async (name: string, { write }: { write?: string }) => {
      const file = write === undefined ? null : resolve(write)
      // Before there is a token: it could be shown nowhere else.
      if (file !== null) await writeFile(file, '', { mode: 0o600, flag: 'wx' })
      const { token, is_new } = await call<{ token: string; is_new: boolean }>('PUT', path(name)).catch((error) => {
        if (file !== null) rmSync(file)
        throw error
      })
      if (file !== null) await writeFile(file, `${token}\n`)
      const place = file ?? 'FILE'
      const told = [
        is_new ? `${name} is an operator` : `${name} has another token; the one before is good no more`,
        ...(file === null ? [`  ${token}`, '  shown once: keep it in a file that only its owner can read'] : []),
        '',
        'Its owner signs in with it:',
        `  npm run -s authority -- --token-file ${place} proposals`,
      ]
      show({ name, is_new, ...(file === null ? { token } : { file }) }, told.join('\n'))
    })
  operators
    .command('remove <name>')
    .description('end the access of a person; what they proposed can be approved no more')
    .action(async (name: string) => {
      await call('DELETE', path(name))
      show({ name }, `${name} is no operator any more`)
    })
}
