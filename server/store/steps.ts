/**
 * Acts of the store that are written once for both databases. An act is a generator: it yields a statement and is handed its
 * rows, so that SQLite can run it within one synchronous transaction and PostgreSQL with a wait at each step.
 */
import type { AuditEntry } from './audit-store.ts'

export type Value = string | number | null | Uint8Array

/** A statement in what both databases speak, `?` for each value. `lock`: its rows are this act's until it ends. */
export interface Statement {
  readonly sql: string
  readonly values: readonly Value[]
  readonly lock?: boolean
}
/** What is noted in the audit trail; written as the last step of the act, in one with it. */
export interface Note {
  readonly note: AuditEntry
}
export type Step = Statement | Note
export type Steps<T> = Generator<Step, T, readonly unknown[]>

/** How a database runs acts. */
export interface Runs {
  /** Does all of it or nothing; what it did is on the disk before this resolves. It may be begun anew, where nothing was done. */
  act<T>(work: () => Steps<T>): Promise<T>
  /** Reads, each statement by itself; it locks and notes nothing. */
  read<T>(work: () => Steps<T>): Promise<T>
}

/** The rows of a statement; of one that changes something, what its RETURNING gives. */
export function* rows<R>(sql: string, ...values: readonly Value[]): Steps<readonly R[]> {
  return (yield { sql, values }) as readonly R[]
}

/** The rows of a SELECT that nobody else changes until the act ends. */
export function* lockedRows<R>(sql: string, ...values: readonly Value[]): Steps<readonly R[]> {
  return (yield { sql, values, lock: true }) as readonly R[]
}

/** The first row; null where there is none. */
export function* firstRow<R>(sql: string, ...values: readonly Value[]): Steps<R | null> {
  return (yield* rows<R>(sql, ...values))[0] ?? null
}

export function* firstLocked<R>(sql: string, ...values: readonly Value[]): Steps<R | null> {
  return (yield* lockedRows<R>(sql, ...values))[0] ?? null
}

export function* noteAct(note: AuditEntry): Steps<void> {
  yield { note }
}

/** Thrown within an act: all that it did is taken back, and it is answered with this. */
export class TakenBack<T> extends Error {
  override name = 'TakenBack'
  readonly answer: T
  constructor(answer: T) {
    super('taken back')
    this.answer = answer
  }
}
