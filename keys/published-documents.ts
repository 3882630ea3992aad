/** What this authority has told the world: the roots, from the first to the newest, and the trust list. */
import { KeyError } from './key-error.ts'
import { publishedRoots, readPublished } from './key-store.ts'
import { checkNextRoot, checkRoot, checkTrustList, type SignedRoot, type SignedTrustList } from './trust-documents.ts'

export interface PublishedDocuments {
  /** Version 1 first; each verified against the one before it. */
  readonly roots: readonly SignedRoot[]
  /** The newest of them. */
  readonly root: SignedRoot
  readonly trust: SignedTrustList
  /** The root that the trust list stands on: an older one only where a root rotation was cut off. */
  readonly trustRoot: SignedRoot
}

/** Reads and verifies what was published. Throws `published/unverified`, `file/missing`, `store/missing`. */
export async function readPublishedDocuments(dir: string): Promise<PublishedDocuments> {
  const roots = await readRoots(dir)
  const root = roots.at(-1) as SignedRoot
  const text = readPublished(dir, 'trust.json')
  const { trust, trustRoot } = await standingOn(text, roots)
  return { roots, root, trust, trustRoot }
}

async function readRoots(dir: string): Promise<readonly SignedRoot[]> {
  let newest = await checkRoot(readPublished(dir, 'root-1.json'))
  const roots = [newest]
  const last = publishedRoots(dir).at(-1) ?? 1
  for (let version = 2; version <= last; version++) {
    newest = await checkNextRoot(readPublished(dir, `root-${version}.json`), newest.root)
    roots.push(newest)
  }
  return roots
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
