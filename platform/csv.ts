/** CSV as spreadsheets write it, on `papaparse`: any delimiter, byte-order marks, quotes; written so that no spreadsheet runs it. */
import Papa from 'papaparse'
import { fail, ok, type Result } from '../evisa/result.ts'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLE = [0xd0, 0xcf, 0x11, 0xe0]

// What Excel writes first into some files, and takes away again.
const SEPARATOR_LINE = /^\ufeff?sep=([,;\t|])\r?\n/i
const MAX_COLUMNS = 200
// A code or a name may have some of the delimiters that part the cells of other files.
const MAX_DELIMITERS = 4 * MAX_COLUMNS
const DELIMITERS = [',', ';', '\t', '|']
// Also behind white space, over several lines, and in the wide letters that some spreadsheets take for the same.
// A spreadsheet of another country parts the cells there.
const BEHIND_DELIMITER = /([;\t|]\s*)(?=[=+\-@|\uff1d\uff0b\uff0d\uff20])/g
const FORMULA = /^\s*[=+\-@|\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

/**
 * The text of a file: UTF-8, or UTF-16 by its mark. Bytes that are no UTF-8 become U+FFFD, which each row then tells.
 * Fails with what to do for an empty file or a workbook.
 */
export function readText(bytes: Uint8Array): Result<string, string> {
  const starts = (magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte)
  if (starts(ZIP) || starts(OLE)) return fail('this is a workbook (.xlsx, .xls): save it as CSV UTF-8 and send that')
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  if (text.trim() === '') return fail('the file is empty')
  // Before anything is parsed: four million cells take seconds.
  const wide = wideRow(text)
  return wide === null ? ok(text) : fail(`row ${wide} has more than ${MAX_COLUMNS} columns`)
}

/** The first row with too many cells, by whatever delimiter; null if there is none. */
function wideRow(text: string): number | null {
  let [row, cells, isQuoted, isStart] = [1, 0, false, true]
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string
    if (isQuoted) isQuoted = letter !== '"'
    else if (letter === '"' && isStart) isQuoted = true
    // The second of two quotes within a quoted cell.
    else if (letter === '"' && text[at - 1] === '"') isQuoted = true
    isStart = !isQuoted && DELIMITERS.includes(letter)
    if (isStart && ++cells > MAX_DELIMITERS) return row
    const isEnd = letter === '\n' || (letter === '\r' && text[at + 1] !== '\n')
    if (!isQuoted && isEnd) [row, cells, isStart] = [row + 1, 0, true]
  }
  return null
}

/** The cells of each row. At most `maxRows` rows are read. */
export function readCsv(text: string, maxRows: number): string[][] {
  const [, said] = SEPARATOR_LINE.exec(text) ?? []
  const table = said === undefined ? text : text.replace(SEPARATOR_LINE, '')
  return Papa.parse<string[]>(table, { preview: maxRows, delimiter: said ?? delimiterOf(table) }).data
}

/** One or more rows, each ended by CRLF (RFC 4180). What a spreadsheet would run as a formula begins with an apostrophe. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((cells) => cells.map((cell) => cell.replaceAll(BEHIND_DELIMITER, "$1'")))
  return `${Papa.unparse(safe, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
}

/** The one that parts the headings: those have none of these letters within. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1)
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
