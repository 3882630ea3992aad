/** The two versions of the wire: what each set of artefacts names, and under which path it is kept here. */
import type { Wire } from '#evisa/artefact-set.ts'
import { SECOND_WIRE, SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'

/** Artefacts by their path. */
export type Artefacts = ReadonlyMap<string, PublishedArtefact>

export const WIRES: readonly Wire[] = [1, 2]

/** Where the artefact of a wire is kept that has its own on each. */
export function pathOn(wire: Wire, path: string): string {
  return wire === 1 ? path : `${SECOND_WIRE}${path}`
}

/** What the snapshot of a wire names, by the paths under which it does; the snapshots themselves are left out. */
export function membersOn(wire: Wire, artefacts: Artefacts): Map<string, PublishedArtefact> {
  const members = new Map([...artefacts].filter(([path]) => !path.startsWith(SECOND_WIRE)))
  for (const [path, artefact] of wire === 2 ? artefacts : [])
    if (path.startsWith(SECOND_WIRE)) members.set(path.slice(SECOND_WIRE.length), artefact)
  members.delete(SNAPSHOT_PATH)
  return members
}
