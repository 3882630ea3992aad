/** E-visas that a program of before issued to one person on one invitation, for each spelling of its number: found by a migration. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { AuditEntry } from './audit-store.ts'
import type { Watching } from './recovery-store.ts'

export interface FoundTwice {
  readonly number: string
  /** The first of them, which holds the invitation from now on. */
  readonly other: string
  /** The number of the invitation as it was spelled. */
  readonly support: string
}

/** What opening a store is told by. */
export interface Opening {
  /** Says to whoever starts it what they should know. */
  readonly tell: (line: string) => void
  readonly now: () => EpochSeconds
  /** What it must hold; without it each store is taken for whole. */
  readonly watching?: Watching
}

export const QUIETLY: Opening = { tell: () => undefined, now: () => Math.floor(Date.now() / 1000) }

export function twiceEntry({ number, other, support }: FoundTwice, at: EpochSeconds): AuditEntry {
  return { actor: 'authority', at, act: 'invitation-found-twice', subject: number, detail: { other, support } }
}

export function twiceWords({ number, other, support }: FoundTwice): string {
  return (
    `e-visa ${number} stands on invitation ${support}, as ${other} does for the same passport, by another spelling; the invitation ` +
    `counts as that one's. If one of them must not stand: npm run -s authority -- revoke ${number}`
  )
}
