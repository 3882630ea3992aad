/** The machine-readable lines of a passport as a record carries them, where they are all that says who somebody was. */

/** Of a zone that is given without line breaks: how many characters it has, and how many lines. */
const LINES_BY_LENGTH: ReadonlyMap<number, number> = new Map([
  [88, 2],
  [72, 2],
  [90, 3],
])
const LINE = /^[A-Z0-9<]{30,44}$/

/** Null for what has not the form of such lines. A wrong check digit is recorded as it was read. */
export function passportLines(mrz: string | undefined): string[] | null {
  const parts = (mrz ?? '').toUpperCase().split(/\s+/).filter(Boolean)
  const [whole = ''] = parts
  const lines = parts.length === 1 ? cut(whole, LINES_BY_LENGTH.get(whole.length) ?? 1) : parts
  return lines.length >= 2 && lines.length <= 3 && lines.every((line) => LINE.test(line)) ? lines : null
}

function cut(text: string, pieces: number): string[] {
  const length = text.length / pieces
  return Array.from({ length: pieces }, (_, at) => text.slice(at * length, (at + 1) * length))
}
