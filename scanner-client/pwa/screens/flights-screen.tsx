/** Flights: those that were checked, and a new list. */
import { useSignal } from '@preact/signals'
import { FlightSheet } from '../flights/flight-sheet.tsx'
import { FlightsFaultNote } from '../flights/flights-fault-note.tsx'
import { type FlightsModel, type FlightsModelOptions, openFlightsModel } from '../flights/flights-model.ts'
import { KeptFlights } from '../flights/kept-flights.tsx'
import { NewFlight } from '../flights/new-flight.tsx'
import { say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { FlightScreen } from './flight-screen.tsx'
import '../flights/flights.css'

// A flight stays open and watched while another screen is looked at, so its model outlives this one.
const models = new WeakMap<FlightsModelOptions, FlightsModel>()

function flightsModelOf(options: FlightsModelOptions): FlightsModel {
  const known = models.get(options) ?? openFlightsModel(options)
  models.set(options, known)
  return known
}

interface FlightsProps {
  readonly scanner: ScannerModel
  readonly options: FlightsModelOptions
}

export function FlightsScreen({ scanner, options }: FlightsProps) {
  const flights = flightsModelOf(options)
  const isSheet = useSignal(false)
  const shown = flights.shown.value
  if (shown !== null) return <FlightScreen scanner={scanner} flights={flights} shown={shown} />
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
      <NewFlight scanner={scanner} flights={flights} />
      <KeptFlights flights={flights} />
      <section class="by-hand">
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
