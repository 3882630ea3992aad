/**
 * What a verified receipt is worth. The authority's own key proves all that stands in it. A device's key proves whose
 * word it is; of that word, what the authority published can contradict a part, and nothing can prove the rest.
 */
import type { EpochSeconds } from './civil-date.ts'
import {
  type KnownVersions,
  type NamedVersion,
  nameOfVersion,
  publishedAt,
  VERSIONED_ARTEFACTS,
} from './published-versions.ts'
import { type CheckReceipt, RECEIPT_CLOCK_TOLERANCE_SECONDS } from './receipt-of-check.ts'

/**
 * published: it existed by then. own-word: there is no version to compare. not-noted: nothing is known of that version.
 * never: no such version was published. later: it was published after the time of the check. other-age: it cannot have
 * been as old as is said.
 */
export type VersionStanding = 'published' | 'own-word' | 'not-noted' | Contradiction
/** rests-on-nothing: it says that somebody may go, and names none of the data without which nobody says so. */
export type Contradiction = 'never' | 'later' | 'other-age' | 'rests-on-nothing'

/** What became of a piece of data that a receipt names. */
export interface NamedData {
  readonly artefact: string
  readonly version: number | null
  /** As the device says. */
  readonly age_seconds: number
  readonly standing: VersionStanding
  readonly published_at: EpochSeconds | null
}

export interface ReceiptProof {
  /** authority: proven. own-word: a device says so, and nothing speaks against it. contradicted: something does. */
  readonly standing: 'authority' | 'own-word' | 'contradicted'
  readonly receipt: CheckReceipt
  /** Of a device's receipt; empty for the authority's own. */
  readonly data: readonly NamedData[]
  readonly contradictions: readonly Contradiction[]
  /** It was not signed before this: the newest of the data that it names did not exist yet. */
  readonly not_before: EpochSeconds | null
}

/** The versions in a receipt that can be asked about; none for the authority's own, which need not be. */
export function versionsNamed({ signed_by, knew }: CheckReceipt): readonly NamedVersion[] {
  if (signed_by === 'authority') return []
  return knew.flatMap(({ artefact: name, version }) => {
    const artefact = VERSIONED_ARTEFACTS.find((one) => one === name)
    return artefact === undefined || version === null || !isPossible(version) ? [] : [{ artefact, version }]
  })
}

/** Compares a receipt, verified before, with what was published. */
export function proofOf(receipt: CheckReceipt, known: KnownVersions): ReceiptProof {
  if (receipt.signed_by === 'authority') {
    return { standing: 'authority', receipt, data: [], contradictions: [], not_before: null }
  }
  const data = receipt.knew.map((one) => compare(one, receipt, known))
  const found = data.flatMap(({ standing }) => (isContradiction(standing) ? [standing] : []))
  if (restsOnNothing(receipt)) found.push('rests-on-nothing')
  const contradictions = [...new Set(found)]
  const times = data.flatMap(({ published_at }) => published_at ?? [])
  return {
    standing: contradictions.length === 0 ? 'own-word' : 'contradicted',
    receipt,
    data,
    contradictions,
    not_before: times.length === 0 ? null : Math.max(...times),
  }
}

/** Fifteen digits: as many as the server takes. */
const MAX_VERSION = 999_999_999_999_999

type Said = CheckReceipt['knew'][number]

function compare(said: Said, { iat, knew }: CheckReceipt, known: KnownVersions): NamedData {
  const at = timeOf(said, known)
  const asOf = iat - said.age_seconds
  const judge = (): VersionStanding => {
    if (said.version !== null && isVersioned(said)) {
      const one = known.get(nameOfVersion({ ...said, version: said.version }))
      if (one?.published === 'no' || !isPossible(said.version)) return 'never'
      if (at === null) return 'not-noted'
      if (isAfter(at, iat)) return 'later'
    }
    return isOfItsAge(said, asOf, at, newestSnapshot(knew, known))
      ? at === null
        ? 'own-word'
        : 'published'
      : 'other-age'
  }
  return { ...said, standing: judge(), published_at: at }
}

/** Policy and snapshot are as old as they are; the lists are believed for as long as a snapshot names them, no longer. */
function isOfItsAge({ artefact }: Said, asOf: EpochSeconds, at: EpochSeconds | null, snapshotAt: EpochSeconds | null) {
  if (artefact === 'trust-list' || artefact === 'status-list') return snapshotAt === null || !isAfter(asOf, snapshotAt)
  return at === null || !(isAfter(asOf, at) || isAfter(at, asOf))
}

function newestSnapshot(knew: readonly Said[], known: KnownVersions): EpochSeconds | null {
  const snapshot = knew.find(({ artefact }) => artefact === 'snapshot')
  return snapshot === undefined ? null : timeOf(snapshot, known)
}

function timeOf({ artefact, version }: Said, known: KnownVersions): EpochSeconds | null {
  return version === null ? null : publishedAt(known.get(nameOfVersion({ artefact, version })))
}

function restsOnNothing({ outcome, reason, knew }: CheckReceipt): boolean {
  if (outcome !== 'clear' && reason !== 'exempt/visa-free') return false
  return VERSIONED_ARTEFACTS.some((name) => !knew.some((said) => said.artefact === name && said.version !== null))
}

/** By more than clocks that are believed may differ. */
function isAfter(one: EpochSeconds, other: EpochSeconds): boolean {
  return one > other + RECEIPT_CLOCK_TOLERANCE_SECONDS
}

/** A version is counted up, and a server is asked about no other: one such must not keep the others from being judged. */
function isPossible(version: number): boolean {
  return version >= 0 && version <= MAX_VERSION
}

function isVersioned({ artefact }: Said): boolean {
  return VERSIONED_ARTEFACTS.some((name) => name === artefact)
}

function isContradiction(standing: VersionStanding): standing is Contradiction {
  return standing === 'never' || standing === 'later' || standing === 'other-age'
}
