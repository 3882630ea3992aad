/** The flights of this carrier that the server keeps, to be opened. */
import { useEffect } from 'preact/hooks'
import { formatInstant } from '#evisa/civil-date.ts'
import { say } from '../language.ts'
import type { FlightsModel } from './flights-model.ts'

export function KeptFlights({ flights }: { readonly flights: FlightsModel }) {
  useEffect(() => void flights.load(), [flights])
  const kept = flights.kept.value
  return (
    <section class="kept-flights">
      <h2>{say('flights/kept')}</h2>
      {kept === null && <p>{say('flights/not-known')}</p>}
      {kept?.length === 0 && <p>{say('flights/none')}</p>}
      <ul>
        {kept?.map(({ id, flight, checkpoint, arrival, checked_at, passengers, counts }) => (
          <li key={id}>
            <button type="button" disabled={flights.busy.value} onClick={() => void flights.open(id)}>
              {flight} · {checkpoint} · {arrival.slice(0, 16).replace('T', ' ')}
            </button>
            <span class="state">
              {' '}
              {say('flights/passengers', { n: passengers })} · {say('flights/refused', { n: counts.refuse })} ·{' '}
              {say('flights/referred', { n: counts.refer })}
              {checked_at !== null &&
                ` · ${say('flights/checked-at', { at: formatInstant(checked_at).slice(0, 16).replace('T', ' ') })}`}
            </span>
          </li>
        ))}
      </ul>
      <button type="button" disabled={flights.busy.value} onClick={() => void flights.load()}>
        {say('flights/look-again')}
      </button>
    </section>
  )
}
