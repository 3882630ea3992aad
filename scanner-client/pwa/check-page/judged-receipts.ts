/** Receipts of checks on the public page: told from e-visas, and judged by what the authority's server says of them. */
import { type JudgedReceipt, keptOf, proveReceipts, readReceipts } from '#evisa/prove-receipts.ts'
import { CHECK_RECEIPT_TYP } from '#evisa/receipt-of-check.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { parseCompactJws } from '#evisa/verify-jws.ts'
import { type Fetch, httpCall, Unreachable } from '../../offline/http-call.ts'

export interface ReceiptsContext {
  readonly fetch: Fetch
  readonly origin: string
  readonly trust: TrustList
  readonly signal: AbortSignal
}

/** As many as a day of twenty flights with a thousand passengers each makes. */
const MAX_RECEIPTS = 20_000

/** Whether a text is a receipt, or begins with one: as it was saved, as its code holds it, or bare. */
export function looksLikeReceipts(text: string): boolean {
  const [line = ''] = text
    .trimStart()
    .replace(/^\ufeff/, '')
    .split(/\r?\n/, 1)
  const { receipt } = keptOf(line.trim())
  return parseCompactJws(receipt, CHECK_RECEIPT_TYP).ok
}

/** Judges each. Throws `Unreachable` where the server has to be asked and does not answer. */
export async function judgeReceipts(
  text: string,
  { fetch, origin, trust, signal }: ReceiptsContext,
): Promise<readonly JudgedReceipt[]> {
  const ask = async (path: string, maxCharacters: number) => {
    const init = { method: 'GET', headers: {}, signal }
    const { status, text } = await httpCall(fetch, `${origin}${path}`, init, maxCharacters)
    if (status === 404) return null
    if (status !== 200) throw new Unreachable(`the server answered ${status}`)
    return text
  }
  return proveReceipts(readReceipts(text).slice(0, MAX_RECEIPTS), { trust, ask })
}
