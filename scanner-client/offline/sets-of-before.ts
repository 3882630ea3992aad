/** The signed sets of epochs before a restore, as they are kept beside the one that is held: under `before/1/policy`. */
import { type ArtefactSet, loadSet, type ReadArtefact, type VerifyPlatform } from '#evisa/artefact-set.ts'
import type { HeldArtefact, ScannerStore } from './scanner-store.ts'

const BEFORE = 'before/'

type Artefacts = Pick<ScannerStore, 'artefact' | 'artefactPaths'>

export function isOfBefore(path: string): boolean {
  return path.startsWith(BEFORE)
}

/** Where the artefacts of an epoch stand. */
export function beforePrefix(epoch: number): string {
  return `${BEFORE}${epoch}/`
}

/** What is held now, but for roots, as it is kept once its epoch has ended. */
export async function keptOfEpoch(store: Artefacts, epoch: number): Promise<readonly HeldArtefact[]> {
  const held: HeldArtefact[] = []
  for (const path of await store.artefactPaths()) {
    const one = isOfBefore(path) || path.startsWith('root/') ? null : await store.artefact(path)
    if (one !== null) held.push({ ...one, path: `${beforePrefix(epoch)}${path}` })
  }
  return held
}

/** The numbers of the epochs of which a set is kept, in their order. */
export async function epochsBefore(store: Pick<Artefacts, 'artefactPaths'>): Promise<readonly number[]> {
  const numbers = (await store.artefactPaths()).filter(isOfBefore).map((path) => Number(path.split('/')[1]))
  return [...new Set(numbers)].sort((one, other) => one - other)
}

/** Those sets, verified again; null where one of them is damaged. */
export async function setsOfBefore(
  store: Artefacts,
  rootFingerprint: string,
  verify: VerifyPlatform,
): Promise<readonly ArtefactSet[] | null> {
  const sets: ArtefactSet[] = []
  for (const epoch of await epochsBefore(store)) {
    const read: ReadArtefact = async (path) =>
      (await store.artefact(path.startsWith('root/') ? path : `${beforePrefix(epoch)}${path}`))?.body ?? null
    const set = await loadSet(read, rootFingerprint, verify)
    if (!set.ok) return null
    sets.push(set.value)
  }
  return sets
}
