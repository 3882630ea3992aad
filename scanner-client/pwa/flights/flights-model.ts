/** A carrier's flights in the page: lists checked by the server, or by this device where it cannot be reached; and watched. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { FlightPlan, GivenFlight } from '#evisa/flight.ts'
import type { Policy } from '#evisa/policy.ts'
import { Unreachable } from '../../offline/http-call.ts'
import type { ScannerLine } from '../../offline/scanner-line.ts'
import type { Enrolment, ScannerStore } from '../../offline/scanner-store.ts'
import type { SyncContext } from '../../offline/sync.ts'
import { pause } from '../pause.ts'
import { type FlightCalls, type FlightChange, flightCalls, type KeptFlight } from './flight-calls.ts'
import type { FlightHead, ReceiptedAnswer } from './flight-documents.ts'
import { flightOnScreen } from './flight-on-screen.ts'
import { type FlightsFault, flightsFaultOf } from './flights-fault.ts'
import type { GivenList } from './given-list.ts'
import { checkList, recheckFlight } from './list-check.ts'
import { beginShown, type ShownFlight, withAnswers, withHead } from './shown-flight.ts'

export interface FlightsModel {
  /** The carrier's flights, as the server keeps them; null while they are not known. */
  readonly kept: ReadonlySignal<readonly FlightHead[] | null>
  readonly shown: ReadonlySignal<ShownFlight | null>
  /** What changed while the flight was watched, the last time something did. */
  readonly news: ReadonlySignal<readonly ReceiptedAnswer[]>
  readonly fault: Signal<FlightsFault | null>
  readonly busy: ReadonlySignal<boolean>
  /** Checks a list; where the server is not reached this device does. */
  check(list: GivenList, given: GivenFlight): Promise<void>
  /** Sends the list that this device decided alone. */
  send(): Promise<void>
  load(): Promise<void>
  open(id: string): Promise<void>
  change(change: FlightChange): Promise<void>
  remove(): Promise<void>
  /** Back to the flights; one that only this device holds is forgotten. */
  leave(): void
}

export interface FlightsModelOptions {
  readonly store: ScannerStore
  readonly enrolment: Enrolment
  readonly context: SyncContext
  /** Null in training. */
  readonly network: ScannerLine | null
  readonly policy: ReadonlySignal<Policy | null>
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** Opens it; what goes wrong is its `fault`, nothing is thrown. */
export function openFlightsModel(options: FlightsModelOptions): FlightsModel {
  const { store, enrolment, context, network, policy, sleep = pause } = options
  const { now } = context
  const kept = signal<readonly FlightHead[] | null>(null)
  const fault = signal<FlightsFault | null>(null)
  const busy = signal(false)
  const screen = flightOnScreen({
    now,
    sleep,
    onFault: (error) => {
      fault.value = flightsFaultOf(error)
    },
  })
  const { shown, news } = screen
  const calls = async (): Promise<FlightCalls> => {
    const access = (await network?.accessOf(store, enrolment)) ?? null
    if (access === null) throw new Unreachable(network === null ? 'training' : 'this device has no key')
    return flightCalls(access)
  }
  const checking = { calls, screen, policy, store, context }

  /** One act at a time: a second press does nothing. */
  const act = async (work: () => Promise<FlightsFault | null>): Promise<void> => {
    if (busy.value) return
    busy.value = true
    fault.value = null
    try {
      const found = await work()
      if (found !== null) fault.value = found
    } catch (error) {
      fault.value = flightsFaultOf(error)
    } finally {
      busy.value = false
    }
  }
  const load = async (): Promise<null> => {
    try {
      kept.value = await (await calls()).list()
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      kept.value = null
    }
    return null
  }
  const leave = () => {
    screen.unwatch()
    shown.value = null
    news.value = []
    fault.value = null
  }
  return {
    kept,
    shown,
    news,
    fault,
    busy,
    check: (list, given) => act(() => checkList(list, given, checking)),
    send: () =>
      act(async () => {
        const flight = shown.value
        if (flight?.list == null) return null
        const plan = definedOf(flight.plan)
        // The server has a flight with an id already, under the plan of before.
        return flight.id === null ? checkList(flight.list, plan, checking) : recheckFlight(flight, plan, checking)
      }),
    load: () => act(load),
    open: (id) =>
      act(async () => {
        screen.unwatch()
        shown.value = shownOf(await (await calls()).open(id), now())
        screen.watch(calls)
        return null
      }),
    change: (asked) => act(async () => (shown.value === null ? null : recheckFlight(shown.value, asked, checking))),
    remove: () =>
      act(async () => {
        const id = shown.value?.id ?? null
        if (id !== null) await (await calls()).remove(id)
        leave()
        return load()
      }),
    leave,
  }
}

function shownOf({ flight, answers }: KeptFlight, now: EpochSeconds): ShownFlight {
  const { revision, ...plan } = flight
  const fresh = withHead(beginShown(plan, null, now), flight)
  return withAnswers({ ...fresh, revision, progress: null }, answers)
}

function definedOf({ departure, ...plan }: FlightPlan): GivenFlight {
  return departure === null ? plan : { ...plan, departure }
}
