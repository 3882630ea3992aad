/** `npm run authority`: the authority's desk, over the same API as everybody else. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { addAuditCommand } from './audit-commands.ts'
import { authorityCalls, CallFailed } from './authority-calls.ts'
import { addCarrierCommands } from './carrier-commands.ts'
import { addConflictCommands } from './conflict-commands.ts'
import { addDeviceCommands } from './device-commands.ts'
import { exportBundle } from './export-bundle.ts'
import { addMoveCommand } from './move-command.ts'
import { addReceiptCommand } from './receipt-command.ts'

interface Settings {
  readonly url: string
  readonly json: boolean
  readonly operator: string
}

interface VisaAnswer {
  readonly visa_number: string
  readonly status: string
  readonly entries_used: number
  readonly qr_text: string
  readonly claims: {
    category: string
    entries: number | string
    valid_from: string
    valid_until: string
    stay_days: number
    holder: { surname: string; given_names: string }
    passport: { issuer: string; number: string }
  }
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
const { call, send } = desk

addDeviceCommands(program, desk, show)
addCarrierCommands(program, desk, show)
addConflictCommands(program, desk, show)
addAuditCommand(program, desk, show)
addMoveCommand(program, show)
addReceiptCommand(program, desk, show)

program
  .command('issue <file>')
  .description('issue e-visas from a JSON file: one application, an array, or one a line; - reads standard input')
  .option('--qr <folder>', 'write the QR code of each as PNG into this folder')
  .action(async (file: string, { qr }: { qr?: string }) => {
    const faults: string[] = []
    const applications = await readApplications(file)
    // Made before anything is issued: a picture that cannot be written must not end a batch in the middle.
    if (qr !== undefined) await mkdir(resolve(qr), { recursive: true })
    for (const [at, application] of applications.entries()) {
      try {
        const visa = await call<VisaAnswer>('POST', '/v1/visas', application)
        show(visa, `issued ${describe(visa)}`)
        if (qr !== undefined) await writeQr(visa.visa_number, resolve(qr, `${visa.visa_number}.png`))
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error
        faults.push(`application ${at + 1}: ${error.message}`)
      }
    }
    if (faults.length > 0) throw new CallFailed(faults.join('\n'))
  })

program
  .command('show <number>')
  .description('look an e-visa up')
  .option('--qr <file>', 'write its QR code as PNG')
  .action(async (number: string, { qr }: { qr?: string }) => {
    const visa = await call<VisaAnswer>('GET', `/v1/visas/${encodeURIComponent(number)}`)
    show(visa, describe(visa))
    if (qr !== undefined) await writeQr(visa.visa_number, resolve(qr))
  })

for (const [name, status, done] of [
  ['revoke', 'revoked', 'revoked'],
  ['suspend', 'suspended', 'suspended'],
  ['reinstate', 'valid', 'reinstated'],
] as const) {
  program
    .command(`${name} <number>`)
    .description(`set an e-visa to ${status}`)
    .requiredOption('--reason <text>', 'why; kept with the change')
    .action(async (number: string, { reason }: { reason: string }) => {
      const visa = await call<VisaAnswer>('PUT', `/v1/visas/${encodeURIComponent(number)}/status`, { status, reason })
      show(visa, `${done} ${describe(visa)}`)
    })
}

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

async function writeQr(number: string, file: string): Promise<void> {
  await writeFile(file, await send('GET', `/v1/visas/${number}/qr.png`))
  if (!settings().json) process.stdout.write(`  QR code in ${file}\n`)
}

async function readApplications(file: string): Promise<unknown[]> {
  // Some editors begin a file with a byte-order mark.
  const text = (file === '-' ? await readStandardInput() : await readFile(file, 'utf8')).replace(/^\ufeff/, '')
  try {
    const whole: unknown = JSON.parse(text)
    return Array.isArray(whole) ? whole : [whole]
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line) as unknown]
    } catch (error) {
      throw new CallFailed(`${file}, line ${at + 1} is no JSON: ${(error as Error).message}`)
    }
  })
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function describe({ visa_number, status, entries_used, claims }: VisaAnswer): string {
  const { holder, passport, category, entries, valid_from, valid_until, stay_days } = claims
  return (
    `${formatVisaNumber(visa_number)}  ${holder.surname} ${holder.given_names}, passport ${passport.issuer} ${passport.number}\n` +
    `  ${category}, ${valid_from} to ${valid_until}, ${stay_days} days, entries ${entries_used} of ${entries}, ${status}`
  )
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
