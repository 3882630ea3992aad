/** Receipts that the authority signs for its own answers. */
import { uuidv7 } from 'uuidv7'
import {
  CHECK_RECEIPT_TYP,
  type CheckedDocument,
  type KeptReceipt,
  type ReceiptedAnswer,
  receiptOf,
} from '#evisa/receipt-of-check.ts'
import type { Situation } from '#evisa/situation.ts'
import type { SigningKey } from '../signing-keys.ts'

/** Who asked. */
export interface AskedBy {
  readonly device: string
  readonly carrier: string | null
}

/** Makes and signs the receipt of one answer. */
export async function signReceipt(
  answer: ReceiptedAnswer,
  situation: Situation,
  document: CheckedDocument,
  { device, carrier }: AskedBy,
  key: Pick<SigningKey, 'sign'>,
  randomBytes: (count: number) => Uint8Array,
): Promise<KeptReceipt> {
  const salt = Buffer.from(randomBytes(SALT_BYTES)).toString('base64url')
  const frame = { id: uuidv7(), signed_by: 'authority', device, carrier, salt, outage: null } as const
  return { receipt: await key.sign(CHECK_RECEIPT_TYP, await receiptOf(answer, situation, document, frame)), salt }
}

const SALT_BYTES = 16
