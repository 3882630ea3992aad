/** The receipt of what this scanner decided, signed by its own key: a proof that somebody checked, with or without a network. */
import { base64url } from 'jose'
import { uuidv7 } from 'uuidv7'
import type { CarrierFacts } from '#evisa/decision.ts'
import {
  type CheckedDocument,
  type KeptReceipt,
  type ReceiptedAnswer,
  receiptOf,
  signCheckReceipt,
  type VisaDeskAnswer,
} from '#evisa/receipt-of-check.ts'
import type { Situation } from '#evisa/situation.ts'
import { signerOf } from './own-chain.ts'
import type { ScannerStore } from './scanner-store.ts'

/** What a receipt is made of; a `Scan` is one. */
export interface Receipted {
  readonly decision: ReceiptedAnswer & { readonly visa: CarrierFacts | null }
  /** Why the server was not reached, if it was to be. */
  readonly offlineBecause: string | null
  /** What it is about, where more is known of it than the e-visa or the text that was read. */
  readonly document?: CheckedDocument
  /** What the visa desk said of it, where it was called. */
  readonly visaDesk?: VisaDeskAnswer
}

const SALT_BYTES = 16

/** Signs the receipt of a check of these texts. Throws a TypeError for a scanner that is not enrolled. */
export async function makeReceipt(
  { decision, offlineBecause, document, visaDesk }: Receipted,
  situation: Situation,
  texts: readonly string[],
  store: Pick<ScannerStore, 'enrolment' | 'deviceKey'>,
): Promise<KeptReceipt> {
  const [enrolment, key] = [await store.enrolment(), await store.deviceKey()]
  if (enrolment === null || key === null) throw new TypeError('enrol this scanner first')
  const salt = base64url.encode(crypto.getRandomValues(new Uint8Array(SALT_BYTES)))
  const frame = {
    id: uuidv7(),
    signed_by: 'device',
    device: enrolment.device,
    carrier: enrolment.carrier ?? null,
  } as const
  const receipt = await receiptOf(decision, situation, document ?? documentOf(decision.visa, texts), {
    ...frame,
    salt,
    outage: offlineBecause,
  })
  const told = visaDesk === undefined ? receipt : { ...receipt, visa_desk: visaDesk }
  return { receipt: await signCheckReceipt(told, signerOf(enrolment.kid, key)), salt }
}

function documentOf(visa: CarrierFacts | null, [text = null]: readonly (string | null)[]): CheckedDocument {
  if (visa === null) return { visaNumber: null, passportNumber: null, text }
  return { visaNumber: visa.visa_number, passportNumber: visa.passport_number, text: null }
}
