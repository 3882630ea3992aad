/** The desk's command about receipts: whether a kept one is genuine, what it says, and whether it is about a document. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import pc from 'picocolors'
import { Compile } from 'typebox/schema'
import { formatInstant } from '#evisa/civil-date.ts'
import { type DeviceKey, verifyDeviceKey } from '#evisa/device-key.ts'
import {
  type CheckReceipt,
  documentHash,
  KeptReceipt,
  peekReceipt,
  type ReceiptFault,
  verifyCheckReceipt,
} from '#evisa/receipt-of-check.ts'
import { isSpecimen, SPECIMEN_WORDS } from '#evisa/specimen.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { trustOf } from './desk-trust.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

interface Asked {
  readonly verify: string
  readonly visa?: string
  readonly passport?: string
  readonly root?: string
}

/** What was found out about one receipt of a file. */
interface Found {
  readonly line: number
  readonly fault: ReceiptFault | 'receipt/format' | null
  readonly receipt: CheckReceipt | null
  /** Whether it is about the document that was named; null where none was. */
  readonly isAbout: boolean | null
}

const isKept = Compile(KeptReceipt)

export function addReceiptCommand(program: Command, desk: AuthorityCalls, show: Show): void {
  program
    .command('receipt')
    .description('check the receipts of a file: genuine or not (exit code 1 if one is not), and what they say')
    .requiredOption('--verify <file>', 'receipts as they were saved, one a line; or the bare text of one')
    .option('--visa <number>', 'whether they are about this e-visa ...')
    .option('--passport <number>', '... and this passport: give both as far as they were known')
    .option('--root <fingerprint>', "the root's fingerprint, where the server's word is not enough")
    .action(async (asked: Asked) => {
      const trust = await trustOf(desk, asked.root, Math.floor(Date.now() / 1000))
      const found = await verifyFile(asked, desk, trust)
      const specimen = isSpecimen(trust)
      const genuine = found.filter(({ fault }) => fault === null).length
      const text = [
        ...(specimen ? [`${SPECIMEN_WORDS}: receipts of a demonstration, which prove nothing`] : []),
        ...found.map(describe),
        `${genuine} of ${found.length} genuine`,
      ]
      show({ specimen, genuine, receipts: found }, text.join('\n'))
      if (genuine < found.length || found.some(({ isAbout }) => isAbout === false)) process.exitCode = 1
    })
}

async function verifyFile({ verify, visa, passport }: Asked, desk: AuthorityCalls, trust: TrustList): Promise<Found[]> {
  const lines = (await readFile(resolve(verify), 'utf8')).replace(/^\ufeff/, '').split(/\r?\n/)
  const document = documentOf(visa, passport)
  const keys = new Map<string, DeviceKey | null>()
  const found: Found[] = []
  for (const [at, text] of lines.entries()) {
    if (text.trim() === '') continue
    const kept = readKept(text.trim())
    const said = peekReceipt(kept.receipt)
    if (said === null) {
      found.push({ line: at + 1, fault: 'receipt/format', receipt: null, isAbout: null })
      continue
    }
    if (said.signed_by === 'device' && !keys.has(said.device))
      keys.set(said.device, await deviceKeyOf(said.device, desk, trust))
    const verified = await verifyCheckReceipt(kept.receipt, trust, keys.get(said.device) ?? null)
    const isAbout = document === null ? null : said.document === (await documentHash(document, kept.salt))
    const receipt = verified.ok ? verified.value : null
    found.push({ line: at + 1, fault: verified.ok ? null : verified.error, receipt, isAbout })
  }
  if (found.length === 0) throw new CallFailed(`${verify} is empty: it takes receipts as they were saved, one a line`)
  return found
}

function documentOf(visa: string | undefined, passport: string | undefined) {
  if (visa === undefined && passport === undefined) return null
  const number = visa === undefined ? null : parseVisaNumber(visa)
  if (number?.ok === false) throw new CallFailed(`--visa: ${number.error}`)
  const passportNumber = passport?.toUpperCase().replaceAll(/[\s-]/g, '') ?? null
  return { visaNumber: number?.value ?? null, passportNumber, text: null }
}

// A line as it was saved; a bare JWS has no salt with it.
function readKept(line: string): KeptReceipt {
  try {
    const value: unknown = JSON.parse(line)
    if (isKept.Check(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return { receipt: line, salt: '' }
}

async function deviceKeyOf(device: string, { send }: AuthorityCalls, trust: TrustList): Promise<DeviceKey | null> {
  try {
    const jws = (await send('GET', `/v1/device-keys/${encodeURIComponent(device)}`)).toString()
    const key = await verifyDeviceKey(jws, trust)
    if (!key.ok) throw new CallFailed(`what the server says of ${device} does not verify: ${key.error}`)
    return key.value
  } catch (error) {
    if (error instanceof CallFailed && error.status === 404) return null
    throw error
  }
}

const FAULTS: Readonly<Partial<Record<NonNullable<Found['fault']>, string>>> = {
  'receipt/format': 'is no receipt: the text was cut or changed',
  'receipt/device': 'is not by a key of the device that it names, or of a time at which that was not enrolled',
  'artefact/signature': 'was changed after it was signed',
  'artefact/key-unknown': 'is by a key that the authority does not know',
  'artefact/key-compromised': 'is by a key that was stolen: it proves nothing',
}

function describe({ line, fault, receipt, isAbout }: Found): string {
  if (receipt === null) {
    const why = (fault === null ? undefined : FAULTS[fault]) ?? `does not verify: ${fault}`
    return `${pc.red('NOT GENUINE')}  line ${line} ${why}`
  }
  const { outcome, reason, iat, device, carrier, flight, checkpoint, arrival, online, outage, knew, signed_by } =
    receipt
  const where = [flight, checkpoint, arrival && `arriving ${arrival}`].filter((part) => part !== null).join(' ')
  const who = `asked by ${device}${carrier === null ? '' : ` of ${carrier}`}, ${where}`
  const oldest = Math.max(0, ...knew.map(({ age_seconds }) => age_seconds))
  const by = signed_by === 'authority' ? 'the authority' : `${device} itself, by its own clock`
  const how = `${online ? 'online' : `offline${outage === null ? '' : ` (${outage})`}`}`
  return [
    `${pc.green('GENUINE')}  ${plainText(`${outcome}${reason === null ? '' : ` (${reason})`}`)}  ${formatInstant(iat)}`,
    `  ${plainText(who)}`,
    `  ${plainText(`answered by ${by}, ${how}; oldest data ${Math.round(oldest / 60)} min`)}`,
    ...(isAbout === null ? [] : [isAbout ? '  it is about this document' : pc.red('  it is NOT about this document')]),
  ].join('\n')
}
