/** `npm run authority`: the authority's desk, over the same API as everybody else. */
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { addAuditCommand } from './audit-commands.ts'
import { authorityCalls } from './authority-calls.ts'
import { addCarrierCommands } from './carrier-commands.ts'
import { addConflictCommands } from './conflict-commands.ts'
import { addDeliveryCommands } from './delivery-commands.ts'
import { addDeviceCommands } from './device-commands.ts'
import { exportBundle } from './export-bundle.ts'
import { addIssueCommand } from './issue-command.ts'
import { addMoveCommand } from './move-command.ts'
import { addReceiptCommand } from './receipt-command.ts'
import { addVisaCommands } from './visa-commands.ts'

interface Settings {
  readonly url: string
  readonly json: boolean
  readonly operator: string
}

const program = new Command('authority')
  .description("The authority's desk: issue, look up, revoke, enrol scanners.")
  .option('--url <url>', 'address of the server', process.env.EVISA_URL ?? 'http://127.0.0.1:8080')
  .option(
    '--operator <name>',
    'who is at the desk, for the audit trail',
    process.env.EVISA_OPERATOR ?? userInfo().username,
  )
  .option('--json', 'print JSON', false)
  .exitOverride()

const desk = authorityCalls(settings)

addDeviceCommands(program, desk, show)
addCarrierCommands(program, desk, show)
addDeliveryCommands(program, desk, show)
addConflictCommands(program, desk, show)
addAuditCommand(program, desk, show)
addMoveCommand(program, show)
addReceiptCommand(program, desk, show)
addIssueCommand(program, desk, show)
addVisaCommands(program, desk, show)

program
  .command('export-bundle <file>')
  .description('write all that a scanner fetches into a file, for an airport without a network; good for 24 hours')
  .option('--carrier', 'without the used entries, which are for border devices only')
  .action(async (file: string, { carrier = false }: { carrier?: boolean }) => {
    const { artefacts, crossings, bytes } = await exportBundle(desk, resolve(file), carrier)
    show(
      { file: resolve(file), artefacts, crossings, bytes },
      `${resolve(file)}: ${artefacts} artefacts, ${crossings} crossings, ${bytes} bytes\n\n` +
        'On the scanner, within 24 hours:\n  npm run -s scan -- import FILE',
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
    const { message, code } = error as NodeJS.ErrnoException
    process.stderr.write(`${code === 'ENOENT' ? 'no such file: ' : ''}${message}\n`)
    process.exitCode = 1
  }
}
