/** The public check page at work: an e-visa comes in, what it is goes out; then where and when its holder lands. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { decide } from '#evisa/decide.ts'
import type { Decision } from '#evisa/decision.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { evisasFirst, holdsEvisa } from '../../offline/evisas-first.ts'
import type { FileFault } from '../reading/qr-reading.ts'
import { textPasted } from './check-address.ts'
import { fetchKnowledge, type KnowledgeContext, type KnowledgeFault, type PublicKnowledge } from './check-knowledge.ts'
import { standingOf, type Told } from './check-standing.ts'
import { looksLikeReceipts } from './judged-receipts.ts'

export type CheckFault = KnowledgeFault | FileFault | 'file/no-code' | 'broken'

export type Phase =
  | { readonly name: 'empty' }
  | { readonly name: 'working' }
  | { readonly name: 'fault'; readonly fault: CheckFault; readonly mayRetry: boolean }
  | { readonly name: 'several'; readonly offered: readonly Offered[]; readonly known: PublicKnowledge }
  | ({ readonly name: 'told'; readonly known: PublicKnowledge } & Offered)

/** A text and what it is; where a file has several, one that is offered to be chosen. */
export interface Offered {
  readonly text: string
  readonly told: Told
}

export interface Journey {
  readonly checkpoint: string
  /** RFC 3339 with its offset. */
  readonly arrival: string
}

export interface CheckModel {
  readonly phase: ReadonlySignal<Phase>
  /** What the airline will see, once a journey was asked about. */
  readonly answer: ReadonlySignal<Decision | null>
  /** A text as it was scanned or pasted. */
  take(text: string): Promise<void>
  takeFile(file: Blob): Promise<void>
  /** Shows the one that was chosen from several. */
  choose(offered: Offered): void
  /** Judges the same again, after there was no network. */
  retry(): Promise<void>
  ask(journey: Journey): Promise<void>
  /** The journey is being changed: the answer about another one goes. */
  withdraw(): void
  clear(): void
}

export interface CheckModelContext extends Pick<KnowledgeContext, 'fetch' | 'origin' | 'verify'> {
  readonly now: () => EpochSeconds
  /** `network`: what reads pictures could not be fetched. */
  readonly readFile: (file: Blob) => Promise<Result<readonly string[], FileFault | 'network'>>
  /** A file held receipts of checks and no e-visa. */
  readonly onReceipts: (text: string) => void
}

/** A phone on a weak network abroad gets so long for a few hundred kilobytes. */
const PATIENCE_MS = 30_000

export function openCheckModel(context: CheckModelContext): CheckModel {
  const phase = signal<Phase>({ name: 'empty' })
  const answer = signal<Decision | null>(null)
  // The codes to judge: several of a file, until one of them is chosen.
  let texts: readonly string[] = []
  // What was asked first may be answered last.
  let turn = 0
  let question = 0

  const during = async (work: (isMine: () => boolean) => Promise<Phase>) => {
    const mine = ++turn
    const isMine = () => mine === turn
    question++
    answer.value = null
    phase.value = { name: 'working' }
    try {
      const next = await work(isMine)
      if (isMine()) phase.value = next
    } catch (error) {
      if (isMine()) phase.value = { name: 'fault', fault: 'broken', mayRetry: true }
      throw error
    }
  }
  const judge = async (): Promise<Phase> => {
    const [now, judged] = [context.now(), texts]
    const known = await fetchKnowledge({ ...context, now, signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!known.ok) return { name: 'fault', fault: known.error, mayRetry: true }
    const offered = await offeredOf(judged, known.value, now)
    const [first, ...others] = offered
    if (first === undefined || others.length > 0) return { name: 'several', offered, known: known.value }
    return { name: 'told', ...first, known: known.value }
  }
  return {
    phase,
    answer,
    take: (taken) => {
      texts = [textPasted(taken)]
      return during(judge)
    },
    takeFile: (file) =>
      during(async (isMine) => {
        const found = await textsIn(file, context.readFile)
        if (!found.ok) return { name: 'fault', fault: found.error, mayRetry: false }
        if (!isMine()) return { name: 'empty' }
        const receipts = found.value.find(looksLikeReceipts)
        if (receipts !== undefined) {
          context.onReceipts(receipts)
          return { name: 'empty' }
        }
        texts = found.value
        return judge()
      }),
    choose: (offered) => {
      const at = phase.value
      if (at.name !== 'several') return
      texts = [offered.text]
      phase.value = { name: 'told', ...offered, known: at.known }
    },
    retry: () => during(judge),
    ask: async ({ checkpoint, arrival }) => {
      const at = phase.value
      if (at.name !== 'told') return
      const mine = ++question
      const situation = { audience: 'carrier', checkpoint, arrival } as const
      const decision = await decide(at.text, situation, at.known.knowledge, context.now())
      if (mine === question) answer.value = decision
    },
    withdraw: () => {
      question++
      answer.value = null
    },
    clear: () => {
      turn++
      question++
      texts = []
      answer.value = null
      phase.value = { name: 'empty' }
    },
  }
}

/** What a file holds that was given in any way: that decides what it is, not where it was dropped or how it is called. */
async function textsIn(
  file: Blob,
  readFile: CheckModelContext['readFile'],
): Promise<Result<readonly string[], FileFault | 'network' | 'file/no-code'>> {
  const read = await readFile(file)
  if (read.ok) {
    const receipts = read.value.find(looksLikeReceipts)
    if (receipts !== undefined) return ok([receipts])
    const evisas = read.value.filter(holdsEvisa)
    if (evisas.length > 0) return ok(evisas)
    const [first] = evisasFirst(read.value)
    return first === undefined ? fail('file/no-code') : ok([first])
  }
  if (read.error !== 'file/not-a-picture') return read
  const text = await file.text()
  return looksLikeReceipts(text) || holdsEvisa(text) ? ok([text]) : read
}

/** What each is; an e-visa that is there twice, as on a page and its copy, is offered once. */
async function offeredOf(
  texts: readonly string[],
  { knowledge }: PublicKnowledge,
  now: EpochSeconds,
): Promise<readonly Offered[]> {
  const offered = new Map<string, Offered>()
  for (const text of texts) {
    const told = await standingOf(text, knowledge, now)
    const name = told.visa?.visa_number ?? text
    if (!offered.has(name)) offered.set(name, { text, told })
  }
  return [...offered.values()]
}
