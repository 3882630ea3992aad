/** The desk's commands, run in this process against a server that listens. */
import { join } from 'node:path'
import { Command } from 'commander'
import type { Test } from 'tap'
import { type AuthorityCalls, authorityCalls } from '../../desk/calls/authority-calls.ts'
import { addAuditCommand } from '../../desk/terminal/audit-commands.ts'
import { addCarrierCommands } from '../../desk/terminal/carrier-commands.ts'
import { addCaseCommands } from '../../desk/terminal/case-commands.ts'
import { addClockCommand } from '../../desk/terminal/clock-commands.ts'
import { addConflictCommands } from '../../desk/terminal/conflict-commands.ts'
import { addDeliveryCommands } from '../../desk/terminal/delivery-commands.ts'
import { addDeviceCommands } from '../../desk/terminal/device-commands.ts'
import { addHostCommands } from '../../desk/terminal/host-commands.ts'
import { addInvitationCommands } from '../../desk/terminal/invitation-commands.ts'
import { addIssueCommand } from '../../desk/terminal/issue-command.ts'
import { addLetterCommand } from '../../desk/terminal/letter-commands.ts'
import { addOperatorCommands } from '../../desk/terminal/operator-commands.ts'
import { addPaymentCommands } from '../../desk/terminal/payment-commands.ts'
import { addPeopleCommands } from '../../desk/terminal/people-commands.ts'
import { addPolicyCommands } from '../../desk/terminal/policy-commands.ts'
import { addProposalCommands } from '../../desk/terminal/proposal-commands.ts'
import { addReceiptCommand } from '../../desk/terminal/receipt-command.ts'
import { addRecoveryCommands } from '../../desk/terminal/recovery-commands.ts'
import { addReferralCommands } from '../../desk/terminal/referral-commands.ts'
import { addRefusalCommands } from '../../desk/terminal/refusal-commands.ts'
import { addSecondLookCommands } from '../../desk/terminal/second-look-commands.ts'
import { addSignatureCommand } from '../../desk/terminal/signature-commands.ts'
import { addTermsCommands } from '../../desk/terminal/terms-commands.ts'
import { addVisaCommands } from '../../desk/terminal/visa-commands.ts'
import { AUTHORITY_TOKEN, type BuildOptions, type Built, build } from '../server/build-app.ts'

/** What a command shows, as JSON and as text, and its exit code. */
export interface Shown {
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into documents of every kind
  readonly json: any[]
  readonly text: string
  readonly code: number
}

export interface MadeDesk extends Built, AuthorityCalls {
  readonly url: string
  /** Runs a command with its arguments. Rejects as the command does. */
  run(...args: readonly string[]): Promise<Shown>
  audit(...args: readonly string[]): Promise<Shown>
  /** A new operator, who runs commands by the token in the own file. */
  person(name: string): Promise<MadeDesk['run']>
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
  const runBy = async (desk: AuthorityCalls, args: readonly string[]): Promise<Shown> => {
    const json: unknown[] = []
    const texts: string[] = []
    const program = new Command('authority').configureOutput({ writeErr: () => undefined }).exitOverride()
    for (const add of [
      addAuditCommand,
      addCarrierCommands,
      addCaseCommands,
      addSecondLookCommands,
      addClockCommand,
      addConflictCommands,
      addDeliveryCommands,
      addLetterCommand,
      addRecoveryCommands,
      addDeviceCommands,
      addHostCommands,
      addInvitationCommands,
      addIssueCommand,
      addOperatorCommands,
      addSignatureCommand,
      addPeopleCommands,
      addPaymentCommands,
      addPolicyCommands,
      addTermsCommands,
      addProposalCommands,
      addReceiptCommand,
      addReferralCommands,
      addRefusalCommands,
      addVisaCommands,
    ]) {
      add(program, desk, (document, text) => {
        json.push(document)
        texts.push(text)
      })
    }
    await program.parseAsync(args, { from: 'user' })
    // It is the command's, not the test's.
    const code = Number(process.exitCode ?? 0)
    process.exitCode = undefined
    return { json, text: texts.join('\n'), code }
  }
  const run = (...args: readonly string[]) => runBy(desk, args)
  const person = async (name: string) => {
    const tokenFile = join(built.dir, `${name}.token`)
    await run('operators', 'add', name, '--write', tokenFile)
    const own = authorityCalls(() => ({ url, operator: 'somebody else', tokenFile }))
    return (...args: readonly string[]) => runBy(own, args)
  }
  return { ...built, ...desk, url, run, audit: (...args) => run('audit', ...args), person }
}
