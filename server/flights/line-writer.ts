/** The answers about a flight as text: JSON lines or a table, streamed while they are told, or all at once. */
import { Readable } from 'node:stream'
import type { Language } from '#evisa/language.ts'
import { answerHeader, answerRows, cellsOf } from '#evisa/passenger-table.ts'
import { writeCsv } from '../../platform/csv.ts'
import type { FlightLine, ReceiptedFlightAnswer, Tell } from './flight-lines.ts'

export interface LineWriter {
  readonly type: string
  /** What stands before all lines. */
  readonly start: string
  readonly write: (line: FlightLine) => string
}

export const TABLE_TYPE = 'text/csv; charset=utf-8; header=present'
// Without it a spreadsheet takes the file for one of its country's old encodings.
const BYTE_ORDER_MARK = '\ufeff'

export const JSON_LINES: LineWriter = {
  type: 'application/x-ndjson',
  start: '',
  write: (line) => `${JSON.stringify(line)}\n`,
}

/** Writes the answers alone, as rows of a table. */
export function tableLines(language: Language): LineWriter {
  return {
    type: TABLE_TYPE,
    start: BYTE_ORDER_MARK + writeCsv([answerHeader()]),
    write: (line) => (line.kind === 'answer' ? writeCsv([cellsOf(line, language)]) : ''),
  }
}

export function writeTable(answers: readonly ReceiptedFlightAnswer[], language: Language): string {
  return BYTE_ORDER_MARK + writeCsv(answerRows(answers, language))
}

export interface StreamEvents {
  /** The work failed: without its last line the answer is not complete, and the connection ends with a fault. */
  readonly failed: (error: Error) => void
  /** The work has ended, and what was written has left: it was held in memory as long as nobody read it. */
  readonly done: () => void
}

/** Streams what the work tells; whether or not anybody still listens, the work goes on to its end. */
export function streamLines(
  { start, write }: LineWriter,
  work: (tell: Tell) => Promise<unknown>,
  { failed, done }: StreamEvents,
): Readable {
  const out = new Readable({ read: () => undefined })
  const push = (text: string) => {
    if (text !== '' && !out.destroyed) out.push(text)
  }
  push(start)
  const closed = new Promise<void>((resolve) => void out.once('close', resolve))
  void work((line) => push(write(line)))
    .then(
      () => out.push(null),
      (error: Error) => {
        failed(error)
        out.destroy(error)
      },
    )
    .finally(() => void closed.then(done))
  return out
}
