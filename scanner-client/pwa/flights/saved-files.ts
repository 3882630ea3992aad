/** What is saved of a flight: the answers as a table, its receipts one a line, under names that say which flight it is. */

import type { FlightPlan } from '#evisa/flight.ts'
import { byUrgency } from '#evisa/flight-answer.ts'
import type { Language } from '#evisa/language.ts'
import { answerRows } from '#evisa/passenger-table.ts'
import type { KeptReceipt } from '#evisa/receipt-of-check.ts'
import { writeCsv } from '../../../platform/csv.ts'
import type { ReceiptedAnswer } from './flight-documents.ts'

export interface SavedFile {
  readonly name: string
  readonly type: string
  readonly text: string
}

// Without it a spreadsheet takes the file for one of its country's old encodings.
const BYTE_ORDER_MARK = '\ufeff'

export function answersFile(plan: FlightPlan, answers: readonly ReceiptedAnswer[], language: Language): SavedFile {
  const rows = answerRows([...answers].sort(byUrgency), language)
  return { name: `${nameOf(plan)}.csv`, type: 'text/csv;charset=utf-8', text: BYTE_ORDER_MARK + writeCsv(rows) }
}

/** In the order of the list. */
export function receiptsFile(plan: FlightPlan, answers: readonly ReceiptedAnswer[]): SavedFile {
  const inOrder = [...answers].sort((one, other) => one.row - other.row)
  return receiptFile(
    `${nameOf(plan)}-receipts`,
    inOrder.flatMap(({ receipt }) => receipt ?? []),
  )
}

/** Receipts as they are kept: one JSON object a line. */
export function receiptFile(name: string, receipts: readonly KeptReceipt[]): SavedFile {
  const text = receipts.map(({ receipt, salt }) => `${JSON.stringify({ receipt, salt })}\n`).join('')
  return { name: `${name}.jsonl`, type: 'application/jsonl;charset=utf-8', text }
}

/** Gives a file to whoever sits there. */
export function saveFile({ name, type, text }: SavedFile): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  // A browser may begin to read it only after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

function nameOf({ flight, arrival }: FlightPlan): string {
  return `${flight}-${arrival.slice(0, 10)}`
}
