/** Checking receipts on the public page: a file or a text comes in, what each receipt proves goes out. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { JudgedReceipt } from '#evisa/prove-receipts.ts'
import type { Result } from '#evisa/result.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { Unreachable } from '../../offline/http-call.ts'
import { fetchKnowledge, type KnowledgeContext, type KnowledgeFault, networkFault } from './check-knowledge.ts'
import { judgeReceipts, looksLikeReceipts } from './judged-receipts.ts'

export type ReceiptPhase =
  | { readonly name: 'empty' }
  | { readonly name: 'working' }
  | { readonly name: 'fault'; readonly fault: KnowledgeFault | 'no-receipt' | 'broken' }
  | { readonly name: 'told'; readonly judged: readonly JudgedReceipt[]; readonly trust: TrustList }

export interface ReceiptsModel {
  readonly phase: ReadonlySignal<ReceiptPhase>
  /** Receipts as they were saved, one a line; or the text of one. */
  take(text: string): Promise<void>
  /** A file of them, or a picture of the code of one. */
  takeFile(file: Blob): Promise<void>
  clear(): void
}

export interface ReceiptsModelContext extends Pick<KnowledgeContext, 'fetch' | 'origin' | 'verify'> {
  readonly now: () => EpochSeconds
  readonly readPicture: (file: Blob) => Promise<Result<readonly string[], unknown>>
}

const PATIENCE_MS = 30_000
const MAX_FILE_BYTES = 40_000_000

export function openReceiptsModel(context: ReceiptsModelContext): ReceiptsModel {
  const phase = signal<ReceiptPhase>({ name: 'empty' })
  // What was asked first may be answered last.
  let turn = 0
  const during = async (work: () => Promise<ReceiptPhase>) => {
    const mine = ++turn
    phase.value = { name: 'working' }
    try {
      const next = await work()
      if (mine === turn) phase.value = next
    } catch (error) {
      const fault = error instanceof Unreachable ? networkFault(error) : 'broken'
      if (mine === turn) phase.value = { name: 'fault', fault }
      if (fault === 'broken') throw error
    }
  }
  const judge = async (text: string): Promise<ReceiptPhase> => {
    if (!looksLikeReceipts(text)) return { name: 'fault', fault: 'no-receipt' }
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const known = await fetchKnowledge({ ...context, now: context.now(), signal })
    if (!known.ok) return { name: 'fault', fault: known.error }
    const { trust } = known.value.knowledge
    if (trust === null) return { name: 'fault', fault: 'unverified' }
    const { fetch, origin } = context
    return { name: 'told', judged: await judgeReceipts(text, { fetch, origin, trust, signal }), trust }
  }
  return {
    phase,
    take: (text) => during(() => judge(text)),
    takeFile: (file) =>
      during(async () => {
        if (file.size > MAX_FILE_BYTES) return { name: 'fault', fault: 'no-receipt' }
        if (!/^(image\/|application\/pdf)/.test(file.type)) return judge(await file.text())
        const read = await context.readPicture(file)
        const found = read.ok ? read.value.find(looksLikeReceipts) : undefined
        return found === undefined ? { name: 'fault', fault: 'no-receipt' } : judge(found)
      }),
    clear: () => {
      turn++
      phase.value = { name: 'empty' }
    },
  }
}
