/** The port to the audit trail: who did what, in a chain of hashes to which nothing can be done unseen. */
import type { AuditRow } from '#evisa/audit-row.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'

/** Who does it and when. */
export interface Act {
  /** `authority`, `authority/NAME` (as somebody said), `operator/NAME` (as a token proved), or a device's id. */
  readonly actor: string
  readonly at: EpochSeconds
}

/** What is noted of an act: a row without its place in the chain. */
export type AuditEntry = Omit<AuditRow, 'position' | 'prev' | 'hash'>

export interface AuditStore {
  /** Notes acts that change nothing else, such as a look-up. What changes something is noted with the change. */
  noteActs(entries: readonly AuditEntry[]): Promise<void>
  auditAfter(position: number, limit: number): Promise<readonly AuditRow[]>
  /** The last row; null if there is none. */
  auditEnd(): Promise<Pick<AuditRow, 'position' | 'hash'> | null>
  /** Keeps a signed checkpoint (compact JWS) of a row. */
  saveAuditCheckpoint(position: number, jws: string): Promise<void>
  /** The checkpoints of rows after a position, oldest first. */
  auditCheckpointsAfter(
    position: number,
    limit: number,
  ): Promise<readonly { readonly position: number; readonly jws: string }[]>
}

/** From the first row to the last one of some time, by their positions. */
export interface AuditSpan {
  readonly first: number
  readonly last: number
}

export interface AuditQuery {
  /** By one of these; by anybody where there is none. */
  readonly actors: readonly string[]
  /** Of one of these; of anything where there is none. */
  readonly subjects: readonly string[]
  readonly act?: string | undefined
  /** Of some time: a clock that was set back leaves other rows between. */
  readonly span?: (AuditSpan & { readonly from: EpochSeconds; readonly until: EpochSeconds }) | undefined
  /** Those before this position. */
  readonly before?: number | undefined
  readonly limit: number
}

export interface AuditViewStore {
  /** Where the rows of a time lie; null where there are none. */
  auditSpan(from: EpochSeconds, until: EpochSeconds): Promise<AuditSpan | null>
  auditNewestFirst(query: AuditQuery): Promise<readonly AuditRow[]>
}
