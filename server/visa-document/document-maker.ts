/** Makes the printed e-visas, in threads of their own: drawing a page takes longer than answering a hundred calls. */
import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { type CivilDate, civilDateAt } from '#evisa/civil-date.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { documentFacts } from './document-facts.ts'

export type PrintedVisa = Pick<StoredVisa, 'claims' | 'qrText'>

/** The same e-visa gives the same bytes, as long as the policy of the day of its issue stands. Rejects with `TooManyDocuments`. */
export interface DocumentMaker {
  /** One page of A4, PDF/A-2a. */
  pdf(visa: PrintedVisa): Promise<Uint8Array>
  /** PNG for a phone, 1080 pixels across. */
  picture(visa: PrintedVisa): Promise<Uint8Array>
  /** Whether all that is made now is a specimen, and says so. */
  isSpecimen(): Promise<boolean>
  close(): Promise<void>
}

/** Too many documents already wait for their turn. */
export class TooManyDocuments extends Error {
  override name = 'TooManyDocuments'
}

const MOST_WAITING = 500
const IDLE_MILLISECONDS = 60_000

export function makeDocumentMaker(
  policyOn: (day: CivilDate) => PolicyInForce,
  isSpecimen: () => Promise<boolean>,
  mostWaiting = MOST_WAITING,
): DocumentMaker {
  const threads = new Piscina({
    filename: new URL('document-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: availableParallelism(),
    idleTimeout: IDLE_MILLISECONDS,
    // What a page leaves behind is gathered sooner: without it each thread grows to half a gigabyte.
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
    maxQueue: mostWaiting,
  })
  const make = async (name: 'pdf' | 'picture', { claims, qrText }: PrintedVisa): Promise<Uint8Array> => {
    const isOfDemonstration = await isSpecimen()
    if (threads.queueSize >= mostWaiting) throw new TooManyDocuments(`${mostWaiting} documents are waiting`)
    const policy = policyOn(civilDateAt(claims.iat))
    return threads.run(documentFacts({ claims, qrText }, policy, isOfDemonstration), { name })
  }
  return {
    pdf: (visa) => make('pdf', visa),
    picture: (visa) => make('picture', visa),
    isSpecimen,
    close: () => threads.destroy(),
  }
}
