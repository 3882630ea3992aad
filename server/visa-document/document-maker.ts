/** Makes the printed e-visas, in threads of their own: drawing a page takes longer than answering a hundred calls. */
import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { type CivilDate, civilDateAt } from '#evisa/civil-date.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { documentFacts } from './document-facts.ts'
import type { ReceiptFacts } from './draw-receipt.ts'

export type PrintedVisa = Pick<StoredVisa, 'claims' | 'qrText'>

/**
 * The same e-visa gives the same bytes, as long as the policy of the day of its issue stands. Rejects with
 * `TooManyDocuments` and `DocumentTooSlow`.
 */
export interface DocumentMaker {
  /** One page of A4, PDF/A-2a. */
  pdf(visa: PrintedVisa): Promise<Uint8Array>
  /** PNG for a phone, 1080 pixels across. */
  picture(visa: PrintedVisa): Promise<Uint8Array>
  /** The receipt of a fee, one page of A4. */
  receipt(facts: ReceiptFacts): Promise<Uint8Array>
  /** Whether all that is made now is a specimen, and says so. */
  isSpecimen(): Promise<boolean>
  close(): Promise<void>
}

/** Too many documents already wait for their turn. */
export class TooManyDocuments extends Error {
  override name = 'TooManyDocuments'
}

/** It was not drawn in time; the thread that drew it was ended, and another takes its place. */
export class DocumentTooSlow extends Error {
  override name = 'DocumentTooSlow'
}

export interface MakerLimits {
  readonly mostWaiting?: number
  /** Ends one drawing that has begun. */
  readonly deadline?: () => AbortSignal
}

const MOST_WAITING = 500
const IDLE_MILLISECONDS = 60_000
// A thread that is only just being started takes a second; a page takes some hundredths of one.
const DRAW_MILLISECONDS = 20_000

export function makeDocumentMaker(
  policyOn: (day: CivilDate) => PolicyInForce,
  isSpecimen: () => Promise<boolean>,
  { mostWaiting = MOST_WAITING, deadline = () => AbortSignal.timeout(DRAW_MILLISECONDS) }: MakerLimits = {},
): DocumentMaker {
  const maxThreads = availableParallelism()
  const threads = new Piscina({
    filename: new URL('document-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads,
    idleTimeout: IDLE_MILLISECONDS,
    // What a page leaves behind is gathered sooner: without it each thread grows to half a gigabyte.
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
  })
  // Who waits for a thread waits here: the deadline is for the drawing, and the pool starts no thread for its own queue.
  const turns = turnsOf(maxThreads, mostWaiting)
  const make = async (name: 'pdf' | 'picture', { claims, qrText }: PrintedVisa): Promise<Uint8Array> =>
    draw(name, documentFacts({ claims, qrText }, policyOn(civilDateAt(claims.iat)), await isSpecimen()))
  const draw = async (name: 'pdf' | 'picture' | 'receipt', facts: object): Promise<Uint8Array> => {
    await turns.take()
    const signal = deadline()
    try {
      return await threads.run(facts, { name, signal })
    } catch (error) {
      if (!signal.aborted) throw error
      throw new DocumentTooSlow('the document was not drawn in time', { cause: error })
    } finally {
      turns.pass()
    }
  }
  return {
    pdf: (visa) => make('pdf', visa),
    picture: (visa) => make('picture', visa),
    receipt: (facts) => draw('receipt', facts),
    isSpecimen,
    close: () => threads.destroy(),
  }
}

/** So many at a time, in the order in which they came; `take` rejects with `TooManyDocuments`. */
function turnsOf(most: number, mostWaiting: number) {
  const waiting: (() => void)[] = []
  let free = most
  return {
    take: async (): Promise<void> => {
      if (free > 0) free -= 1
      else if (waiting.length >= mostWaiting) throw new TooManyDocuments(`${mostWaiting} documents are waiting`)
      else await new Promise<void>((resolve) => waiting.push(resolve))
    },
    pass: (): void => {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    },
  }
}
