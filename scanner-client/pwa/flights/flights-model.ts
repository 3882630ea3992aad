/** A carrier's flights in the page: lists checked by the server, or by this device where it cannot be reached; and watched. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type FlightFault, type FlightPlan, type GivenFlight, readFlight } from '#evisa/flight.ts'
import type { Policy } from '#evisa/policy.ts'
import { AccessEnded, Rejected, Unreachable } from '../../offline/authority-client.ts'
import type { ScannerLine } from '../../offline/scanner-line.ts'
import type { Enrolment, ScannerStore } from '../../offline/scanner-store.ts'
import type { SyncContext } from '../../offline/sync.ts'
import { decideHere, type ToDecide } from './decide-here.ts'
import { type FlightCalls, type FlightChange, flightCalls } from './flight-calls.ts'
import type { FlightHead, ReceiptedAnswer } from './flight-documents.ts'
import { flightOnScreen } from './flight-on-screen.ts'
import type { ReadList } from './read-list.ts'
import { beginShown, type ShownFlight, withAnswers, withHead } from './shown-flight.ts'

export type FlightsFault =
  | { readonly code: 'plan'; readonly faults: readonly FlightFault[] }
  | { readonly code: 'list' | 'rejected' | 'access-ended' | 'bug'; readonly detail: string }
  | { readonly code: 'needs-network' | 'no-data' | 'not-rechecked' | 'gone' }

export interface FlightsModel {
  /** The carrier's flights, as the server keeps them; null while they are not known. */
  readonly kept: ReadonlySignal<readonly FlightHead[] | null>
  readonly shown: ReadonlySignal<ShownFlight | null>
  /** What changed while the flight was watched, the last time something did. */
  readonly news: ReadonlySignal<readonly ReceiptedAnswer[]>
  readonly fault: Signal<FlightsFault | null>
  readonly busy: ReadonlySignal<boolean>
  /** Checks a list; where the server is not reached this device does. */
  check(list: ReadList, given: GivenFlight): Promise<void>
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

  const act = async (work: () => Promise<void>): Promise<void> => {
    if (busy.value) return
    busy.value = true
    fault.value = null
    try {
      await work()
    } catch (error) {
      fault.value = faultOf(error)
    } finally {
      busy.value = false
    }
  }
  const calls = async (): Promise<FlightCalls> => {
    const access = (await network?.accessOf(store, enrolment)) ?? null
    if (access === null) throw new Unreachable(network === null ? 'training' : 'this device has no key')
    return flightCalls(access)
  }
  const screen = flightOnScreen({
    now,
    sleep,
    onFault: (error) => {
      fault.value = faultOf(error)
    },
  })
  const { shown, news, unwatch, collect } = screen
  const watch = () => screen.watch(calls)
  const decide = (what: ToDecide) => decideHere(what, screen, { store, context })

  const check = async (list: ReadList, given: GivenFlight): Promise<void> => {
    const plan = readFlight({ ...list.flight, ...given }, policy.value, now())
    // Without any data the server may still know the place.
    const faults = plan.ok ? [] : plan.error.filter(({ rule }) => !(rule === 'known' && policy.value === null))
    if (faults.length > 0) {
      fault.value = { code: 'plan', faults }
      return
    }
    unwatch()
    shown.value = plan.ok ? beginShown(plan.value, list, now()) : null
    try {
      const tell = collect()
      await (await calls()).check({ csv: list.csv, key: keyOf(list, plan.ok ? plan.value : given), given }, (line) => {
        if (line.kind === 'flight' && shown.value === null) shown.value = beginShown(line.head, list, now())
        tell(line)
      })
      watch()
    } catch (error) {
      if (!(error instanceof Unreachable)) {
        shown.value = null
        throw error
      }
      if (!plan.ok) {
        shown.value = null
        fault.value = { code: 'no-data' }
      } else {
        // What the server told before the line broke stands there.
        await decide({ list, plan: plan.value, because: error.message, id: null })
      }
    }
  }

  const change = async (flight: ShownFlight, asked: FlightChange): Promise<void> => {
    const plan = readFlight({ ...flight.plan, ...asked }, policy.value, now())
    if (!plan.ok) {
      fault.value = { code: 'plan', faults: plan.error }
      return
    }
    try {
      if (flight.id === null) throw new Unreachable(flight.alone?.because ?? 'the server cannot be reached')
      unwatch()
      const { checkpoint, arrival, departure } = plan.value
      const asked = { checkpoint, arrival, ...(departure !== null && { departure }) }
      await (await calls()).recheck(flight.id, asked, collect())
      watch()
    } catch (error) {
      if (!(error instanceof Unreachable)) {
        watch()
        throw error
      }
      if (flight.list !== null)
        await decide({ list: flight.list, plan: plan.value, because: error.message, id: flight.id })
      else {
        // What stands there is still the answer for the old plan.
        shown.value = flight
        watch()
        fault.value = { code: 'not-rechecked' }
      }
    }
  }

  const load = async (): Promise<void> => {
    try {
      kept.value = await (await calls()).list()
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      kept.value = null
    }
  }
  const leave = () => {
    unwatch()
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
    check: (list, given) => act(() => check(list, given)),
    send: () =>
      act(async () => {
        const flight = shown.value
        if (flight?.list == null) return
        // The server has this flight already, under the plan of before.
        if (flight.id !== null) await change(flight, definedOf(flight.plan))
        else await check(flight.list, definedOf(flight.plan))
      }),
    load: () => act(load),
    open: (id) =>
      act(async () => {
        unwatch()
        const { flight, answers } = await (await calls()).open(id)
        const { revision, ...plan } = flight
        const fresh = withHead(beginShown(plan, null, now()), flight)
        shown.value = withAnswers({ ...fresh, revision, progress: null }, answers)
        watch()
      }),
    change: (asked) =>
      act(async () => {
        if (shown.value !== null) await change(shown.value, asked)
      }),
    remove: () =>
      act(async () => {
        const id = shown.value?.id ?? null
        if (id !== null) await (await calls()).remove(id)
        leave()
        await load()
      }),
    leave,
  }
}

/** The same list for another landing is another check. */
function keyOf({ key }: ReadList, { checkpoint = '', arrival = '' }: GivenFlight): string {
  return `${key}.${checkpoint}.${arrival}`.replaceAll(/[^!-~]/g, '').slice(0, 80)
}

function definedOf({ departure, ...plan }: FlightPlan): GivenFlight {
  return departure === null ? plan : { ...plan, departure }
}

function faultOf(error: unknown): FlightsFault {
  if (error instanceof AccessEnded) return { code: 'access-ended', detail: error.message }
  if (error instanceof Rejected)
    return error.status === 404 ? { code: 'gone' } : { code: 'rejected', detail: error.message }
  if (error instanceof Unreachable) return { code: 'needs-network' }
  return { code: 'bug', detail: error instanceof Error ? error.message : String(error) }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end, { once: true })
  })
}
