/**
 * Whether the store still holds what was acknowledged. One that went back, by a backup or by a failover that lost commits, is
 * worked with no more until somebody says that it was restored: it would make green what is not.
 */
import type { FastifyBaseLogger } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { logEvent } from '../log-event.ts'
import type { LostPart, RecoveryStore, StoreMark } from '../store/recovery-store.ts'
import { MarkDamaged, type MarkFile } from './mark-file.ts'

/** How it came to light: by what this server held itself, or by what a device holds. */
export type ShownBy = 'server' | 'device'

export interface StoreBehind {
  readonly lost: readonly (LostPart | 'mark')[]
  readonly shownBy: ShownBy
  readonly since: EpochSeconds
}

/** Thrown where something is to be done by a store that went back. */
export class StoreIsBehind extends Error {
  override name = 'StoreIsBehind'
  constructor() {
    super('the store went back: it lacks what was acknowledged; see `authority recovery` and docs/recovery.md')
  }
}

export interface StoreWatch {
  /** Null while nothing speaks against the store. */
  behind(): StoreBehind | null
  /** Looks whether the store holds what it held, and keeps what it holds now. */
  look(): Promise<void>
  /** To be called once something was done, before it is acknowledged. */
  note(): Promise<void>
  /** Somebody holds what the store does not. */
  report(lost: readonly LostPart[], shownBy: ShownBy): void
  /** Somebody said that it was restored, and it began another epoch. */
  settle(): Promise<void>
  /** The mark of what was acknowledged last; null before there was any. */
  mark(): StoreMark | null
  /** Told whenever the store falls behind, and once that is settled. */
  onChange(listener: (behind: StoreBehind | null) => void): void
}

export interface WatchOptions {
  readonly store: Pick<RecoveryStore, 'mark' | 'lostOf' | 'changesSoFar'>
  readonly file: MarkFile
  readonly now: () => EpochSeconds
  readonly log: FastifyBaseLogger
}

export function watchStore({ store, file, now, log }: WatchOptions): StoreWatch {
  const listeners: ((behind: StoreBehind | null) => void)[] = []
  let behind: StoreBehind | null = null
  let held: StoreMark | null = null
  let changes = -1

  const change = (next: StoreBehind | null) => {
    behind = next
    if (next !== null) logEvent(log, 'store-behind', { lost: next.lost.join(' '), by: next.shownBy })
    for (const listener of listeners) listener(next)
  }
  const fallBehind = (lost: StoreBehind['lost'], shownBy: ShownBy) => {
    if (behind === null) change({ lost, shownBy, since: now() })
  }
  const keep = async () => {
    held = await store.mark()
    file.write(held)
  }
  const readHeld = (): StoreMark | null => {
    try {
      return file.read()
    } catch (error) {
      if (!(error instanceof MarkDamaged)) throw error
      fallBehind(['mark'], 'server')
      return null
    }
  }
  return {
    behind: () => behind,
    mark: () => held,
    look: async () => {
      held ??= readHeld()
      const lost = held === null ? [] : await store.lostOf(held)
      if (lost.length > 0) fallBehind(lost, 'server')
      const { epoch } = await store.mark()
      const wasSettled = behind !== null && held !== null && epoch.number > held.epoch.number
      if (behind !== null && !wasSettled) return
      await keep()
      if (wasSettled) change(null)
    },
    note: async () => {
      const soFar = store.changesSoFar()
      if (behind !== null || soFar === changes) return
      changes = soFar
      await keep()
    },
    report: (lost, shownBy) => fallBehind(lost, shownBy),
    settle: async () => {
      await keep()
      if (behind !== null) change(null)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
