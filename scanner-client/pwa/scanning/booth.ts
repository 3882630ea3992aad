/** Who stands at this booth, and whether it is proven: signing in by a key, the lock, and the change of officer. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import {
  askToBegin,
  type BegunShift,
  type HeldPeople,
  NotProven,
  recordShift,
  type ShiftWanted,
  type Signing,
} from '../../offline/person-acts.ts'
import type { FollowedLine } from './followed-line.ts'
import { allEnded } from './open-admissions.ts'
import { type ScannerState, showNobody } from './scanner-state.ts'
import { beginShift, type Shift, type ShiftSettings } from './shift.ts'
import { keysWork, touchKey } from './touch-key.ts'

/** proven: by keys. stale: the roster has run out. unusable: this page or browser has no keys. none: no roster is held. */
export type KeyUse = 'proven' | 'stale' | 'unusable' | 'none'
export type LockedBecause = 'idle' | 'over' | 'reloaded'

export interface Booth {
  /** What a key is worth here. */
  readonly keys: ReadonlySignal<KeyUse>
  readonly locked: ReadonlySignal<LockedBecause | null>
  /** Somebody is here. */
  touched(): void
  /** Locks after so many seconds without a touch, and where a shift is over. */
  passTime(lockAfterSeconds: number): void
  /** Begins a shift by the key of whoever touches one. Throws `NotProven`. */
  begin(settings: Omit<ShiftSettings, 'operator'>): Promise<void>
  /** Unlocks by the same key; another one is a change of officer. Throws `NotProven`. */
  unlock(): Promise<void>
  /** Without a key: the officer whose badge nobody proved goes on, anybody else begins a shift that is unproven. */
  unlockByBadge(badge: string): void
  /** A supervisor lets an officer who lost the key go on until the shift's end. Throws `NotProven`. */
  pass(): Promise<void>
  /** Looks again at what is held. */
  refresh(): Promise<void>
  /** What a supervisor signs with; null where nobody can be proven, so that a badge is typed. Throws `NotProven`. */
  signing(): Promise<Signing | null>
}

export interface BoothParts {
  readonly state: ScannerState
  readonly line: Pick<FollowedLine, 'platform' | 'refreshUnsent' | 'wake'>
  readonly people: () => Promise<HeldPeople>
  readonly now: () => EpochSeconds
  /** Whether somebody has to prove who they are: at a border, and not in training. */
  readonly isWatched: boolean
}

export function openBooth({ state, line, people, now, isWatched }: BoothParts): Booth {
  const { shift } = state
  const keys = signal<KeyUse>('none')
  // Whoever loads the page anew is not for that the one who signed in.
  const locked = signal<LockedBecause | null>(isWatched && shift.value?.proof !== undefined ? 'reloaded' : null)
  let touchedAt = now()

  const signing = async (): Promise<Signing | null> => {
    const held = await people()
    keys.value = useOf(held)
    if (held.state !== 'fresh') return null
    if (keys.value !== 'proven') throw new NotProven('person/unusable')
    return { roster: held.roster, ask: touchKey }
  }
  /** A stale roster still tells keys apart; what they do is unproven then. */
  const askKey = async (wanted: ShiftWanted) => {
    const { roster } = await people()
    if (roster === null) throw new NotProven('person/unusable')
    const platform = await line.platform()
    return { ...(await askToBegin(wanted, platform, { roster, ask: touchKey })), platform }
  }
  const open = () => {
    touchedAt = now()
    locked.value = null
  }
  const lock = (because: LockedBecause) =>
    batch(() => {
      const { front } = state.admissions.value
      state.admissions.value = allEnded(state.admissions.value, 'locked')
      // A green verdict is no longer to be acted on; all else stays as it was left.
      if (front !== null) showNobody(state)
      locked.value = because
    })
  /** What was decided before is no matter of whoever begins now. */
  const change = (settings: ShiftSettings, proof?: Shift['proof']) => {
    showNobody(state)
    shift.value = beginShift(settings, now(), proof)
  }
  const beginAs = async (settings: Omit<ShiftSettings, 'operator'>, asked: Awaited<ReturnType<typeof askKey>>) => {
    await recordShift(asked.signed, asked.platform)
    const { badge } = asked.shift
    batch(() => {
      change({ ...settings, operator: badge }, proofOf(asked.shift, false))
      open()
    })
    await line.refreshUnsent()
    line.wake()
  }
  return {
    keys,
    locked,
    signing,
    touched: () => {
      touchedAt = now()
    },
    passTime: (lockAfterSeconds) => {
      const { value } = shift
      if (!isWatched || value === null || locked.value !== null) return
      if (value.proof !== undefined && now() > value.proof.until) lock('over')
      else if (Math.abs(now() - touchedAt) >= lockAfterSeconds) lock('idle')
    },
    begin: async (settings) => beginAs(settings, await askKey({ checkpoint: settings.checkpoint })),
    unlock: async () => {
      const { value } = shift
      if (value === null) return open()
      const asked = await askKey({ checkpoint: value.checkpoint })
      const isSame = value.proof?.person === asked.shift.person && now() <= value.proof.until
      if (isSame) return open()
      const { checkpoint, flight, arrival } = value
      await beginAs({ checkpoint, flight, arrival }, asked)
    },
    unlockByBadge: (badge) => {
      const { value } = shift
      if (value === null) return open()
      const isKeyless = value.proof === undefined || value.proof.pass
      if (!isKeyless || badge !== value.operator || locked.value === 'over') {
        const { checkpoint, flight, arrival } = value
        change({ checkpoint, flight, arrival, operator: badge })
      }
      open()
    },
    pass: async () => {
      const { value } = shift
      if (value?.proof === undefined) return
      const { checkpoint, operator: officer, proof } = value
      const asked = await askKey({ checkpoint, pass: { officer, shift: proof.event, until: proof.until } })
      await recordShift(asked.signed, asked.platform)
      batch(() => {
        shift.value = { ...value, proof: proofOf({ ...asked.shift, person: proof.person }, true) }
        open()
      })
      await line.refreshUnsent()
      line.wake()
    },
    refresh: async () => {
      keys.value = useOf(await people())
    },
  }
}

function useOf({ state, roster }: HeldPeople): KeyUse {
  if (roster === null) return 'none'
  if (state === 'stale') return 'stale'
  return keysWork(roster, location) ? 'proven' : 'unusable'
}

function proofOf({ event, person, until }: BegunShift, pass: boolean): NonNullable<Shift['proof']> {
  return { event, person, until, pass }
}
