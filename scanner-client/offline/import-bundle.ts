/** Importing a bundle: the same artefacts and the same acceptance as over the network, out of a file. */
import { type ArtefactSet, PINNED_ROOT_PATH, type ReadArtefact, type VerifyPlatform } from '#evisa/artefact-set.ts'
import { BUNDLE_HEADER, readBundleLine } from '#evisa/bundle.ts'
import { MAX_FEED_CHARACTERS } from '#evisa/feed-page.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import { BORDER_SET, SECOND_WIRE, SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { DoubleUse } from './double-use.ts'
import { heldSet } from './held-knowledge.ts'
import type { ScannerStore } from './scanner-store.ts'
import { takeFeedPage } from './take-feed-page.ts'
import { takeSet } from './take-set.ts'

export interface ImportReport {
  readonly newArtefacts: number
  readonly newCrossings: number
  /** Visas of entries made here that were used more often than they allow, as the bundle told. */
  readonly overUsed: readonly DoubleUse[]
}

/** The file is no bundle, or was cut off: nothing was changed. The message says where. */
export class NotABundle extends Error {
  override name = 'NotABundle'
}

/**
 * Takes a bundle line by line. Throws `NotABundle` and `UntrustedData`: then what was held is kept, but for pages of the
 * ledger that came before a fault, which are genuine.
 */
export async function importBundle(
  store: ScannerStore,
  lines: AsyncIterable<string>,
  verify: VerifyPlatform,
  now: number,
): Promise<ImportReport> {
  const enrolment = await store.enrolment()
  if (enrolment === null) throw new TypeError('enrol this scanner first')
  const texts = new Map<string, string>()
  const report = { newArtefacts: 0, newCrossings: 0, overUsed: [] as DoubleUse[] }
  let set: ArtefactSet | null = null
  let number = 0
  const take = async (): Promise<ArtefactSet> => {
    const sets = enrolment.role === 'border' ? [BORDER_SET, SECOND_WIRE] : [SECOND_WIRE]
    const newest = sets.find((prefix) => texts.has(`${prefix}${SNAPSHOT_PATH}`)) ?? ''
    const offered: ReadArtefact = async (path, sha256) =>
      path === PINNED_ROOT_PATH
        ? await rootOfHash(texts, sha256)
        : (texts.get(`${newest}${path}`) ?? texts.get(path) ?? null)
    report.newArtefacts = await takeSet(store, enrolment, offered, { verify, now, steady: null })
    const taken = await heldSet(store, verify)
    if (taken === null) throw new NotABundle('what was imported cannot be read back: is the disk failing?')
    return taken
  }
  for await (const line of lines) {
    number += 1
    if (number === 1) {
      if (line !== BUNDLE_HEADER) throw new NotABundle('this file is no bundle: its first line is not that of one')
      continue
    }
    if (line === '') continue
    const item = readBundleLine(line)
    if (!item.ok) throw new NotABundle(`line ${number} ${item.error}; nothing was changed`)
    if ('text' in item.value) {
      if (set !== null) throw new NotABundle(`line ${number}: an artefact after the ledger`)
      texts.set(item.value.path, item.value.text)
      continue
    }
    set ??= await take()
    if (enrolment.role !== 'border') continue
    if (item.value.feed.length > MAX_FEED_CHARACTERS) throw new NotABundle(`line ${number} is too long`)
    const page = await takeFeedPage(store, item.value.feed, set, now)
    report.newCrossings += page.crossings.length
    report.overUsed.push(...page.overUsed)
  }
  if (number === 0) throw new NotABundle('this file is empty')
  if (set === null) await take()
  return report
}

// A bundle names the roots by their versions; only the hash tells which of them is pinned here.
async function rootOfHash(texts: ReadonlyMap<string, string>, sha256: string | null): Promise<string | null> {
  for (const [path, text] of texts) {
    if (path.startsWith('root/') && (await sha256Base64url(text)) === sha256) return text
  }
  return null
}
