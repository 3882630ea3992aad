/** A scanner at work in a page: what it stands in front of, what an officer does with it, and its line to the server. */
import { computed, type ReadonlySignal, type Signal } from '@preact/signals'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Policy } from '#evisa/policy.ts'
import { takeTurns } from '../../../platform/in-turn.ts'
import { heldPeople, NotProven } from '../../offline/person-acts.ts'
import type { OverrideGiven } from '../../offline/record-crossing.ts'
import type { Enrolment } from '../../offline/scanner-store.ts'
import type { SyncReport } from '../../offline/sync.ts'
import type { LineState } from '../../offline/sync-loop.ts'
import type { Typed } from '../../offline/typed-reading.ts'
import type { AskedByNumber } from './ask-by-number.ts'
import { type Booth, openBooth } from './booth.ts'
import { type FollowedLine, type FollowedLineOptions, followLine } from './followed-line.ts'
import { officerActs } from './officer-acts.ts'
import {
  admitPending,
  confirmCrossing,
  referPending,
  refuseEntry,
  sendToSecondLine,
  takeBack,
} from './officer-records.ts'
import { walkedAway } from './open-admissions.ts'
import { checkByNumber } from './passenger-check.ts'
import { LOCK_AFTER_MINUTES, preferences } from './preferences.ts'
import {
  type Choice,
  emptyState,
  faultOf,
  type HeldAdmission,
  type ScannerState,
  showNobody,
  type Verdict,
} from './scanner-state.ts'
import { openSecondLine, type SecondLine } from './second-line.ts'
import type { Shift } from './shift.ts'
import { followUnconfirmed } from './unconfirmed.ts'
import { takeChosen, takePassport, takeTexts, takeTyped } from './what-was-read.ts'

export interface ScannerModel extends Pick<ScannerState, 'shift' | 'exit' | 'fault' | 'note'> {
  readonly enrolment: Enrolment
  readonly now: () => EpochSeconds
  readonly verdict: ReadonlySignal<Verdict | null>
  readonly waitingMrz: ReadonlySignal<string | null>
  readonly choice: ReadonlySignal<Choice | null>
  /** The traveller before, whose admission nobody confirmed. */
  readonly pending: ReadonlySignal<HeldAdmission | null>
  /** Something is being checked or recorded. */
  readonly busy: ReadonlySignal<boolean>
  readonly line: ReadonlySignal<LineState | null>
  readonly lastReport: ReadonlySignal<SyncReport | null>
  readonly policy: ReadonlySignal<Policy | null>
  readonly overUsed: FollowedLine['overUsed']
  /** Whether the authority that is trusted here is a demonstration: nothing that is shown is about a visa. */
  readonly isSpecimen: ReadonlySignal<boolean>
  /** Checks the next passenger by the texts that were read. */
  take(texts: readonly string[]): Promise<void>
  /** The passport of the passenger in front, or of the next one. */
  takeMrz(mrz: string): Promise<void>
  /** What a reader typed. */
  takeTyped(typed: Typed): Promise<void>
  /** Checks one of the e-visas that are offered to be chosen, by its text. */
  choose(text: string): Promise<void>
  takeNumber(asked: AskedByNumber): Promise<void>
  /** Admits, or records the exit. */
  confirm(override?: OverrideWanted): Promise<void>
  refuse(why: string | null): Promise<void>
  sendToSecondLine(): Promise<void>
  /** What became of the traveller before. Admitting decides anew. */
  resolve(how: 'admit' | 'second-line' | 'walked-away'): Promise<void>
  readonly second: SecondLine
  /** To be called every second or so: what waits for too long ends. */
  passTime(): void
  next(): void
  /** Whether the last record was taken back; `by-key`: a supervisor touches one. */
  takeBack(event: string, text: string, supervisor: BadgeOrKey | null): Promise<boolean>
  /** Who stands here. What it throws is the `fault`. */
  readonly booth: Booth
  refresh(): Promise<void>
  syncSoon(): void
  /** Ends the line; what is under way is waited for. */
  close(): Promise<void>
}

/** A second person: a badge that was typed, where nobody can be proven, or whoever touches a key. */
export type BadgeOrKey = string | typeof BY_KEY
export const BY_KEY = { by: 'key' } as const

export interface OverrideWanted extends Omit<OverrideGiven, 'supervisor'> {
  readonly supervisor: BadgeOrKey
}

export interface ScannerModelOptions extends FollowedLineOptions {
  readonly shift: Signal<Shift | null>
}

/** Opens it; what goes wrong is its `fault`, nothing is thrown. */
export function openScannerModel({ store, enrolment, context, network, shift }: ScannerModelOptions): ScannerModel {
  const state = emptyState(shift)
  const shiftEvent = () => state.shift.value?.proof?.event
  const line = followLine({ store, enrolment, context, network, shiftEvent }, (error) => {
    state.fault.value = faultOf(error)
  })
  const inTurn = takeTurns()
  const { now } = context
  const isWatched = enrolment.role === 'border' && network !== null
  const booth = openBooth({ state, line, now, isWatched, people: () => heldPeople({ ...context, store }) })
  const { busy, next, unlessBusy } = officerActs(inTurn, state.fault, () => booth.locked.value !== null)
  // Who stands here is asked while nothing else is done, and also where all else is locked.
  const atBooth = officerActs(inTurn, state.fault)
  const looked = line.lastReport.subscribe(() => void booth.refresh().catch(() => undefined))
  /** Where keys prove people a name that was typed lets nobody past a rule. */
  const secondPerson = async (given: BadgeOrKey | null) => {
    if (given === null) return null
    const signing = isWatched ? await booth.signing() : null
    if (typeof given === 'string' && signing === null) return given
    if (given === BY_KEY && signing !== null) return signing
    throw new NotProven(signing === null ? 'person/unusable' : 'statement/missing')
  }
  const checking = { state, line, role: enrolment.role, now }
  const second = openSecondLine({ ...checking, store })
  const parts = { ...checking, second }
  /** A hand-over code is nobody's e-visa. */
  const takeRead = async (texts: readonly string[], take: () => Promise<void>) => {
    for (const text of enrolment.role === 'border' ? texts : []) if (await second.takeCode(text)) return
    await take()
  }
  const unconfirmed = followUnconfirmed({ state, line, platform: { ...context, store, enrolment } }, inTurn)
  const resolving = {
    admit: () => admitPending(parts),
    'second-line': () => referPending(parts),
    'walked-away': async () => {
      state.admissions.value = walkedAway(state.admissions.value)
    },
  } as const
  return {
    ...state,
    pending: computed(() => state.admissions.value.pending),
    enrolment,
    now,
    busy: computed(() => busy.value || atBooth.busy.value),
    line: line.state,
    lastReport: line.lastReport,
    policy: line.policy,
    overUsed: line.overUsed,
    isSpecimen: line.isSpecimen,
    take: (texts) => next(() => takeRead(texts, () => takeTexts(texts, parts))),
    takeMrz: (mrz) => next(() => takePassport({ kind: 'passport', text: mrz }, parts)),
    takeTyped: (typed) =>
      next(() => takeRead(typed.kind === 'code' ? [typed.text] : [], () => takeTyped(typed, parts))),
    choose: (text) => unlessBusy(() => takeChosen(text, parts)),
    takeNumber: (asked) =>
      unlessBusy(async () => checkByNumber(asked, (await network?.accessOf(store, enrolment)) ?? null, parts)),
    confirm: (override) =>
      unlessBusy(async () => {
        const supervisor = await secondPerson(override?.supervisor ?? null)
        await confirmCrossing(override && supervisor !== null ? { ...override, supervisor } : null, parts)
      }),
    refuse: (why) => unlessBusy(() => refuseEntry(why, parts)),
    sendToSecondLine: () => unlessBusy(() => sendToSecondLine(parts)),
    resolve: (how) => unlessBusy(resolving[how]),
    passTime: () => {
      if (busy.value || atBooth.busy.value) return
      unconfirmed.passTime()
      booth.passTime(60 * (preferences.value.lockAfter ?? LOCK_AFTER_MINUTES))
    },
    second: {
      ...second,
      // The list is read beside whatever is done, and hides no fault.
      load: () =>
        second.load().catch((error: unknown) => {
          state.fault.value = faultOf(error)
        }),
      act: (referral, did, text) => unlessBusy(() => second.act(referral, did, text)),
      open: (referral) => unlessBusy(() => second.open(referral)),
      take: (referral) => unlessBusy(() => second.take(referral)),
    },
    next: () => {
      if (booth.locked.value === null) showNobody(state)
    },
    booth: {
      ...booth,
      begin: (settings) => atBooth.unlessBusy(() => booth.begin(settings)),
      unlock: () => atBooth.unlessBusy(booth.unlock),
      pass: () => atBooth.unlessBusy(booth.pass),
    },
    takeBack: async (event, text, supervisor) => {
      let isDone = false
      await unlessBusy(async () => {
        isDone = await takeBack(event, text, await secondPerson(supervisor), parts)
      })
      return isDone
    },
    refresh: line.refresh,
    syncSoon: line.wake,
    close: async () => {
      looked()
      await unconfirmed.close()
      await inTurn(line.close)
    },
  }
}
