/** Where a page of a list ended: the time and the reference of its last one, as the next page is asked for. */
import Type from 'typebox'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'

export interface PagePlace {
  readonly at: EpochSeconds
  readonly id: string
}

const MOST_A_PAGE = 100

/** What the query of a list in pages takes. */
export const PageQuery = {
  after: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,12}\\.[0-9A-Za-z-]{1,40}$', description: 'The `next` of the page before' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_A_PAGE, default: MOST_A_PAGE })),
}

export function placeOf(after: string | undefined): PagePlace | undefined {
  if (after === undefined) return undefined
  const [at, id = ''] = after.split('.')
  return { at: Number(at), id }
}

/** Of a page as it was found; null where it was the last. `timeOf`: by which the list is ordered. */
export function nextPlace<T extends { readonly id: string }>(
  found: readonly T[],
  limit: number,
  timeOf: (one: T) => EpochSeconds,
): string | null {
  const last = found.at(-1)
  return last === undefined || found.length < limit ? null : `${timeOf(last)}.${last.id}`
}

/** A reference as it is kept, however it was typed; empty where it can be none, which is there for nobody. */
export function referenceOf(typed: string): string {
  const read = parseVisaNumber(typed)
  return read.ok ? read.value : ''
}
