/** The journal of a store: who must answer for a key can read what was done to it, when, and why. */
import { join } from 'node:path'
import { type EpochSeconds, formatInstant } from '#evisa/civil-date.ts'
import type { KeyPurpose } from '#evisa/trust-list.ts'
import { appendLine } from './private-file.ts'

export interface JournalEntry {
  readonly at: EpochSeconds
  readonly act:
    | 'init'
    | 'announce'
    | 'activate'
    | 'retire'
    | 'compromise'
    | 'publish'
    | 'rotate-root'
    | 'mark'
    | 'recovery-token'
  /** Null for what concerns no single key. */
  readonly kid: string | null
  readonly purpose: KeyPurpose | 'root' | null
  readonly reason: string | null
  /** The version of the trust list or the root document that is signed. */
  readonly version?: number
}

export const JOURNAL = 'journal.jsonl'

/**
 * Writes a line, durably, before the act itself: so nothing is ever done that the journal does not know. An act that is
 * cut off after it leaves the old state and a line without effect; doing it again adds another one.
 */
export function recordAct(dir: string, { at, ...entry }: JournalEntry): void {
  appendLine(join(dir, JOURNAL), JSON.stringify({ at: formatInstant(at), ...entry }))
}
