/** CSV as spreadsheets write it, on `papaparse`: any delimiter, byte-order marks, quotes; written so that no spreadsheet runs it. */
import Papa from 'papaparse'
import { fail, ok, type Result } from '../evisa/result.ts'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLE = [0xd0, 0xcf, 0x11, 0xe0]

// What Excel writes first into some files, and takes away again.
const SEPARATOR_LINE = /^\ufeff?sep=([,;\t|])\r?\n/i
// Spreadsheets leave thousands of blank rows behind.
const MAX_ROWS = 20_000
const MAX_COLUMNS = 200
// As many characters as a code and all that may stand beside it have, many times over.
const MAX_LINE_CHARACTERS = 20_000
// A remark may have a few lines; a quote that was never closed has the rest of the file.
const MAX_LINES_OF_A_ROW = 10
const LINES_LOOKED_AT = 50
const DELIMITERS = [',', ';', '\t', '|']
// Also behind white space, over several lines, and in the wide letters that some spreadsheets take for the same.
// A spreadsheet of another country parts the cells there.
const BEHIND_DELIMITER = /([;\t|][^\S\t]*)(?=[=+\-@|\uff1d\uff0b\uff0d\uff20])/g
const FORMULA = /^\s*[=+\-@|\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

/**
 * The text of a file: UTF-8, or UTF-16 by its mark. Bytes that are no UTF-8 become U+FFFD, which each row then tells.
 * Fails with what to do for an empty file or a workbook.
 */
export function readText(bytes: Uint8Array): Result<string, string> {
  const starts = (magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte)
  if (starts(ZIP) || starts(OLE)) return fail('this is a workbook (.xlsx, .xls): save it as CSV UTF-8 and send that')
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  return text.trim() === '' ? fail('the file is empty') : ok(text)
}

/** The cells of a row; or what is wrong with it, and the cells as far as they can be told. */
export interface CsvRow {
  readonly cells: readonly string[]
  readonly fault: string | null
}

/**
 * The rows of a text, blank ones too. A quote that is not closed is the fault of its own line, and takes none of those
 * below it away: a cell goes over several lines only where those cannot be rows. Fails where there are more rows or
 * columns than any list has.
 */
export function readCsv(text: string): Result<CsvRow[], string> {
  const [, said] = SEPARATOR_LINE.exec(text) ?? []
  const whole = said === undefined ? text : text.replace(SEPARATOR_LINE, '')
  const lines = whole.split(/\r\n|\r|\n/, MAX_ROWS * MAX_LINES_OF_A_ROW + 1)
  const table = { lines, delimiter: said ?? delimiterOf(lines), columns: 0 }
  const rows: CsvRow[] = []
  // What follows the end of the last line is no line.
  const end = lines.at(-1) === '' ? lines.length - 1 : lines.length
  for (let at = 0; at < end; ) {
    if (rows.length === MAX_ROWS) return fail(`the file has more than ${MAX_ROWS} rows`)
    const line = lines[at] as string
    if (line.length > MAX_LINE_CHARACTERS) return fail(`row ${rows.length + 1} has more than any list has`)
    const { row, taken } = rowAt(table, at)
    if (row.cells.length > MAX_COLUMNS) return fail(`row ${rows.length + 1} has more than ${MAX_COLUMNS} columns`)
    if (row.fault === null) table.columns = Math.max(table.columns, row.cells.length)
    rows.push(row)
    at += taken
  }
  return ok(rows)
}

interface Table {
  readonly lines: readonly string[]
  readonly delimiter: string
  /** Of the widest row above. */
  readonly columns: number
}

/** The row that begins with a line, and how many lines it takes. */
function rowAt(table: Table, at: number): { readonly row: CsvRow; readonly taken: number } {
  const { lines, delimiter } = table
  const line = lines[at] as string
  const cells = cellsOf(line, delimiter)
  if (cells !== null) return { row: { cells, fault: null }, taken: 1 }
  const over = overSeveralLines(table, at)
  if (over !== null) return over
  const fault = 'a quotation mark in it is not closed, or stands within a cell: write it twice, or leave it out'
  return { row: { cells: line.split(delimiter).slice(0, MAX_COLUMNS), fault }, taken: 1 }
}

/**
 * The row of a cell that goes over several lines, or of several such cells, as headings have them; null where those lines
 * may be rows of their own.
 */
function overSeveralLines({ lines, delimiter, columns }: Table, at: number) {
  let text = lines[at] as string
  let isOpen = quotesIn(text) % 2 === 1
  if (!isOpen) return null
  for (let taken = 2; taken <= MAX_LINES_OF_A_ROW && at + taken <= lines.length; taken++) {
    const next = lines[at + taken - 1] as string
    isOpen = quotesIn(next) % 2 === 0
    const end = next.indexOf('"')
    // Where one cell ends another may begin, which goes on in the next line.
    const hasEnd = !isOpen || (end >= 0 && next[end + 1] === delimiter)
    const within = hasEnd ? next.slice(0, end) : next
    if (within.includes(delimiter) || next.length > MAX_LINE_CHARACTERS) return null
    text += `\n${next}`
    if (isOpen) continue
    const cells = text.includes(delimiter) ? cellsOf(text, delimiter) : null
    return cells !== null && cells.length >= Math.max(2, columns) ? { row: { cells, fault: null }, taken } : null
  }
  return null
}

/** The cells of a whole row; null where its quotation marks are none. */
function cellsOf(text: string, delimiter: string): string[] | null {
  if (!text.includes('"')) return text.split(delimiter)
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n' })
  if (errors.some(({ type }) => type === 'Quotes') || data.length > 1) return null
  return data[0] ?? ['']
}

function quotesIn(text: string): number {
  return text.split('"').length - 1
}

/** One or more rows, each ended by CRLF (RFC 4180). What a spreadsheet would run as a formula begins with an apostrophe. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((cells) => cells.map((cell) => cell.replaceAll(BEHIND_DELIMITER, "$1'")))
  return `${Papa.unparse(safe, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
}

/** The one that most rows have, and the most of: titles and remarks have others within. */
function delimiterOf(lines: readonly string[]): string {
  const looked = lines.slice(0, LINES_LOOKED_AT)
  const scores = DELIMITERS.map((delimiter) => {
    const counts = looked.map((line) => line.split(delimiter).length - 1).filter((count) => count > 0)
    return counts.length * MAX_LINE_CHARACTERS + Math.min(...counts, MAX_LINE_CHARACTERS - 1)
  })
  const most = Math.max(...scores)
  return most < MAX_LINE_CHARACTERS ? ',' : (DELIMITERS[scores.indexOf(most)] ?? ',')
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
