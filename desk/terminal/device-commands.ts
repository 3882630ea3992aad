/** The desk's commands about scanners, and about the faces to people: `enrol`, `devices`, `revoke-device`. */
import { resolve } from 'node:path'
import { Argument, type Command, Option } from 'commander'
import pc from 'picocolors'
import QRCode from 'qrcode'
import { formatInstant } from '#evisa/civil-date.ts'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { ageIn, chainFault, ENROLLED_ROLES, isFace, isOld, REVOKE_REASONS, type ToldChain } from '../device-standing.ts'
import { writeOwnFile } from './own-file.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface DeviceAnswer {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly carrier: string | null
  readonly station: string | null
  readonly administrator: boolean
  readonly administers_until: number | null
  readonly last_seen_at: number | null
  readonly revoked_at: number | null
  readonly report:
    | (ToldChain & {
        readonly data_as_of: number | null
        readonly wire: 1 | 2
        readonly ledger_as_of: number | null
        readonly at: number
      })
    | null
}

const UNITS = { minute: 'min', hour: 'h', day: 'd' } as const

interface EnrolOptions {
  readonly qr?: string
  readonly carrier?: string
  readonly station?: string
  readonly administrator?: true
}

export function addDeviceCommands(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  program
    .command('enrol')
    .addArgument(new Argument('<role>', 'what it is for').choices(ENROLLED_ROLES))
    .description(
      'make a one-time code for a scanner (carrier or border), or for a copy of the portal or of the console',
    )
    .option('--carrier <code>', 'the airline whose scanner it becomes', (code) => code.toUpperCase())
    .option('--station <code>', 'where the airline keeps it, by IATA code', (code) => code.toUpperCase())
    .addOption(new Option('--administrator', 'refused: the administrators of an airline are people').hideHelp())
    .option('--qr <file>', 'write the code as PNG too, to be scanned')
    .action(async (role: string, { qr, ...membership }: EnrolOptions) => {
      const asked = { server: '', secret: '', root_fingerprint: '', expires_at: 0 }
      const code = await call<typeof asked>('POST', '/v1/enrolment-codes', { role, ...membership })
      const text = writeEnrolmentCode({ server: code.server, secret: code.secret, root: code.root_fingerprint })
      if (qr !== undefined) {
        const picture = await QRCode.toBuffer(text)
        await writeOwnFile(resolve(qr), (out) => out.writeFile(picture))
      }
      const drawn = process.stdout.isTTY ? `${await QRCode.toString(text, { type: 'terminal', small: true })}\n` : ''
      show(
        { code: text, expires_at: code.expires_at },
        `${drawn}${text}\n\n${whatToDo(role, text, formatInstant(code.expires_at))}`,
      )
    })

  program
    .command('devices')
    .description(
      'list scanners, portals and consoles: when seen; of scanners what they have not handed in, how old their data is',
    )
    .action(async () => {
      const { devices } = await call<{ devices: DeviceAnswer[] }>('GET', '/v1/devices')
      const now = Math.floor(Date.now() / 1000)
      const width = Math.max(0, ...devices.map(({ name }) => plainText(name).length))
      const rows = devices.map((device) => describe(device, width, now))
      show({ devices }, rows.join('\n') || 'no scanner is enrolled yet: npm run -s authority -- enrol border')
    })

  program
    .command('revoke-device <id>')
    .description('end the access of a lost scanner; what it hands in later waits for a review')
    .addOption(new Option('--reason <reason>', 'why, for the audit trail').choices(REVOKE_REASONS))
    .action(async (id: string, { reason }: { readonly reason?: string }) => {
      const query = reason === undefined ? '' : `?reason=${reason}`
      await call('DELETE', `/v1/devices/${encodeURIComponent(id)}${query}`)
      show({ revoked: id }, `revoked ${id}`)
    })
}

function whatToDo(role: string, code: string, until: string): string {
  if (isFace(role)) return `Give this code to the ${role} before ${until}: it enrols itself by it, once.`
  return `On the scanner, before ${until}:\n  npm run -s scan -- enrol ${code}`
}

function describe(device: DeviceAnswer, width: number, now: number): string {
  const { id, name, role, last_seen_at, revoked_at, report } = device
  const who = `${id}  ${role.padEnd(8)}${plainText(name).padEnd(width)}${whoseText(device)}`
  const unsent = report === null ? '' : `  unsent ${report.unsent} of ${report.head_seq}`
  const told = `${report !== null && report.unsent > 0 ? pc.yellow(unsent) : unsent}${role === 'border' ? chainText(report) : ''}`
  // What a lost scanner still holds is told too: it comes back for a review.
  if (revoked_at !== null) return `${who}  ${pc.red(`REVOKED ${formatInstant(revoked_at)}`)}${told}`
  const seen = last_seen_at === null ? 'never seen' : `seen ${formatInstant(last_seen_at)}`
  if (report === null || isFace(role)) return `${who}  ${seen}`
  // Of the second version nothing is said: it is what every scanner of now speaks.
  const wire = report.wire === 2 ? '' : pc.yellow('  wire 1')
  const ledger = role === 'border' ? `  ${ageOf('ledger', report.ledger_as_of, now)}` : ''
  return `${who}  ${seen}${told}  ${ageOf('data', report.data_as_of, now)}${ledger}${wire}`
}

function whoseText({ carrier, station, administrator, administers_until: until }: DeviceAnswer): string {
  if (carrier === null) return ''
  const at = station === null ? '' : ` ${station}`
  return `  ${carrier}${at}${administrator ? pc.yellow(` administers until ${formatInstant(until ?? 0).slice(0, 10)}`) : ''}`
}

/** Where what it says of its chain is not what is here. */
function chainText(report: DeviceAnswer['report']): string {
  const fault = chainFault(report)
  if (fault === null) return ''
  const { kind, told, held } = fault
  return kind === 'went-back'
    ? pc.red(`  WENT BACK: its chain ends at ${told}, and ${held} is here`)
    : pc.red(`  NOT HERE: ${told} handed in, and ${held} is here`)
}

function ageOf(what: string, asOf: number | null, now: number): string {
  if (asOf === null) return pc.yellow(`no ${what}`)
  const { count, unit } = ageIn(now - asOf)
  const age = `${what} ${count} ${UNITS[unit]} old`
  return isOld(asOf, now) ? pc.yellow(age) : age
}
