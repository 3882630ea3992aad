import { PINNED_ROOT_PATH, type ReadArtefact } from '#evisa/artefact-set.ts'

/** What serves these texts by path, as a server or a bundle would. */
export function offeredFrom(texts: Readonly<Record<string, string>>): ReadArtefact {
  const served = new Map(Object.entries(texts))
  return async (path) => served.get(path === PINNED_ROOT_PATH ? 'root/1' : path) ?? null
}
