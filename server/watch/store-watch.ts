/**
 * Whether the store still holds what was acknowledged. One that went back, by a backup or by a failover that lost commits, is
 * worked with no more until somebody says that it was restored: it would make green what is not.
 */
import type { FastifyBaseLogger } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { shareTurns } from '../../platform/in-turn.ts'
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
  /** Somebody holds what the store does not; `stillShown`: whether that is so still. Without it the mark alone tells. */
  report(lost: readonly LostPart[], shownBy: ShownBy, stillShown?: () => Promise<boolean>): void
  /** Somebody said that it was restored, and it began another epoch. */
  settle(): Promise<void>
  /** The mark of what was acknowledged last; null before there was any. */
  mark(): StoreMark | null
  /** Told whenever the store falls behind, and, by null, once that is settled or the store is of another epoch. */
  onChange(listener: (behind: StoreBehind | null) => void): void
}

export interface WatchOptions {
  readonly store: Pick<RecoveryStore, 'mark' | 'lostOf' | 'changesSoFar'>
  readonly file: MarkFile
  readonly now: () => EpochSeconds
  readonly log: FastifyBaseLogger
  /** Brings what is known here into a store that another process said was restored. */
  readonly catchUp?: () => Promise<void>
}

export function watchStore({ store, file, now, log, catchUp = async () => undefined }: WatchOptions): StoreWatch {
  const listeners: ((behind: StoreBehind | null) => void)[] = []
  let behind: StoreBehind | null = null
  let held: StoreMark | null = null
  let changes = -1
  let stillShown: (() => Promise<boolean>) | null = null

  const change = (next: StoreBehind | null) => {
    behind = next
    if (next !== null) logEvent(log, 'store-behind', { lost: next.lost.join(' '), by: next.shownBy })
    for (const listener of listeners) listener(next)
  }
  const fallBehind = (lost: StoreBehind['lost'], shownBy: ShownBy) => {
    if (behind === null) change({ lost, shownBy, since: now() })
  }
  const take = (mark: StoreMark) => {
    held = mark
    file.write(mark)
  }
  /** The mark never follows a store backwards: what it misses is found here, whatever connection led there. */
  const keep = async () => {
    const lost = held === null ? [] : await store.lostOf(held)
    const mark = await store.mark()
    if (lost.length > 0) fallBehind(lost, 'server')
    if (behind !== null) return
    const isOther = held !== null && held.epoch.id !== mark.epoch.id
    if (isOther) await catchUp()
    take(isOther ? await store.mark() : mark)
    // Whoever holds in memory what the life before said reads it anew.
    if (isOther) change(null)
  }
  const keepInTurn = shareTurns(keep)
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
      if (behind === null) return keepInTurn()
      if (held === null) return
      const lost = await store.lostOf(held)
      const { epoch } = await store.mark()
      // It was restored by another process, or it was a standby that lagged and holds all of it again.
      const isRestored = epoch.number > held.epoch.number
      const isBelieved = (await stillShown?.()) ?? false
      if (!isRestored && (isBelieved || lost.length > 0)) return
      if (isRestored) await catchUp()
      take(await store.mark())
      change(null)
    },
    note: async () => {
      const soFar = store.changesSoFar()
      if (behind !== null || soFar === changes) return
      await keepInTurn()
      changes = soFar
    },
    report: (lost, shownBy, still) => {
      if (behind === null) stillShown = still ?? null
      fallBehind(lost, shownBy)
    },
    settle: async () => {
      take(await store.mark())
      change(null)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
