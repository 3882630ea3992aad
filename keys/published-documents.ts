/** What this authority has told the world: the roots, from the first to the newest, and the trust list. */
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { TrustListDocument } from '#evisa/trust-list.ts'
import { KeyError } from './key-error.ts'
import { type PublishedFile, publishedRoots, readPublished } from './key-store.ts'
import {
  checkNextRoot,
  checkRoot,
  checkTrustList,
  firstListOf,
  type SignedRoot,
  type SignedTrustList,
} from './trust-documents.ts'

export interface PublishedDocuments {
  /** Version 1 first; each verified against the one before it. */
  readonly roots: readonly SignedRoot[]
  /** The newest of them. */
  readonly root: SignedRoot
  readonly trust: SignedTrustList
  /** The text of what scanners of wire version 1 take; null where it is the same. */
  readonly firstTrustText: string | null
  /** The root that the trust list stands on: an older one only where a root rotation was cut off. */
  readonly trustRoot: SignedRoot
}

/** Reads and verifies what was published. Throws `published/unverified`, `file/missing`, `store/missing`. */
export async function readPublishedDocuments(dir: string): Promise<PublishedDocuments> {
  const roots = await readRoots(dir)
  const root = roots.at(-1) as SignedRoot
  const { trust, trustRoot } = await readAs('trust.json', dir, (text) => standingOn(text, roots))
  const first = firstListOf(trust.document)
  const name = `first-trust-${trust.document.version}.json` as const
  const firstTrustText =
    first === null ? null : await readAs(name, dir, (text) => firstListText(text, first, trustRoot))
  return { roots, root, trust, trustRoot, firstTrustText }
}

/** Whoever lacks it, or has another one, would have every scanner of before refuse all in silence. */
async function firstListText(text: string, first: TrustListDocument, { root }: SignedRoot): Promise<string> {
  const { document } = await checkTrustList(text, root)
  if (isDeepStrictEqual(document, first)) return text
  throw new KeyError('published/unverified', 'it is not of the trust.json beside it')
}

async function readRoots(dir: string): Promise<readonly SignedRoot[]> {
  let newest = await readAs('root-1.json', dir, checkRoot)
  const roots = [newest]
  const last = publishedRoots(dir).at(-1) ?? 1
  for (let version = 2; version <= last; version++) {
    const { root } = newest
    newest = await readAs(`root-${version}.json`, dir, (text) => checkNextRoot(text, root))
    roots.push(newest)
  }
  return roots
}

async function readAs<T>(name: PublishedFile, dir: string, check: (text: string) => Promise<T>): Promise<T> {
  const text = readPublished(dir, name)
  try {
    return await check(text)
  } catch (error) {
    if (!(error instanceof KeyError)) throw error
    const mend = `${join(dir, 'published', name)}: ${error.message}; put the newest copy of it in its place`
    throw new KeyError(error.code, mend, { cause: error })
  }
}

async function standingOn(
  text: string,
  roots: readonly SignedRoot[],
): Promise<Pick<PublishedDocuments, 'trust' | 'trustRoot'>> {
  let fault: unknown
  for (const trustRoot of roots.toReversed()) {
    try {
      return { trust: await checkTrustList(text, trustRoot.root), trustRoot }
    } catch (error) {
      if (!(error instanceof KeyError)) throw error
      fault ??= error
    }
  }
  throw fault
}
