/** What the scanner's page shows of its work, as one value of signals: who is in front, what was answered, what went wrong. */
import { batch, type Signal, signal } from '@preact/signals'
import type { UnresolvedBecause } from '#evisa/crossing-event.ts'
import type { Decision } from '#evisa/decision.ts'
import type { Situation } from '#evisa/situation.ts'
import { AccessEnded } from '../../offline/authority-client.ts'
import { NotProven } from '../../offline/person-acts.ts'
import type { Recorded } from '../../offline/record-crossing.ts'
import type { VoidFault } from '../../offline/record-void.ts'
import type { Scan } from '../../offline/scanner.ts'
import { type OpenAdmission, StorageFailed, type StorageFault } from '../../offline/scanner-store.ts'
import type { OfferedEvisa } from '../../offline/several-evisas.ts'
import { NoSuchVisa } from './ask-by-number.ts'
import { type Admission, type Admissions, NO_ADMISSIONS, setAside } from './open-admissions.ts'
import { type PersonMessage, personMessage } from './person-message.ts'
import { countDone, countOutcome, type Done, noteRefusal, type Shift } from './shift.ts'

/** The person in front of the scanner. */
export interface Passenger {
  readonly texts: readonly string[]
  readonly mrz: string | null
  /** Whether the person leaves. */
  readonly exit: boolean
  /** The referral to second line that what is done now closes. */
  readonly referral?: string
}

/** What the page says of a passenger. */
export interface Verdict {
  readonly passenger: Passenger
  readonly situation: Situation
  readonly scan: Scan
  /** What was recorded of it; null while nothing was. */
  readonly recorded: Recorded | null
  /** When it was first shown, epoch milliseconds: it is cleared by itself some time after. */
  readonly shownAt: number
  /** The server answered to a number that was typed: the paper was not seen. */
  readonly byNumber: boolean
}

/** A green admission, with what is needed to decide it anew. */
export interface HeldAdmission extends Admission {
  readonly kept: OpenAdmission
  readonly verdict: Pick<Verdict, 'passenger' | 'situation' | 'scan' | 'byNumber'>
}

/** What became of a traveller who is not in front. */
export interface TravellerNote {
  readonly what: UnresolvedBecause | 'admitted' | 'referred' | 'exit' | 'refused'
  /** Empty where it is not known any more. */
  readonly name: string
  /** Null where there is none. */
  readonly visaNumber: string | null
  /** Whether there is a record of it; `old-server`: none, since the server takes no such records. */
  readonly kept: 'recorded' | 'old-server'
  /** Epoch milliseconds: after some time it is said no more. */
  readonly saidAt: number
}

export interface Choice {
  readonly passenger: Passenger
  readonly evisas: readonly OfferedEvisa[]
}

/** What went wrong with what an officer asked for: a key of the strings, and what the server said. */
export interface ScannerFault {
  readonly code:
    | 'fault/access-ended'
    | `fault/storage-${StorageFault}`
    | 'fault/shift'
    | 'fault/shift-over'
    | 'fault/no-such-visa'
    | 'fault/other-checkpoint'
    | 'fault/needs-network'
    | 'fault/mrz'
    | 'fault/mrz-layout'
    | 'fault/bug'
    | VoidFault
    | PersonMessage
  readonly detail: string | null
}

export interface ScannerState {
  readonly shift: Signal<Shift | null>
  /** Whether those who come now leave the country. */
  readonly exit: Signal<boolean>
  /** A passport that was read before the code of its e-visa. */
  readonly waitingMrz: Signal<string | null>
  readonly verdict: Signal<Verdict | null>
  /** E-visas of several people on one paper, of which a passport or the officer chooses. */
  readonly choice: Signal<Choice | null>
  readonly fault: Signal<ScannerFault | null>
  /** Green admissions that nobody has confirmed yet. */
  readonly admissions: Signal<Admissions<HeldAdmission>>
  readonly note: Signal<TravellerNote | null>
}

/** Nobody is in front yet. */
export function emptyState(shift: Signal<Shift | null>): ScannerState {
  return {
    shift,
    exit: signal(false),
    waitingMrz: signal(null),
    verdict: signal(null),
    choice: signal(null),
    fault: signal(null),
    admissions: signal(NO_ADMISSIONS),
    note: signal(null),
  }
}

/** The next person comes: nothing of the one before stays but a green admission that nobody confirmed. */
export function showNobody({ waitingMrz, verdict, choice, fault, admissions }: ScannerState): void {
  batch(() => {
    admissions.value = setAside(admissions.value)
    waitingMrz.value = null
    verdict.value = null
    choice.value = null
    fault.value = null
  })
}

/** The decision that is shown about this very person; null where another one is in front, or nobody. */
export function shownAbout({ verdict: { value } }: ScannerState, { texts }: Passenger): Decision | null {
  return value?.passenger.texts === texts ? value.scan.decision : null
}

/** Shows an answer and counts it. A passport read after the code makes it another answer for the same person, who counts once. */
export function showAnswer(state: ScannerState, answered: Omit<Verdict, 'recorded' | 'shownAt'>): void {
  const before = shownAbout(state, answered.passenger)?.outcome ?? null
  batch(() => {
    state.choice.value = null
    state.verdict.value = { ...answered, recorded: null, shownAt: Date.now() }
    changeShift(state, (shift) => countOutcome(shift, answered.scan.decision.outcome, before))
  })
}

/** Shows that one of these is to be chosen; nothing of the person before stays. */
export function showChoice({ verdict, choice, admissions }: ScannerState, chosenFrom: Choice): void {
  batch(() => {
    admissions.value = setAside(admissions.value)
    verdict.value = null
    choice.value = chosenFrom
  })
}

/** Shows what was done about a verdict, and counts it. */
export function showRecorded(state: ScannerState, verdict: Verdict, recorded: Recorded, done: Done | null): void {
  batch(() => {
    state.verdict.value = { ...verdict, recorded, shownAt: Date.now() }
    if (done !== null) countAct(state, done)
    if (recorded.recorded === 'refusal') changeShift(state, (shift) => noteRefusal(shift, recorded.event.id))
  })
}

/** Counts what was done. */
export function countAct(state: ScannerState, done: Done): void {
  changeShift(state, (shift) => countDone(shift, done))
}

export function operatorOf({ shift }: Pick<ScannerState, 'shift'>): string | null {
  return shift.value?.operator || null
}

export function noteOf(
  { decision: { visa } }: Pick<Scan, 'decision'>,
  what: TravellerNote['what'],
  kept: TravellerNote['kept'],
): TravellerNote {
  const name = visa === null ? '' : `${visa.surname} ${visa.given_names}`.trim()
  return { what, name, visaNumber: visa?.visa_number ?? null, kept, saidAt: Date.now() }
}

/** An error as it is told to an officer: what nobody expected is called a bug. */
export function faultOf(error: unknown): ScannerFault {
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof AccessEnded) return { code: 'fault/access-ended', detail }
  if (error instanceof NotProven) return { code: personMessage(error.fault), detail: null }
  if (error instanceof StorageFailed) return { code: `fault/storage-${error.fault}`, detail }
  if (error instanceof NoSuchVisa) return { code: 'fault/no-such-visa', detail: null }
  return { code: 'fault/bug', detail }
}

function changeShift({ shift }: ScannerState, change: (shift: Shift) => Shift): void {
  if (shift.value !== null) shift.value = change(shift.value)
}
