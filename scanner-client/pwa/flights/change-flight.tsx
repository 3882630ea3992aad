/** The flight is late or lands elsewhere: a new arrival or airport, and every passenger is checked again. */
import { useSignal } from '@preact/signals'
import type { GivenFlight } from '#evisa/flight.ts'
import { say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import type { FlightsModel } from './flights-model.ts'
import { PlanFields } from './plan-fields.tsx'
import type { ShownFlight } from './shown-flight.ts'

interface ChangeFlightProps {
  readonly scanner: ScannerModel
  readonly flights: FlightsModel
  readonly shown: ShownFlight
}

export function ChangeFlight({ scanner, flights, shown }: ChangeFlightProps) {
  const { checkpoint, arrival } = shown.plan
  const plan = useSignal<GivenFlight>({ checkpoint, arrival: arrival.slice(0, 16) })
  return (
    <details class="change-flight no-print">
      <summary>{say('flight/late')}</summary>
      <form
        onSubmit={async (event) => {
          event.preventDefault()
          await flights.change({ checkpoint: plan.value.checkpoint, arrival: plan.value.arrival })
        }}
      >
        <PlanFields scanner={scanner} plan={plan} fields={['checkpoint', 'arrival']} />
        <button type="submit" class="main" disabled={flights.busy.value}>
          {say('flight/recheck')}
        </button>
      </form>
    </details>
  )
}
