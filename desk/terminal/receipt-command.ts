/** The desk's command about receipts: what each kept one proves, what it only says, and whether it is about a document. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import pc from 'picocolors'
import { formatInstant } from '#evisa/civil-date.ts'
import {
  isAbout,
  type NamedDocument,
  proveReceipts,
  type ReceiptVerdictFault,
  readReceipts,
} from '#evisa/prove-receipts.ts'
import type { Contradiction, NamedData, ReceiptProof } from '#evisa/receipt-proof.ts'
import { isSpecimen, SPECIMEN_WORDS } from '#evisa/specimen.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { trustOf } from '../calls/desk-trust.ts'
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
  readonly standing: ReceiptProof['standing'] | 'not-genuine'
  readonly fault: ReceiptVerdictFault | null
  readonly proof: ReceiptProof | null
  /** Whether it is about the document that was named; null where none was, or where that cannot be told. */
  readonly isAbout: boolean | null
}

export function addReceiptCommand(program: Command, desk: AuthorityCalls, show: Show): void {
  program
    .command('receipt')
    .description(
      'check the receipts of a file: what each proves, and what is its device’s word (exit code 1 if one is not genuine or says what is not so)',
    )
    .requiredOption('--verify <file>', 'receipts as they were saved, one a line; or the bare text of one')
    .option('--visa <number>', 'whether they are about this e-visa ...')
    .option('--passport <number>', '... and this passport: give both as far as they were known')
    .option('--root <fingerprint>', "the root's fingerprint, where the server's word is not enough")
    .action(async (asked: Asked) => {
      const trust = await trustOf(desk, asked.root, Math.floor(Date.now() / 1000))
      const found = await verifyFile(asked, desk, trust)
      const specimen = isSpecimen(trust)
      const count = (standing: Found['standing']) => found.filter((one) => one.standing === standing).length
      const [proven, own_word] = [count('authority'), count('own-word')]
      const [contradicted, not_genuine] = [count('contradicted'), count('not-genuine')]
      const text = [
        ...(specimen ? [`${SPECIMEN_WORDS}: receipts of a demonstration, which prove nothing`] : []),
        ...found.map(describe),
        `${found.length} receipts: ${proven} signed by the authority, ${own_word} a device's own word, ${contradicted} contradicted, ${not_genuine} not genuine`,
      ]
      show({ specimen, proven, own_word, contradicted, not_genuine, receipts: found }, text.join('\n'))
      if (contradicted + not_genuine > 0 || found.some((one) => one.isAbout === false)) process.exitCode = 1
    })
}

async function verifyFile(
  { verify, visa, passport }: Asked,
  { send }: AuthorityCalls,
  trust: TrustList,
): Promise<Found[]> {
  const brought = readReceipts(await readFile(resolve(verify), 'utf8'))
  const document = documentOf(visa, passport)
  const ask = async (path: string): Promise<string | null> => {
    try {
      return (await send('GET', path)).toString()
    } catch (error) {
      if (error instanceof CallFailed && error.status === 404) return null
      throw error
    }
  }
  if (brought.length === 0) throw new CallFailed(`${verify} is empty: it takes receipts as they were saved, one a line`)
  const found: Found[] = []
  for (const judged of await proveReceipts(brought, { trust, ask })) {
    const { line, proof } = judged
    const about = document === null ? null : await isAbout(judged, document)
    const told = proof.ok
      ? { standing: proof.value.standing, fault: null, proof: proof.value }
      : { standing: 'not-genuine' as const, fault: proof.error, proof: null }
    found.push({ line, ...told, isAbout: about })
  }
  return found
}

function documentOf(visa: string | undefined, passport: string | undefined): NamedDocument | null {
  if (visa === undefined && passport === undefined) return null
  const number = visa === undefined ? null : parseVisaNumber(visa)
  if (number?.ok === false) throw new CallFailed(`--visa: ${number.error}`)
  return { visaNumber: visa ?? '', passportNumber: passport ?? '' }
}

const FAULTS: Readonly<Partial<Record<ReceiptVerdictFault, string>>> = {
  'receipt/format': 'is no receipt: the text was cut or changed',
  'receipt/device': 'is not by the key of the device that it names',
  'receipt/not-enrolled': 'is of a time before its device was enrolled, after it was revoked, or still to come',
  'receipt/device-unknown': 'is of a device that the authority does not know',
  'artefact/signature': 'was changed after it was signed',
  'artefact/key-unknown': 'is by a key that the authority does not know',
  'artefact/key-compromised': 'is by a key that was stolen: it proves nothing',
}

const HEADINGS: Readonly<Record<ReceiptProof['standing'], string>> = {
  authority: pc.green('SIGNED BY THE AUTHORITY'),
  'own-word': pc.yellow("A DEVICE'S OWN WORD"),
  contradicted: pc.red('CONTRADICTED'),
}

const CONTRADICTIONS: Readonly<Record<Contradiction, string>> = {
  never: 'it names a version that was never published',
  later: 'it names a version that was published only after the time of the check',
  'other-age': 'its data cannot have been as old as it says',
  'rests-on-nothing': 'it clears somebody and names none of the data that it takes',
}

function describe({ line, fault, proof, isAbout }: Found): string {
  if (proof === null) {
    const why = (fault === null ? undefined : FAULTS[fault]) ?? `does not verify: ${fault}`
    return `${pc.red('NOT GENUINE')}  line ${line} ${why}`
  }
  const { standing, receipt, data, contradictions, not_before } = proof
  const { outcome, reason, iat, device, carrier, flight, checkpoint, arrival, online, outage, knew } = receipt
  const where = [flight, checkpoint, arrival && `arriving ${arrival}`].filter((part) => part !== null).join(' ')
  const who = `asked by ${device}${carrier === null ? '' : ` of ${carrier}`}, ${where}`
  const oldest = Math.max(0, ...knew.map(({ age_seconds }) => age_seconds))
  const by = standing === 'authority' ? 'the authority' : `${device} itself, by its own clock`
  const how = `${online ? 'online' : `offline${outage === null ? '' : ` (${outage})`}`}`
  return [
    `${HEADINGS[standing]}  ${plainText(`${outcome}${reason === null ? '' : ` (${reason})`}`)}  ${formatInstant(iat)}`,
    `  ${plainText(who)}`,
    `  ${plainText(`answered by ${by}, ${how}; oldest data ${Math.round(oldest / 60)} min`)}`,
    ...contradictions.map((one) => pc.red(`  ${CONTRADICTIONS[one]}`)),
    ...(standing === 'authority' ? [] : [`  ${plainText(`proven: ${provenOf(device, not_before, data)}`)}`]),
    ...(isAbout === null ? [] : [isAbout ? '  it is about this document' : pc.red('  it is NOT about this document')]),
  ].join('\n')
}

function provenOf(device: string, notBefore: number | null, data: readonly NamedData[]): string {
  const existed = data.flatMap(({ artefact, version, standing }) =>
    standing === 'published' && version !== null ? [`${artefact} ${version}`] : [],
  )
  const parts = [
    `the key of ${device} signed it`,
    notBefore === null ? null : `not before ${formatInstant(notBefore)}`,
    existed.length === 0 ? null : `published by then: ${existed.join(', ')}`,
  ]
  return parts.filter((part) => part !== null).join('; ')
}
