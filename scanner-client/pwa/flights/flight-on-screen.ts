/** The flight that is shown, as it changes: by the lines of a check, by what the server tells meanwhile. */
import { type Signal, signal } from '@preact/signals'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { FlightCalls, WatchedEvent } from './flight-calls.ts'
import type { FlightLine, ReceiptedAnswer } from './flight-documents.ts'
import { type ShownFlight, withAnswers, withHead, withLines } from './shown-flight.ts'
import { watchFlight } from './watch-flight.ts'

export interface FlightOnScreen {
  readonly shown: Signal<ShownFlight | null>
  /** What changed while it was watched, the last time something did. */
  readonly news: Signal<readonly ReceiptedAnswer[]>
  update(change: (flight: ShownFlight) => ShownFlight): void
  /** Takes the lines of one check. */
  collect(): (line: FlightLine) => void
  /** Follows the flight, where the server keeps it, until another is watched or none. */
  watch(calls: () => Promise<FlightCalls>): void
  unwatch(): void
}

export interface OnScreenContext {
  readonly now: () => EpochSeconds
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** What ended the watching though nobody asked for it. */
  readonly onFault: (error: unknown) => void
}

export function flightOnScreen({ now, sleep, onFault }: OnScreenContext): FlightOnScreen {
  const shown = signal<ShownFlight | null>(null)
  const news = signal<readonly ReceiptedAnswer[]>([])
  let watching = new AbortController()

  const update: FlightOnScreen['update'] = (change) => {
    if (shown.value !== null) shown.value = change(shown.value)
  }
  const tell = (event: WatchedEvent) => {
    if (event.event === 'flight') update((flight) => withHead(flight, event.head))
    if (event.event !== 'changed') return
    update((flight) => ({ ...withAnswers(flight, event.answers), revision: event.revision }))
    news.value = event.answers
  }
  const state = (state: ShownFlight['watch']['state']) =>
    update((flight) => (flight.watch.state === state ? flight : { ...flight, watch: { state, since: now() } }))
  return {
    shown,
    news,
    update,
    // Lines are shown together as they came: a table that is drawn anew for each of a thousand would not keep up.
    collect: () => {
      let waiting: FlightLine[] = []
      return (line) => {
        waiting.push(line)
        if (line.kind === 'answer') return
        const lines = waiting
        waiting = []
        update((flight) => withLines(flight, lines))
      }
    },
    watch: (calls) => {
      const { id, revision } = shown.value ?? { id: null, revision: 0 }
      watching.abort()
      watching = new AbortController()
      if (id === null) return
      const { signal } = watching
      const follow = async () =>
        watchFlight(id, revision, { calls: await calls(), sleep, random: Math.random, tell, state }, signal)
      follow().catch(onFault)
    },
    unwatch: () => {
      watching.abort()
      state('not-watched')
    },
  }
}
