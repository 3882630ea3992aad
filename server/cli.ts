/** `npm run authority`: the authority's desk, over the same API as everybody else. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { formatInstant } from '#evisa/civil-date.ts'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { authorityCalls, CallFailed } from './authority-calls.ts'
import { exportBundle } from './export-bundle.ts'

interface Settings {
  readonly url: string
  readonly json: boolean
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
  .option('--json', 'print JSON', false)
  .exitOverride()

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
  .command('enrol <role>')
  .description('make a one-time code for a scanner: carrier or border')
  .action(async (role: string) => {
    const { url } = settings()
    const code = await call<{ secret: string; root_fingerprint: string; expires_at: number }>(
      'POST',
      '/v1/enrolment-codes',
      {
        role,
      },
    )
    const text = writeEnrolmentCode({ server: url, secret: code.secret, root: code.root_fingerprint })
    show(
      { code: text, expires_at: code.expires_at },
      `${text}\n\nOn the scanner, before ${formatInstant(code.expires_at)}:\n  npm run -s scan -- enrol CODE`,
    )
  })

program
  .command('devices')
  .description('list the scanners')
  .action(async () => {
    const { devices } = await call<{
      devices: { id: string; name: string; role: string; last_seen_at: number | null; revoked_at: number | null }[]
    }>('GET', '/v1/devices')
    const seen = (at: number | null) => (at === null ? 'never' : formatInstant(at))
    const rows = devices.map(
      ({ id, name, role, last_seen_at, revoked_at }) =>
        `${id}  ${role.padEnd(8)}${name.padEnd(24)} ${revoked_at === null ? `last seen ${seen(last_seen_at)}` : 'REVOKED'}`,
    )
    show({ devices }, rows.join('\n') || 'no scanner is enrolled yet: npm run -s authority -- enrol border')
  })

program
  .command('revoke-device <id>')
  .description('end the access of a lost scanner')
  .action(async (id: string) => {
    await call('DELETE', `/v1/devices/${encodeURIComponent(id)}`)
    show({ revoked: id }, `revoked ${id}`)
  })

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
  const { url, json } = program.opts<{ url: string; json: boolean }>()
  return { url: url.replace(/\/$/, ''), json }
}

const desk = authorityCalls(() => settings().url)
const { call, send } = desk

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
