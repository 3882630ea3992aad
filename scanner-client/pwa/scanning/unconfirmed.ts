/** Green admissions that wait to be confirmed, on the page: kept before they are shown, and written down where they end. */
import { batch, effect } from '@preact/signals'
import type { InTurn } from '../../../platform/in-turn.ts'
import { openAdmission, recordUnresolved } from '../../offline/record-unresolved.ts'
import type { Platform } from '../../offline/scanner.ts'
import type { OpenAdmission } from '../../offline/scanner-store.ts'
import type { FollowedLine } from './followed-line.ts'
import { afterShown, allEnded, timedOut, unrecorded, written } from './open-admissions.ts'
import {
  faultOf,
  type HeldAdmission,
  noteOf,
  operatorOf,
  type ScannerState,
  showAnswer,
  showNobody,
  shownAbout,
  type Verdict,
} from './scanner-state.ts'
import type { Shift } from './shift.ts'

/** How long it is said what became of a traveller who is not in front. */
const NOTE_MS = 60_000

export interface Unconfirmed {
  readonly state: ScannerState
  readonly line: Pick<FollowedLine, 'wake' | 'refreshUnsent'>
  readonly platform: Pick<Platform, 'store' | 'enrolment' | 'verify' | 'now'>
}

/** Shows an answer. A green admission is kept before, so that whatever happens to this page loses none. */
export async function showKept(
  state: ScannerState,
  answered: Omit<Verdict, 'recorded' | 'shownAt'>,
  platform: Pick<Platform, 'store' | 'enrolment' | 'newId'>,
): Promise<void> {
  const { situation, scan, passenger } = answered
  const kept = situation.audience === 'carrier' ? null : openAdmission(scan, situation, operatorOf(state), platform)
  const held = kept === null ? null : heldAdmission(kept, answered)
  const next = () => afterShown(state.admissions.value, held, shownAbout(state, passenger) !== null)
  if (held !== null) await keep(next(), platform)
  batch(() => {
    state.admissions.value = next()
    showAnswer(state, answered)
  })
}

/** Keeps those of which there is no record yet. */
export function keepOpen({ admissions }: ScannerState, platform: Pick<Platform, 'store'>): Promise<void> {
  return keep(admissions.value, platform)
}

export interface FollowedUnconfirmed {
  /** Ends what waits for too long, and tries again what could not be written. */
  passTime(): void
  /** Ends all that is left, and writes it down. */
  close(): Promise<void>
}

/** Begins with what an earlier page left open. What goes wrong is the page's fault, and is tried again. */
export function followUnconfirmed(unconfirmed: Unconfirmed, inTurn: InTurn): FollowedUnconfirmed {
  const { state, platform } = unconfirmed
  const write = (work: (unconfirmed: Unconfirmed) => Promise<void>) =>
    inTurn(async () => {
      try {
        await work(unconfirmed)
      } catch (error) {
        state.fault.value = faultOf(error)
      }
    })
  const endAll = () => {
    state.admissions.value = allEnded(state.admissions.value, 'officer-changed')
  }
  void write(writeReloaded)
  const ends = [
    effect(() => {
      if (state.admissions.value.ended.length > 0) void write(writeEnded)
    }),
    state.shift.subscribe(
      onChange(officerOf, () =>
        batch(() => {
          endAll()
          showNobody(state)
        }),
      ),
    ),
  ]
  return {
    passTime: () => {
      passTime(state, platform.now())
      if (state.admissions.value.ended.length > 0) void write(writeEnded)
    },
    close: async () => {
      for (const end of ends) end()
      endAll()
      await write(writeEnded)
    },
  }
}

/** Writes down what has ended. Throws `StorageFailed`: then it still is to be written. */
async function writeEnded({ state, line, platform }: Unconfirmed): Promise<void> {
  const { admissions, note } = state
  if (admissions.value.ended.length === 0) return
  for (const one of admissions.value.ended) {
    const outcome = await recordUnresolved(one.admission.kept, one.because, platform)
    admissions.value = written(admissions.value, one)
    if (outcome !== 'resolved') note.value = noteOf(one.admission.verdict.scan, one.because, outcome)
  }
  await keepOpen(state, platform)
  await line.refreshUnsent()
  line.wake()
}

/** Writes down what was left open when this page was closed, loaded anew or killed. */
async function writeReloaded({ state, line, platform }: Unconfirmed): Promise<void> {
  const left = await platform.store.openAdmissions()
  if (left.length === 0) return
  for (const one of left) {
    const outcome = await recordUnresolved(one, 'reloaded', platform)
    if (outcome === 'resolved') continue
    state.note.value = { what: 'reloaded', name: '', visaNumber: one.visa_number, kept: outcome, saidAt: Date.now() }
  }
  // A verdict of this page may be kept by now too.
  await keepOpen(state, platform)
  await line.refreshUnsent()
  line.wake()
}

/** Ends what waits for too long; a verdict that has waited so long is taken down, since it is no longer to be acted on. */
function passTime(state: ScannerState, now: number): void {
  const { admissions, note } = state
  if (note.value !== null && Date.now() - note.value.saidAt > NOTE_MS) note.value = null
  const { front } = admissions.value
  const next = timedOut(admissions.value, now)
  if (next === admissions.value) return
  batch(() => {
    admissions.value = next
    if (front !== null && next.front === null) showNobody(state)
  })
}

function keep(all: ScannerState['admissions']['value'], { store }: Pick<Platform, 'store'>): Promise<void> {
  return store.keepOpenAdmissions(unrecorded(all).map(({ kept }) => kept))
}

function heldAdmission(kept: OpenAdmission, verdict: HeldAdmission['verdict']): HeldAdmission {
  const { visa_number, decided_at } = kept
  return { visa_number, decided_at, kept, verdict }
}

/** A shift that begins anew is another officer's, whatever badge is named. */
function officerOf(shift: Shift | null): string {
  return shift === null ? '' : `${shift.began} ${shift.operator}`
}

/** Calls `act` where what is told is another than before; the first is no change. */
function onChange<T>(nameOf: (value: T) => string, act: () => void): (value: T) => void {
  let before: string | null = null
  return (value) => {
    const name = nameOf(value)
    const isOther = before !== null && before !== name
    before = name
    if (isOther) act()
  }
}
