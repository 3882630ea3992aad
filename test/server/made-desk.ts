/** The desk's command about the audit trail, run in this process against a server that listens. */
import { Command } from 'commander'
import type { Test } from 'tap'
import { addAuditCommand } from '../../server/audit-commands.ts'
import { type AuthorityCalls, authorityCalls } from '../../server/authority-calls.ts'
import { AUTHORITY_TOKEN, type BuildOptions, type Built, build } from './build-app.ts'

export interface MadeDesk extends Built, AuthorityCalls {
  readonly url: string
  /** What `audit` with these arguments shows, as JSON and as text, and the exit code. Rejects as the command does. */
  audit(...args: readonly string[]): Promise<{ json: unknown[]; text: string; code: number }>
}

export async function madeDesk(t: Test, options: BuildOptions = {}): Promise<MadeDesk> {
  const built = await build(t, options)
  const url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  const before = process.env.EVISA_AUTHORITY_TOKEN
  process.env.EVISA_AUTHORITY_TOKEN = AUTHORITY_TOKEN
  t.teardown(() => {
    if (before === undefined) delete process.env.EVISA_AUTHORITY_TOKEN
    else process.env.EVISA_AUTHORITY_TOKEN = before
  })
  const desk = authorityCalls(() => ({ url, operator: 'Әсел' }))
  return {
    ...built,
    ...desk,
    url,
    audit: async (...args) => {
      const json: unknown[] = []
      const texts: string[] = []
      const program = new Command('authority').exitOverride().configureOutput({ writeErr: () => undefined })
      addAuditCommand(program, desk, (document, text) => {
        json.push(document)
        texts.push(text)
      })
      await program.parseAsync(['audit', ...args], { from: 'user' })
      // It is the command's, not the test's.
      const code = Number(process.exitCode ?? 0)
      process.exitCode = undefined
      return { json, text: texts.join('\n'), code }
    },
  }
}
