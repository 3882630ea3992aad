/** Receipts of checks, as somebody brings them: read, and each verified by the authority's trust list and its devices' keys. */
import { Compile } from 'typebox/schema'
import { type DeviceKey, verifyDeviceKey } from '#evisa/device-key.ts'
import {
  CHECK_RECEIPT_TYP,
  type CheckReceipt,
  documentHash,
  KeptReceipt,
  peekReceipt,
  type ReceiptFault,
  verifyCheckReceipt,
} from '#evisa/receipt-of-check.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { parseCompactJws } from '#evisa/verify-jws.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { type Fetch, httpCall, Unreachable } from '../../offline/http-call.ts'

/** receipt/format: no receipt at all; receipt/device-unknown: the authority knows no such device, or its word of it does not verify. */
export type ReceiptVerdictFault = ReceiptFault | 'receipt/format' | 'receipt/device-unknown'

export interface JudgedReceipt {
  /** Its line in the file, from 1. */
  readonly line: number
  readonly kept: KeptReceipt
  readonly fault: ReceiptVerdictFault | null
  /** Null unless it is genuine. */
  readonly receipt: CheckReceipt | null
}

export interface ReceiptContext {
  readonly fetch: Fetch
  readonly origin: string
  readonly trust: TrustList
  readonly signal: AbortSignal
}

/** As many as a day of twenty flights with a thousand passengers each makes. */
export const MAX_RECEIPTS = 20_000
const MAX_DEVICE_KEY_CHARACTERS = 4000

const isKept = Compile(KeptReceipt)

/** Whether a text is a receipt, or begins with one: as it was saved, as its code holds it, or bare. */
export function looksLikeReceipts(text: string): boolean {
  const [line = ''] = text
    .trimStart()
    .replace(/^\ufeff/, '')
    .split(/\r?\n/, 1)
  const { receipt } = keptOf(line.trim())
  return parseCompactJws(receipt, CHECK_RECEIPT_TYP).ok
}

/** Each line's receipt, blank lines left out; a bare one has no salt. */
export function readReceipts(text: string): readonly { readonly line: number; readonly kept: KeptReceipt }[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  return lines
    .flatMap((line, at) => (line.trim() === '' ? [] : [{ line: at + 1, kept: keptOf(line.trim()) }]))
    .slice(0, MAX_RECEIPTS)
}

/** Verifies each. Throws `Unreachable` where a device's key is needed and cannot be had. */
export async function judgeReceipts(text: string, context: ReceiptContext): Promise<readonly JudgedReceipt[]> {
  const keys = new Map<string, DeviceKey | null>()
  const judged: JudgedReceipt[] = []
  for (const { line, kept } of readReceipts(text)) {
    const fault = await judge(kept, keys, context)
    judged.push(
      typeof fault === 'string' ? { line, kept, fault, receipt: null } : { line, kept, fault: null, receipt: fault },
    )
  }
  return judged
}

async function judge(
  { receipt }: KeptReceipt,
  keys: Map<string, DeviceKey | null>,
  context: ReceiptContext,
): Promise<CheckReceipt | ReceiptVerdictFault> {
  const said = peekReceipt(receipt)
  if (said === null) return 'receipt/format'
  const { device, signed_by } = said
  if (signed_by === 'device' && !keys.has(device)) keys.set(device, await deviceKeyOf(device, context))
  const key = keys.get(device) ?? null
  if (signed_by === 'device' && key === null) return 'receipt/device-unknown'
  const verified = await verifyCheckReceipt(receipt, context.trust, key)
  return verified.ok ? verified.value : verified.error
}

/** Whether a receipt is about a document; null where it names none, or came without its salt. */
export async function isAbout(
  { kept, receipt }: JudgedReceipt,
  visaNumber: string,
  passportNumber: string,
): Promise<boolean | null> {
  if (receipt === null || receipt.document === null || kept.salt === '') return null
  const number = parseVisaNumber(visaNumber)
  const passport = passportNumber.toUpperCase().replaceAll(/[\s-]/g, '')
  const document = {
    visaNumber: number.ok ? number.value : null,
    passportNumber: passport === '' ? null : passport,
    text: null,
  }
  return receipt.document === (await documentHash(document, kept.salt))
}

function keptOf(line: string): KeptReceipt {
  try {
    const value: unknown = JSON.parse(line)
    if (isKept.Check(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  // What its code holds is the address of this page with the receipt behind it.
  return { receipt: line.replace(/^.*#/, ''), salt: '' }
}

async function deviceKeyOf(
  device: string,
  { fetch, origin, trust, signal }: ReceiptContext,
): Promise<DeviceKey | null> {
  const url = `${origin}/v1/device-keys/${encodeURIComponent(device)}`
  const answer = await httpCall(fetch, url, { method: 'GET', headers: {}, signal }, MAX_DEVICE_KEY_CHARACTERS)
  if (answer.status === 404) return null
  if (answer.status !== 200) throw new Unreachable(`the server answered ${answer.status}`)
  const key = await verifyDeviceKey(answer.text, trust)
  return key.ok ? key.value : null
}
