/** What a set of signed artefacts says of the store that published it: who holds one knows more than a store that went back. */
import { hash } from 'node:crypto'
import { SNAPSHOT_PATH, type Snapshot, verifySnapshot } from '#evisa/snapshot.ts'
import { STATUSES, type StatusList, verifyStatusList } from '#evisa/status-list.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import { pathOn, WIRES } from '../publishing/wire.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'
import type { KnownPublication, PublishedPlace } from '../store/recovery-store.ts'

/** An artefact as somebody holds it. */
export interface HeldText {
  /** As it is published: `2/snapshot`, `status/0`, ... */
  readonly path: string
  readonly body: string
}

export interface KnownSet extends KnownPublication {
  readonly snapshot: Snapshot
}

const STATUS = /^status\/(0|[1-9][0-9]{0,4})$/

/** What is proven of it by this trust list; null where no snapshot in it is. */
export async function knownIn(held: readonly HeldText[], trust: TrustList): Promise<KnownSet | null> {
  const bodyOf = new Map(held.map(({ path, body }) => [path, body]))
  const snapshots: { readonly path: string; readonly snapshot: Snapshot }[] = []
  for (const wire of WIRES) {
    const path = pathOn(wire, SNAPSHOT_PATH)
    const verified = await verifySnapshot(bodyOf.get(path) ?? '', trust)
    if (verified.ok) snapshots.push({ path, snapshot: verified.value })
  }
  const newest = snapshots.toSorted((one, other) => one.snapshot.version - other.snapshot.version).at(-1)?.snapshot
  if (newest === undefined) return null
  const artefacts: PublishedArtefact[] = []
  const places: PublishedPlace[] = []
  const { version, iat, kid } = newest
  // Both wires have one count of versions, whichever of the two was held.
  for (const wire of WIRES) {
    const path = pathOn(wire, SNAPSHOT_PATH)
    const body = bodyOf.get(path) ?? newest.text
    artefacts.push(artefactOf(path, version, kid, iat, body))
  }
  let lastList = 0
  for (const [path, named] of Object.entries(newest.artefacts)) {
    const list = STATUS.exec(path)?.[1]
    const body = bodyOf.get(path)
    if (list !== undefined) lastList = Math.max(lastList, Number(list))
    if (body === undefined || hash('sha256', body, 'base64url') !== named.sha256) continue
    if (path === 'policy') artefacts.push(artefactOf(path, named.version, '', iat, body))
    if (list === undefined) continue
    const verified = await verifyStatusList(body, trust, inflateBytes)
    if (!verified.ok) continue
    artefacts.push(artefactOf(path, named.version, '', verified.value.iat, body))
    places.push(...placesIn(Number(list), verified.value))
  }
  return { snapshot: newest, artefacts, places, lastList }
}

function artefactOf(path: string, version: number, kid: string, signedAt: number, body: string): PublishedArtefact {
  return { path, version, kid, signedAt, contentHash: '', sha256: hash('sha256', body, 'base64url'), body }
}

/** The places that are not valid: four in a byte, of which nearly all are zero. */
function placesIn(list: number, { bytes }: StatusList): PublishedPlace[] {
  const places: PublishedPlace[] = []
  for (const [at, byte] of bytes.entries()) {
    for (let rest = byte, place = at * 4; rest !== 0; rest >>>= 2, place++) {
      const status = STATUSES[rest & 3]
      if (status !== undefined && status !== 'valid') places.push({ list, place, status })
    }
  }
  return places
}
