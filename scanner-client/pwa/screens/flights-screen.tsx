/** Flights: those that were checked, and a new list. */
import { useSignal } from '@preact/signals'
import { FlightSheet } from '../flights/flight-sheet.tsx'
import { type FlightsDesk, type FlightsDeskOptions, openFlightsDesk } from '../flights/flights-desk.ts'
import { FlightsFaultNote } from '../flights/flights-fault-note.tsx'
import { KeptFlights } from '../flights/kept-flights.tsx'
import { NewFlight } from '../flights/new-flight.tsx'
import { say } from '../language.ts'
import type { Desk } from '../scanning/scanner-desk.ts'
import { FlightScreen } from './flight-screen.tsx'
import '../flights/flights.css'

// A flight stays open, and watched, while another screen is looked at.
const desks = new WeakMap<FlightsDeskOptions, FlightsDesk>()

function flightsDeskOf(options: FlightsDeskOptions): FlightsDesk {
  const known = desks.get(options) ?? openFlightsDesk(options)
  desks.set(options, known)
  return known
}

interface FlightsProps {
  readonly desk: Desk
  readonly options: FlightsDeskOptions
}

export function FlightsScreen({ desk, options }: FlightsProps) {
  const flights = flightsDeskOf(options)
  const isSheet = useSignal(false)
  const shown = flights.shown.value
  if (shown !== null) return <FlightScreen desk={desk} flights={flights} shown={shown} />
  if (isSheet.value) {
    return (
      <FlightSheet
        shown={null}
        close={() => {
          isSheet.value = false
        }}
      />
    )
  }
  return (
    <main class="form flights">
      <h1>{say('menu/flights')}</h1>
      <FlightsFaultNote fault={flights.fault.value} />
      <NewFlight desk={desk} flights={flights} />
      <KeptFlights flights={flights} />
      <section>
        <h2>{say('sheet/title')}</h2>
        <p>{say('sheet/explain')}</p>
        <button
          type="button"
          onClick={() => {
            isSheet.value = true
          }}
        >
          {say('sheet/empty')}
        </button>
      </section>
    </main>
  )
}
