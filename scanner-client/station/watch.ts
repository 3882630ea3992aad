/** Watching a keyboard-wedge scanner: one line a code; the lines of a passport reader are told by their form. */
import { createInterface } from 'node:readline'

export interface Passenger {
  readonly text: string
  readonly mrz: string | undefined
}

// Only the first line must look like one: the others may be full, without a single filler.
const MRZ_LINE = /^[A-Z0-9<]{44}$|^[A-Z0-9<]{30}$/i
const FIRST_MRZ_LINE = /<|^[IAC][A-Z]{4}[A-Z0-9]{25}$/i
const LINES_BY_LENGTH: Readonly<Record<number, number>> = { 44: 2, 30: 3 }

/**
 * Calls `decide` for every code, and again once the passport of the same passenger was read. The passport may come
 * first. The next code, or the next passport, begins the next passenger. Ends with the input, or when `end` is given.
 */
export async function watchLines(
  input: NodeJS.ReadableStream,
  decide: (passenger: Passenger) => Promise<void>,
  waiting: (what: 'visa' | 'mrz-line') => void,
  end?: AbortSignal,
): Promise<void> {
  let text: string | undefined
  let mrz: string | undefined
  let lines: string[] = []
  for await (const raw of createInterface({
    input,
    crlfDelay: Number.POSITIVE_INFINITY,
    ...(end && { signal: end }),
  })) {
    const line = raw.trim()
    if (line === '') continue
    const goesOn = lines[0]?.length === line.length
    if (!MRZ_LINE.test(line) || !(goesOn || FIRST_MRZ_LINE.test(line))) {
      text = line
      lines = []
    } else {
      lines = goesOn ? [...lines, line] : [line]
      if (lines.length < (LINES_BY_LENGTH[line.length] ?? 0)) {
        waiting('mrz-line')
        continue
      }
      mrz = lines.join('\n')
      lines = []
    }
    if (text === undefined) {
      waiting('visa')
      continue
    }
    await decide({ text, mrz })
    if (mrz !== undefined) {
      text = undefined
      mrz = undefined
    }
  }
}
