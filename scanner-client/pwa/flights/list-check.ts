/** A list checked by the server, or by this device where it is not reached; and checked anew when the flight lands otherwise. */
import type { ReadonlySignal } from '@preact/signals'
import { type FlightPlan, type GivenFlight, readFlight } from '#evisa/flight.ts'
import type { Policy } from '#evisa/policy.ts'
import { Unreachable } from '../../offline/http-call.ts'
import type { ScannerStore } from '../../offline/scanner-store.ts'
import type { SyncContext } from '../../offline/sync.ts'
import { decideHere } from './decide-here.ts'
import type { FlightCalls, FlightChange } from './flight-calls.ts'
import type { FlightOnScreen } from './flight-on-screen.ts'
import type { FlightsFault } from './flights-fault.ts'
import type { GivenList } from './given-list.ts'
import { beginShown, type ShownFlight } from './shown-flight.ts'

export interface ListChecking {
  /** Throws `Unreachable` where there is nobody to call. */
  readonly calls: () => Promise<FlightCalls>
  readonly screen: FlightOnScreen
  readonly policy: ReadonlySignal<Policy | null>
  readonly store: ScannerStore
  readonly context: SyncContext
}

/** Checks a list and watches the flight. Returns what is wrong with the plan; throws `Rejected` and `AccessEnded`. */
export async function checkList(
  list: GivenList,
  given: GivenFlight,
  { calls, screen, policy, store, context }: ListChecking,
): Promise<FlightsFault | null> {
  const { shown } = screen
  const { now } = context
  const plan = readFlight({ ...list.flight, ...given }, policy.value, now())
  // Without any data the server may still know the place.
  const faults = plan.ok ? [] : plan.error.filter(({ rule }) => !(rule === 'known' && policy.value === null))
  if (faults.length > 0) return { code: 'plan', faults }
  screen.unwatch()
  shown.value = plan.ok ? beginShown(plan.value, list, now()) : null
  try {
    const tell = screen.collect()
    const sent = { csv: list.csv, key: keyOf(list, plan.ok ? plan.value : given), given }
    await (await calls()).check(sent, (line) => {
      if (line.kind === 'flight' && shown.value === null) shown.value = beginShown(line.head, list, now())
      tell(line)
    })
    screen.watch(calls)
    return null
  } catch (error) {
    if (error instanceof Unreachable && plan.ok) {
      // What the server told before the line broke stands there.
      await decideHere({ list, plan: plan.value, because: error.message, id: null }, screen, { store, context })
      return null
    }
    shown.value = null
    if (error instanceof Unreachable) return { code: 'no-data' }
    throw error
  }
}

/** Checks the flight that is shown for another landing. Returns and throws as `checkList` does. */
export async function recheckFlight(
  flight: ShownFlight,
  asked: FlightChange,
  { calls, screen, policy, store, context }: ListChecking,
): Promise<FlightsFault | null> {
  const plan = readFlight({ ...flight.plan, ...asked }, policy.value, context.now())
  if (!plan.ok) return { code: 'plan', faults: plan.error }
  const { id, list } = flight
  try {
    if (id === null) throw new Unreachable(flight.alone?.because ?? 'the server cannot be reached')
    screen.unwatch()
    await (await calls()).recheck(id, changeTo(plan.value), screen.collect())
    screen.watch(calls)
    return null
  } catch (error) {
    if (!(error instanceof Unreachable)) {
      screen.watch(calls)
      throw error
    }
    if (list === null) {
      // What stands there is still the answer for the old plan.
      screen.shown.value = flight
      screen.watch(calls)
      return { code: 'not-rechecked' }
    }
    await decideHere({ list, plan: plan.value, because: error.message, id }, screen, { store, context })
    return null
  }
}

/** The same list for another landing is another check. */
function keyOf({ key }: GivenList, { checkpoint = '', arrival = '' }: GivenFlight): string {
  return `${key}.${checkpoint}.${arrival}`.replaceAll(/[^!-~]/g, '').slice(0, 80)
}

function changeTo({ checkpoint, arrival, departure }: FlightPlan): FlightChange {
  return { checkpoint, arrival, ...(departure !== null && { departure }) }
}
