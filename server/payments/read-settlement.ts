/** Reads the file of a bank's day: a line a charge, a refund or a dispute. What cannot be read is told by its line, all of it. */
import { parseInstant } from '#evisa/civil-date.ts'
import { minorOf } from '#evisa/money.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { readCsv, readText } from '../../platform/csv.ts'
import type { Charge } from '../store/payment-store.ts'
import { TEST_STATES } from './test-acquirer.ts'

export interface SettlementLine extends Charge {
  /** As an editor counts; the head is the first. */
  readonly line: number
}

export interface ReadSettlement {
  readonly terminal: string
  readonly lines: readonly SettlementLine[]
}

const HEAD = ['terminal', 'invoice', 'transaction', 'kind', 'amount', 'currency', 'at']

/** Fails with what is wrong, in words. */
export function readSettlement(bytes: Uint8Array): Result<ReadSettlement, string> {
  const text = readText(bytes)
  if (!text.ok) return text
  const rows = readCsv(text.value)
  if (!rows.ok) return rows
  const [head, ...more] = rows.value
  if (head?.cells.join() !== HEAD.join())
    return fail(`this is no settlement file: its first line is to be ${HEAD.join()}`)
  const lines: SettlementLine[] = []
  for (const [at, { cells, fault }] of more.entries()) {
    if (cells.join('') === '') continue
    const read = fault ?? readLine(cells, at + 2)
    if (typeof read === 'string') return fail(`line ${at + 2}: ${read}; nothing of the file was taken`)
    lines.push(read)
  }
  const terminals = [...new Set(lines.map(({ terminal }) => terminal))]
  if (terminals.length > 1) return fail(`it is of several terminals (${terminals.join()}): send a file for each`)
  return ok({ terminal: terminals[0] ?? '', lines })
}

function readLine(row: readonly string[], line: number): SettlementLine | string {
  if (row.length !== HEAD.length) return `it has ${row.length} columns, not ${HEAD.length}`
  const [terminal = '', invoice = '', transactionId = '', kind = '', amount = '', currency = '', at = ''] = row
  if (!/^[0-9]{1,20}$/.test(terminal)) return 'the terminal is not digits'
  if (!/^[0-9]{6,15}$/.test(invoice)) return 'the invoice is not 6 to 15 digits'
  if (!/^[\w-]{1,100}$/.test(transactionId)) return 'the transaction is not letters and digits'
  const minor = minorOf(amount, currency)
  if (minor === null) return `${amount || 'nothing'} ${currency} is no amount`
  const capturedAt = parseInstant(at)
  if (capturedAt === null) return 'the time is not like 2026-11-22T10:00:00+06:00'
  const state = Object.hasOwn(TEST_STATES, kind) ? TEST_STATES[kind] : undefined
  return { line, terminal, invoice, transactionId, state: state ?? 'not-listed', minor, currency, capturedAt }
}
