/** A long list a page at a time, and the ways to the pages beside. */

const ON_A_PAGE = 50

export interface PageOf<T> {
  readonly items: readonly T[]
  /** The address of the page before; empty on the first. */
  readonly before: string
  /** That of the next one; empty on the last. */
  readonly after: string
  /** Which of all these are, counted from 1. */
  readonly from: number
  readonly to: number
}

/** `asked` is the page's number as it was asked for: what is none is the first, and what is beyond the end the last. */
export function pageOf<T>(all: readonly T[], asked: string, addressOf: (page: number) => string): PageOf<T> {
  const last = Math.max(1, Math.ceil(all.length / ON_A_PAGE))
  const page = Math.min(last, Math.max(1, Number.parseInt(asked, 10) || 1))
  const items = all.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE)
  const from = Math.min(all.length, (page - 1) * ON_A_PAGE + 1)
  return {
    ...{ items, from, to: from + Math.max(0, items.length - 1) },
    before: page > 1 ? addressOf(page - 1) : '',
    after: page < last ? addressOf(page + 1) : '',
  }
}
