/**
 * The program that opens what strangers send, in a process of its own: it has no key, no network to speak of and no store, and is
 * ended where it takes too long. It is asked with a file, and answers with the pages made anew.
 */
import { redrawCopy } from './redraw-copy.ts'

export interface RedrawAsked {
  readonly file: Uint8Array
  readonly mostPages: number
}

process.on('message', ({ file, mostPages }: RedrawAsked) => {
  redrawCopy(file, mostPages).then(
    (answer) => process.send?.(answer, tidyUp),
    // Who asked is told by the end of the process, and begins another.
    () => process.exit(1),
  )
})
/** A picture is many megabytes outside of the heap, which the collector does not hurry for. */
function tidyUp(): void {
  setImmediate(() => globalThis.gc?.())
}

process.on('disconnect', () => process.exit())
process.send?.('ready')
