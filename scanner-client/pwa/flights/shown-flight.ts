/** The flight on the screen: its answers so far, whose they are, how they change, and which of them are looked at. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { FlightPlan } from '#evisa/flight.ts'
import { byUrgency, countOutcomes, type FlightCounts } from '#evisa/flight-answer.ts'
import type { FlightOutcome } from '#evisa/flight-reasons.ts'
import type { FlightHead, FlightLine, ReceiptedAnswer } from './flight-documents.ts'
import type { GivenList } from './given-list.ts'
import type { WatchState } from './watch-flight.ts'

export interface ShownFlight {
  readonly plan: FlightPlan
  /** What the server keeps it under; null while this device alone has decided. */
  readonly id: string | null
  readonly revision: number
  readonly answers: ReadonlyMap<number, ReceiptedAnswer>
  /** How far a check is that is under way; null when it is complete. */
  readonly progress: { readonly done: number; readonly total: number } | null
  /** Where this device decided: why, and how old the data was that it holds; null where the server did. */
  readonly alone: { readonly because: string; readonly dataAge: number | null } | null
  /** The list, where it was given here: only with it the device can decide by itself, or send it. */
  readonly list: GivenList | null
  readonly watch: { readonly state: WatchState | 'not-watched'; readonly since: EpochSeconds }
}

export function beginShown(plan: FlightPlan, list: GivenList | null, now: EpochSeconds): ShownFlight {
  return {
    plan,
    id: null,
    revision: 0,
    answers: new Map(),
    progress: { done: 0, total: list?.passengers.length ?? 0 },
    alone: null,
    list,
    watch: { state: 'not-watched', since: now },
  }
}

/** Lines that came together, taken over at once. */
export function withLines(shown: ShownFlight, lines: readonly FlightLine[]): ShownFlight {
  const answers = lines.flatMap((line) => (line.kind === 'answer' ? line.answer : []))
  let next: ShownFlight = answers.length === 0 ? shown : withAnswers(shown, answers)
  for (const line of lines) {
    if (line.kind === 'flight') next = withHead(next, line.head)
    else if (line.kind === 'progress') next = { ...next, progress: { done: line.done, total: line.total } }
    else if (line.kind === 'end') next = { ...next, revision: line.revision, progress: null }
  }
  return next
}

export function withHead(shown: ShownFlight, { id, flight, checkpoint, arrival, departure }: FlightHead): ShownFlight {
  return { ...shown, id, plan: { flight, checkpoint, arrival, departure }, alone: null }
}

export function withAnswers(shown: ShownFlight, answers: readonly ReceiptedAnswer[]): ShownFlight {
  return { ...shown, answers: new Map([...shown.answers, ...answers.map((one) => [one.row, one] as const)]) }
}

/** A new answer says what it was before, as the server does it. */
export function saysBefore(answer: ReceiptedAnswer, before: ReceiptedAnswer | undefined): ReceiptedAnswer {
  if (before === undefined) return answer
  const { outcome, reason } = before
  const isSame = outcome === answer.outcome && reason === answer.reason
  return { ...answer, changed_from: isSame ? before.changed_from : { outcome, reason } }
}

export function countsOf({ answers }: ShownFlight): FlightCounts {
  return countOutcomes([...answers.values()].map(({ outcome }) => outcome))
}

/** Which answers a table shows; `changed`: those that were others before. */
export type RowFilter = FlightOutcome | 'all' | 'changed'

/** Exceptions first. */
export function rowsOf({ answers }: ShownFlight, filter: RowFilter): readonly ReceiptedAnswer[] {
  const isWanted = ({ outcome, changed_from }: ReceiptedAnswer) =>
    filter === 'all' || (filter === 'changed' ? changed_from !== null : outcome === filter)
  return [...answers.values()].filter(isWanted).sort(byUrgency)
}
