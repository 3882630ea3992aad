/** The sets of artefacts, one for each version of the wire and one for the border: what each names, and under which path it is kept here. */
import type { Wire } from '#evisa/artefact-set.ts'
import { ROSTER_PATH } from '#evisa/roster.ts'
import { BORDER_SET, SECOND_WIRE, SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'

/** Artefacts by their path. */
export type Artefacts = ReadonlyMap<string, PublishedArtefact>

export const WIRES: readonly Wire[] = [1, 2]

/** Whom a set is for: scanners of a version of the wire, or those of the border, which hear of its people too. */
export type Circle = Wire | 'border'

const OWN: Readonly<Record<Circle, string>> = { 1: '', 2: SECOND_WIRE, border: BORDER_SET }

/** The sets that are published of these: the border has one of its own once it has a roster. */
export function circlesOf(artefacts: Artefacts): readonly Circle[] {
  return artefacts.has(pathOn('border', ROSTER_PATH)) ? [...WIRES, 'border'] : WIRES
}

/** Where the artefact is kept that a circle has of its own. */
export function pathOn(circle: Circle, path: string): string {
  return `${OWN[circle]}${path}`
}

/** What the snapshot of a circle names, by the paths under which it does; the snapshots themselves are left out. */
export function membersOn(circle: Circle, artefacts: Artefacts): Map<string, PublishedArtefact> {
  const members = new Map([...artefacts].filter(([path]) => !isOwn(path)))
  for (const own of circle === 'border' ? [SECOND_WIRE, BORDER_SET] : circle === 2 ? [SECOND_WIRE] : [])
    for (const [path, artefact] of artefacts) if (path.startsWith(own)) members.set(path.slice(own.length), artefact)
  members.delete(SNAPSHOT_PATH)
  return members
}

function isOwn(path: string): boolean {
  return path.startsWith(SECOND_WIRE) || path.startsWith(BORDER_SET)
}
