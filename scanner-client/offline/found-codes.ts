/** The codes of a file, and how many of its pages were looked at for them. */
import { evisasFirst } from './evisas-first.ts'
import type { Picture, QrReader } from './read-picture.ts'

/** So many pages are looked at unasked. */
export const FIRST_PAGES = 10
/** No more of the others are looked at in one go. */
export const MORE_PAGES = 200
/** A page takes a second or two to draw and read; one that takes longer was made to. */
export const PAGE_MS = 20_000

/** Which pages of a file are looked at, counted from 0: `most` of them, beginning with `from`. */
export interface PageRange {
  readonly from: number
  readonly most: number
}

export const FIRST_RANGE: PageRange = { from: 0, most: FIRST_PAGES }

/** A page, null where it cannot be drawn; and how many the file has. */
export interface FilePage {
  readonly picture: Picture | null
  readonly of: number
}

export interface PagesLookedAt {
  /** Of those up to `until`, which could be drawn. */
  readonly looked: number
  readonly until: number
  readonly of: number
}

export interface FoundCodes {
  /** Those that may be e-visas first; `[]` where there is none. */
  readonly texts: readonly string[]
  /** Null for what has no pages. */
  readonly pages: PagesLookedAt | null
}

/** Looks at every page that is given: a family's e-visas may stand on one each. `onPage` is told after each. */
export async function codesOnPages(
  pages: AsyncIterable<FilePage>,
  { from }: PageRange,
  { read }: Pick<QrReader, 'read'>,
  onPage: () => void = () => {},
): Promise<FoundCodes> {
  const texts = new Set<string>()
  let seen: PagesLookedAt = { looked: from, until: from, of: 0 }
  for await (const { picture, of } of pages) {
    if (picture !== null) for (const text of await read(picture)) texts.add(text)
    seen = { looked: seen.looked + (picture === null ? 0 : 1), until: seen.until + 1, of }
    onPage()
  }
  return { texts: evisasFirst([...texts]), pages: seen }
}

/** Whether an e-visa may stand on a page that was not looked at. */
export function isPartly<T extends { readonly pages: PagesLookedAt | null }>(
  found: T,
): found is T & { readonly pages: PagesLookedAt } {
  return found.pages !== null && found.pages.looked < found.pages.of
}
