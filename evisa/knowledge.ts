/** What a verifier knows at the moment of a decision: verified artefacts, the ledger it holds, and the time floor. */
import type { EpochSeconds } from './civil-date.ts'
import type { CrossingEvent } from './crossing-event.ts'
import type { IssuanceRegister } from './issuance-register.ts'
import type { Policy } from './policy.ts'
import type { StatusList } from './status-list.ts'
import type { TrustList } from './trust-list.ts'

type Awaitable<T> = T | Promise<T>

/** The used entries that a border device or the server holds. */
export interface Ledger {
  /** The moment up to which it is complete. */
  readonly asOf: EpochSeconds
  /** Every event of a visa; storage may answer later. */
  eventsOf(visaNumber: string): Awaitable<readonly CrossingEvent[]>
}

/** A check that this device answered before. */
export interface EarlierCheck {
  readonly flight: string
  readonly at: EpochSeconds
}

export interface Knowledge {
  readonly trust: TrustList | null
  readonly policy: Policy | null
  readonly snapshot: { readonly version: number; readonly iat: EpochSeconds; readonly exp: EpochSeconds } | null
  readonly statusLists: ReadonlyMap<string, StatusList>
  readonly registers: ReadonlyMap<string, IssuanceRegister>
  /** Null for a device that holds none, as every carrier's. */
  readonly ledger: Ledger | null
  readonly earlierChecks: (visaNumber: string) => Awaitable<readonly EarlierCheck[]>
  /** The highest signed time ever verified here. */
  readonly timeFloor: EpochSeconds
  readonly timeZoneDataIsCurrent: boolean
  /** Whether the server was reached for this decision. */
  readonly online: boolean
}

export const NOTHING_KNOWN: Knowledge = {
  trust: null,
  policy: null,
  snapshot: null,
  statusLists: new Map(),
  registers: new Map(),
  ledger: null,
  earlierChecks: () => [],
  timeFloor: 0,
  timeZoneDataIsCurrent: true,
  online: false,
}

/** The highest time that any of these artefacts was signed at: the time floor may never be lower. */
export function highestSignedTime(knowledge: Pick<Knowledge, 'trust' | 'policy' | 'snapshot' | 'statusLists'>): number {
  const lists = [...knowledge.statusLists.values()].map(({ iat }) => iat)
  return Math.max(0, knowledge.trust?.iat ?? 0, knowledge.policy?.iat ?? 0, knowledge.snapshot?.iat ?? 0, ...lists)
}

/** A piece of knowledge that a decision rests on: its version, where it has one, and its age in seconds. */
export interface KnownArtefact {
  readonly artefact: 'trust-list' | 'policy' | 'snapshot' | 'status-list' | 'ledger'
  readonly version: number | null
  readonly age_seconds: number
}

/** Version and age of all that was known. */
export function agesOf(knowledge: Knowledge, statusListUri: string | null, now: EpochSeconds): KnownArtefact[] {
  const list = statusListUri === null ? undefined : knowledge.statusLists.get(statusListUri)
  const known: KnownArtefact[] = []
  const add = (artefact: KnownArtefact['artefact'], version: number | null, at: EpochSeconds | undefined) => {
    if (at !== undefined) known.push({ artefact, version, age_seconds: Math.max(0, Math.floor(now - at)) })
  }
  add('trust-list', knowledge.trust?.version ?? null, knowledge.trust?.iat)
  add('policy', knowledge.policy?.version ?? null, knowledge.policy?.iat)
  add('snapshot', knowledge.snapshot?.version ?? null, knowledge.snapshot?.iat)
  add('status-list', null, list?.iat)
  add('ledger', null, knowledge.ledger?.asOf)
  return known
}
