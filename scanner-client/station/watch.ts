/** Watching a reader that types into a terminal: one line a code; what a passport reader types is told by its form. */
import { createInterface } from 'node:readline'
import { readPassport } from '#evisa/examination.ts'
import { type Typed, typedReading } from '../offline/typed-reading.ts'

export interface Passenger {
  readonly text: string
  readonly mrz: string | undefined
}

/** What the person at the terminal is to do next: read the e-visa, the next line, the passport again, or mend the layout. */
export type Awaited = 'visa' | 'mrz-line' | 'again' | 'layout'

/**
 * Calls `decide` for every code, and again once the passport of the same passenger was read. The passport may come
 * first. The next code, or the next passport, begins the next passenger; a passport that could not be read is read again
 * for the same one, whose answer says so meanwhile. Ends with the input, or when `end` is given.
 */
export async function watchLines(
  input: NodeJS.ReadableStream,
  decide: (passenger: Passenger) => Promise<void>,
  waiting: (what: Awaited) => void,
  end?: AbortSignal,
): Promise<void> {
  let text: string | undefined
  let mrz: string | undefined
  const hear = async (typed: Typed) => {
    if (typed.kind === 'more') return waiting('mrz-line')
    if (typed.kind === 'code') text = typed.text
    else mrz = typed.text
    const isMisread = mrz !== undefined && readPassport(mrz) === 'misread'
    if (typed.kind !== 'code' && isMisread) waiting(typed.kind === 'exchanged' ? 'layout' : 'again')
    if (text === undefined) {
      if (!isMisread) waiting('visa')
      return
    }
    await decide({ text, mrz })
    if (mrz === undefined) return
    // Whose passport proved nothing is still in front.
    if (typeof readPassport(mrz) !== 'string') text = undefined
    mrz = undefined
  }
  const reading = typedReading()
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, ...(end && { signal: end }) })
  for await (const line of lines) {
    for (const typed of reading.take([line])) await hear(typed)
  }
  for (const typed of reading.giveUp()) await hear(typed)
}
