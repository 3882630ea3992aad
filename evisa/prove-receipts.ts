/** Receipts as somebody brings them: read, each verified, and what a device says in them compared with what was published. */
import { Compile } from 'typebox/schema'
import { type DeviceKey, MAX_DEVICE_KEY_CHARACTERS, verifyDeviceKey } from './device-key.ts'
import {
  type KnownVersions,
  MAX_PUBLISHED_VERSIONS_CHARACTERS,
  nameOfVersion,
  type PublishedVersion,
  questionsAbout,
  verifyPublishedVersions,
} from './published-versions.ts'
import {
  type CheckReceipt,
  documentHash,
  KeptReceipt,
  peekReceipt,
  type ReceiptFault,
  verifyCheckReceipt,
} from './receipt-of-check.ts'
import { proofOf, type ReceiptProof, versionsNamed } from './receipt-proof.ts'
import { fail, ok, type Result } from './result.ts'
import type { TrustList } from './trust-list.ts'
import { parseVisaNumber } from './visa-number.ts'

/** receipt/format: no receipt at all; receipt/device-unknown: the authority knows no such device, or its word of it does not verify. */
export type ReceiptVerdictFault = ReceiptFault | 'receipt/format' | 'receipt/device-unknown'

export interface BroughtReceipt {
  /** Its line in the file, from 1. */
  readonly line: number
  readonly kept: KeptReceipt
}

export interface JudgedReceipt extends BroughtReceipt {
  readonly proof: Result<ReceiptProof, ReceiptVerdictFault>
}

export interface ReceiptContext {
  readonly trust: TrustList
  /** What the authority answers at a path; null where it has nothing there. Rejects where it cannot be asked. */
  readonly ask: (path: string, maxCharacters: number) => Promise<string | null>
}

const isKept = Compile(KeptReceipt)

/** Each line's receipt, blank lines left out; a bare one has no salt. */
export function readReceipts(text: string): readonly BroughtReceipt[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [{ line: at + 1, kept: keptOf(line.trim()) }]))
}

/** A line as it was saved, or the bare text of a receipt, which may stand behind the address that its code holds. */
export function keptOf(line: string): KeptReceipt {
  try {
    const value: unknown = JSON.parse(line)
    if (isKept.Check(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return { receipt: line.replace(/^.*#/, ''), salt: '' }
}

/** Judges each. Rejects where `ask` does. */
export async function proveReceipts(
  brought: readonly BroughtReceipt[],
  context: ReceiptContext,
): Promise<readonly JudgedReceipt[]> {
  const keys = new Map<string, DeviceKey | null>()
  const verified: (BroughtReceipt & { readonly receipt: Result<CheckReceipt, ReceiptVerdictFault> })[] = []
  for (const one of brought) verified.push({ ...one, receipt: await verify(one.kept, keys, context) })
  // All that is to be asked is known by now: a shift's receipts name few versions, each of them many times.
  const named = verified.flatMap(({ receipt }) => (receipt.ok ? versionsNamed(receipt.value) : []))
  const known = new Map<string, PublishedVersion>()
  for (const question of questionsAbout(named)) await learn(question, known, context)
  return verified.map(({ line, kept, receipt }) => ({ line, kept, proof: judged(receipt, known) }))
}

function judged(receipt: Result<CheckReceipt, ReceiptVerdictFault>, known: KnownVersions): JudgedReceipt['proof'] {
  return receipt.ok ? ok(proofOf(receipt.value, known)) : receipt
}

async function verify(
  { receipt }: KeptReceipt,
  keys: Map<string, DeviceKey | null>,
  context: ReceiptContext,
): Promise<Result<CheckReceipt, ReceiptVerdictFault>> {
  const said = peekReceipt(receipt)
  if (said === null) return fail('receipt/format')
  const { device, signed_by } = said
  if (signed_by === 'authority') return verifyCheckReceipt(receipt, context.trust, null)
  if (!keys.has(device)) keys.set(device, await deviceKeyOf(device, context))
  const key = keys.get(device) ?? null
  return key === null ? fail('receipt/device-unknown') : verifyCheckReceipt(receipt, context.trust, key)
}

async function deviceKeyOf(device: string, { ask, trust }: ReceiptContext): Promise<DeviceKey | null> {
  const answer = await ask(`/v1/device-keys/${encodeURIComponent(device)}`, MAX_DEVICE_KEY_CHARACTERS)
  const key = answer === null ? null : await verifyDeviceKey(answer, trust)
  return key?.ok ? key.value : null
}

/** An answer that is not there - an older server knows no such question - or proves nothing leaves the device's word as it is. */
async function learn(
  question: string,
  known: Map<string, PublishedVersion>,
  { ask, trust }: ReceiptContext,
): Promise<void> {
  const answer = await ask(question, MAX_PUBLISHED_VERSIONS_CHARACTERS)
  const published = answer === null ? null : await verifyPublishedVersions(answer, trust)
  if (published?.ok) for (const one of published.value.versions) known.set(nameOfVersion(one), one)
}

/** What somebody says that a receipt is about, as they write it. */
export interface NamedDocument {
  readonly visaNumber: string
  readonly passportNumber: string
}

/** Whether a receipt is about a document; null where it names none, or came without its salt. */
export async function isAbout(
  { kept, proof }: JudgedReceipt,
  { visaNumber, passportNumber }: NamedDocument,
): Promise<boolean | null> {
  const document = proof.ok ? proof.value.receipt.document : null
  if (document === null || kept.salt === '') return null
  const number = parseVisaNumber(visaNumber)
  const passport = passportNumber.toUpperCase().replaceAll(/[\s-]/g, '')
  const named = {
    visaNumber: number.ok ? number.value : null,
    passportNumber: passport === '' ? null : passport,
    text: null,
  }
  return document === (await documentHash(named, kept.salt))
}
