/** The desk's commands about one e-visa: `show`, `revoke`, `suspend`, `reinstate`, `replace`. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { signedApplication } from '../../platform/signed-application.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { byTokenOrSigned } from '../calls/sign-at-console.ts'
import { type DeliveryAnswer, describeDelivery } from './delivery-commands.ts'
import { describeProposal, proposeOfFile } from './proposal-commands.ts'
import type { Show } from './show.ts'
import { contentReference } from './split-applications.ts'
import { writeVisaFile } from './visa-files.ts'

export interface VisaAnswer {
  readonly visa_number: string
  readonly status: string
  readonly entries_used: number
  readonly qr_text: string
  readonly replaces: string | null
  readonly replaced_by: string | null
  readonly claims: {
    readonly category: string
    readonly entries: number | string
    readonly valid_from: string
    readonly valid_until: string
    readonly stay_days: number
    readonly holder: { readonly surname: string; readonly given_names: string }
    readonly passport: { readonly issuer: string; readonly number: string }
  }
}

interface Shown {
  readonly document?: string
  readonly picture?: string
  readonly qr?: string
}

interface ReplacementAnswer extends VisaAnswer {
  readonly delivery: DeliveryAnswer | null
}

interface Replacing {
  readonly reason: string
  readonly to?: string
  readonly language?: string
  readonly byHand?: boolean
}

const TWO_WAYS = '  here: --to ADDRESS sends it there, --by-hand sends nothing'

export function addVisaCommands(program: Command, desk: AuthorityCalls, show: Show): void {
  const { call } = desk
  const path = (number: string) => `/v1/visas/${encodeURIComponent(number)}`
  program
    .command('show <number>')
    .description('look an e-visa up')
    .option('--document <file>', 'write it as PDF, for the traveller to print')
    .option('--picture <file>', 'write it as PNG for a phone')
    .option('--qr <file>', 'write its QR code as PNG')
    .action(async (number: string, { document, picture, qr }: Shown) => {
      const visa = await call<VisaAnswer>('GET', path(number))
      const written: string[] = []
      for (const [kind, file] of [
        ['document.pdf', document],
        ['picture.png', picture],
        ['qr.png', qr],
      ] as const) {
        if (file === undefined) continue
        await writeVisaFile(visa.visa_number, kind, resolve(file), desk)
        written.push(`  written: ${resolve(file)}`)
      }
      show(visa, [describeVisa(visa), ...written].join('\n'))
    })

  for (const [name, status, done] of [
    ['revoke', 'revoked', 'revoked'],
    ['suspend', 'suspended', 'suspended'],
    ['reinstate', 'valid', 'reinstated'],
  ] as const) {
    program
      .command(`${name} [number]`)
      .description(`set an e-visa to ${status}, or propose it for many`)
      .requiredOption('--reason <text>', 'why; kept with the change')
      .option('--file <file>', 'visa numbers, one a line: a second operator approves it')
      .action(async (number: string | undefined, { reason, file }: { reason: string; file?: string }) => {
        if ((number === undefined) === (file === undefined))
          throw new CallFailed('give one visa number, or --file with many')
        if (file !== undefined) {
          const proposal = await proposeOfFile(file, status, reason, desk)
          return show(proposal, describeProposal(proposal))
        }
        const visa = await call<VisaAnswer>('PUT', `${path(number ?? '')}/status`, { status, reason })
        show(visa, `${done} ${describeVisa(visa)}`)
      })
  }

  program
    .command('replace <number> <file>')
    .description('revoke an e-visa and issue a corrected one in its place, from a JSON file with its application')
    .requiredOption('--reason <text>', 'why; kept with the change')
    .option('--to <address>', 'send it there; without this, where the file says, else where the e-visa before it went')
    .addOption(
      new Option('--language <language>', 'the language that comes first in that e-mail').choices(TRAVELLER_LANGUAGES),
    )
    .addOption(
      new Option('--by-hand', 'send nothing: you give it to its holder yourself').conflicts(['to', 'language']),
    )
    .action(async (number: string, file: string, given: Replacing) => {
      const { reason, to, language, byHand = false } = given
      const read = await readApplicationFile(file)
      const address = { ...(to !== undefined && { email: to }), ...(language !== undefined && { language }) }
      // The answer may be lost: the same again is the same correction.
      const reference = contentReference(read, number.toUpperCase().replaceAll('-', ''))
      const application = { application_reference: reference, ...read, ...address }
      const body = { reason, application, ...(byHand && { delivery: 'by-hand' }) }
      const send = (signature?: string) =>
        call<ReplacementAnswer>('POST', `${path(number)}/replacement`, body, signature)
      const visa = await byTokenOrSigned(
        desk,
        () => send(),
        () => signedReplacement(number, reason, application),
        ({ signature }) => send(signature),
      ).catch((error) => sayInOptions(error, given))
      const sent = visa.delivery === null ? givenByHand(visa) : describeDelivery(visa.delivery)
      show(visa, `replaced ${formatVisaNumber(visa.replaces ?? '')} by ${describeVisa(visa)}\n${sent}`)
    })
}

function signedReplacement(number: string, reason: string, application: object) {
  const replaces = number.toUpperCase().replaceAll('-', '')
  return { kind: 'issue', replaces, reason, applications: [signedApplication(application)] }
}

function givenByHand({ visa_number }: VisaAnswer): string {
  return `  nothing is sent: give it to its holder by hand (show ${visa_number} --document FILE writes its page)`
}

/** The server knows members, and the person typed options beside the file. */
function sayInOptions(error: unknown, { to, language, byHand }: Replacing): never {
  if (!(error instanceof CallFailed) || error.faults.length === 0) throw error
  const typed: Readonly<Record<string, string | undefined>> = {
    ...(to !== undefined && { email: '--to' }),
    ...(language !== undefined && { language: '--language' }),
    ...(byHand && { delivery: '--by-hand' }),
  }
  const lines = error.faults.map(({ field, rule, message }) => {
    const how = rule === 'reaches-holder' ? `\n${TWO_WAYS}` : ''
    return `${typed[field] ?? field} ${message}${how}`
  })
  throw new CallFailed(lines.join('\n'), error.status, error.faults)
}

export function describeVisa({ visa_number, status, entries_used, claims, ...links }: VisaAnswer): string {
  const { holder, passport, category, entries, valid_from, valid_until, stay_days } = claims
  const linked = [
    ...(links.replaces ? [`  in the place of ${formatVisaNumber(links.replaces)}`] : []),
    ...(links.replaced_by ? [`  replaced by ${formatVisaNumber(links.replaced_by)}`] : []),
  ]
  return [
    `${formatVisaNumber(visa_number)}  ${holder.surname} ${holder.given_names}, passport ${passport.issuer} ${passport.number}`,
    `  ${category}, ${valid_from} to ${valid_until}, ${stay_days} days, entries ${entries_used} of ${entries}, ${status}`,
    ...linked,
  ].join('\n')
}

async function readApplicationFile(file: string): Promise<object> {
  try {
    const read = JSON.parse((await readFile(resolve(file), 'utf8')).replace(/^\ufeff/, ''))
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read
    throw new CallFailed(`${file} holds no application: it takes one JSON object`)
  } catch (error) {
    if (error instanceof SyntaxError) throw new CallFailed(`${file} is no JSON: ${error.message}`)
    throw error
  }
}
