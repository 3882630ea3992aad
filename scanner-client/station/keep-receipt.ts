/** Receipts in a file: one a line, on the disk before it is said that they are kept. */
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { KeptReceipt } from '#evisa/receipt-of-check.ts'

/** Adds a receipt to the end of a file, which only its owner may read. */
export async function keepReceipt(file: string, receipt: KeptReceipt): Promise<void> {
  const kept = await open(resolve(file), 'a', 0o600)
  try {
    await kept.appendFile(`${JSON.stringify(receipt)}\n`)
    await kept.datasync()
  } finally {
    await kept.close()
  }
}
