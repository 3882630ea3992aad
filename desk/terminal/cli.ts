/** `npm run authority`: the authority's desk, over the same API as everybody else. */
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { fileErrorText } from '../../platform/file-error.ts'
import { authorityCalls, type DeskSettings, type ProposalNews } from '../calls/authority-calls.ts'
import { addAuditCommand } from './audit-commands.ts'
import { addCarrierCommands } from './carrier-commands.ts'
import { addCaseCommands } from './case-commands.ts'
import { addClockCommand } from './clock-commands.ts'
import { addConflictCommands } from './conflict-commands.ts'
import { addDeliveryCommands } from './delivery-commands.ts'
import { addDeviceCommands } from './device-commands.ts'
import { exportBundle } from './export-bundle.ts'
import { addHostCommands } from './host-commands.ts'
import { addInvitationCommands } from './invitation-commands.ts'
import { addIssueCommand } from './issue-command.ts'
import { addLetterCommand } from './letter-commands.ts'
import { addCommandsOnThisMachine } from './on-this-machine.ts'
import { addOperatorCommands } from './operator-commands.ts'
import { addPaymentCommands } from './payment-commands.ts'
import { addPeopleCommands } from './people-commands.ts'
import { plainText, typedWord } from './plain-text.ts'
import { addPolicyCommands } from './policy-commands.ts'
import { addProposalCommands } from './proposal-commands.ts'
import { newsOfProposals } from './proposal-news.ts'
import { addReceiptCommand } from './receipt-command.ts'
import { addRecoveryCommands } from './recovery-commands.ts'
import { addReferralCommands } from './referral-commands.ts'
import { addRefusalCommands } from './refusal-commands.ts'
import { addSecondLookCommands } from './second-look-commands.ts'
import { addSignatureCommand } from './signature-commands.ts'
import { addTermsCommands } from './terms-commands.ts'
import { addVisaCommands } from './visa-commands.ts'

interface Settings extends DeskSettings {
  readonly json: boolean
}

const program = new Command('authority')
  .description("The authority's desk: issue, look up, revoke, enrol scanners.")
  .option(
    '--url <url>',
    'address of the server',
    process.env.EVISA_URL ?? `http://127.0.0.1:${process.env.EVISA_PORT ?? 8080}`,
  )
  .option(
    '--operator <name>',
    'who is at the desk, for the audit trail',
    process.env.EVISA_OPERATOR ?? userInfo().username,
  )
  .option(
    '--token-file <file>',
    'sign in as an operator, by your own token',
    process.env.EVISA_OPERATOR_TOKEN_FILE ?? '',
  )
  .option('--json', 'print JSON', false)
  .exitOverride()

let news: ProposalNews = { waiting: 0, ended: 0 }
let command = ''
program.hook('preAction', (_program, ran) => {
  command = ran.name()
})
const desk = authorityCalls(settings, (told) => {
  news = told
})

addDeviceCommands(program, desk, show)
addCarrierCommands(program, desk, show)
addCaseCommands(program, desk, show)
addSecondLookCommands(program, desk, show)
addDeliveryCommands(program, desk, show)
addLetterCommand(program, desk, show)
addConflictCommands(program, desk, show)
addReferralCommands(program, desk, show)
addRefusalCommands(program, desk, show)
addAuditCommand(program, desk, show)
addSignatureCommand(program, desk, show)
addCommandsOnThisMachine(program)
addRecoveryCommands(program, desk, show)
addReceiptCommand(program, desk, show)
addClockCommand(program, desk, show)
addIssueCommand(program, desk, show)
addVisaCommands(program, desk, show)
addOperatorCommands(program, desk, show)
addPeopleCommands(program, desk, show)
addProposalCommands(program, desk, show)
addPolicyCommands(program, desk, show)
addTermsCommands(program, desk, show)
addPaymentCommands(program, desk, show)
addHostCommands(program, desk, show)
addInvitationCommands(program, desk, show)

program
  .command('export-bundle <file>')
  .description('write all that a scanner fetches into a file, for an airport without a network; good for 24 hours')
  .option('--carrier', 'without the used entries, which are for border devices only')
  .action(async (file: string, { carrier = false }: { carrier?: boolean }) => {
    const { artefacts, crossings, bytes } = await exportBundle(desk, resolve(file), carrier)
    show(
      { file: resolve(file), artefacts, crossings, bytes },
      `${resolve(file)}: ${artefacts} artefacts, ${crossings} crossings, ${bytes} bytes\n\n` +
        `On the scanner, within 24 hours:\n  npm run -s scan -- import ${typedWord(resolve(file))}`,
    )
  })

function settings(): Settings {
  const { url, ...more } = program.opts<Settings>()
  return { url: url.replace(/\/$/, ''), ...more }
}

function show(json: unknown, text: string): void {
  process.stdout.write(`${settings().json ? JSON.stringify(json) : text}\n`)
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    const message = fileErrorText(error as NodeJS.ErrnoException) ?? (error as Error).message
    // Lines are ours; all else in it may be anybody's.
    process.stderr.write(`${message.split('\n').map(plainText).join('\n')}\n`)
    process.exitCode = 1
  }
}
// On standard error, since it belongs to no command's answer; a program reads the headers.
if (!settings().json) process.stderr.write(newsOfProposals(news, command === 'proposals'))
