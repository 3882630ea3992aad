/** The shift: where this is, which flight, who stands here; set once, and changed when the flight is late or diverted. */
import { useSignal } from '@preact/signals'
import { wallClock } from '../browser-platform.ts'
import { say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import {
  arrivalInstant,
  beginShift,
  checkpointsOf,
  flightOf,
  localTime,
  type ShiftSettings,
} from '../scanning/shift.ts'
import { proposedShift, screen } from './app-state.ts'

export function ShiftScreen({ scanner }: { readonly scanner: ScannerModel }) {
  const { role, checkpoint: enrolledAt } = scanner.enrolment
  const isCarrier = role === 'carrier'
  const current = scanner.shift.value
  const settings = useSignal<ShiftSettings>({
    checkpoint: current?.checkpoint ?? enrolledAt ?? '',
    flight: current?.flight ?? '',
    arrival: current?.arrival || localTime(wallClock() + 5 * 3600).replace(/\d\d$/, '00'),
    operator: current?.operator ?? '',
    ...proposedShift.value,
  })
  const fault = useSignal<string | null>(null)
  const change = (changed: Partial<ShiftSettings>) => {
    settings.value = { ...settings.value, ...changed }
  }
  const save = (asNew: boolean) => {
    const { checkpoint, flight, arrival, operator } = settings.value
    const named = flight.trim() === '' ? '' : flightOf(flight)
    if (checkpoint === '') fault.value = say('shift/needs-checkpoint')
    else if (named === null || (isCarrier && named === '')) fault.value = say('shift/needs-flight')
    else if (isCarrier && arrivalInstant(arrival) === null) fault.value = say('shift/needs-arrival')
    else {
      const kept = { checkpoint, flight: named, arrival: isCarrier ? arrival : '', operator: operator.trim() }
      scanner.shift.value = asNew || current === null ? beginShift(kept, wallClock()) : { ...current, ...kept }
      scanner.next()
      screen.value = 'scan'
    }
  }
  const places = checkpointsOf(scanner.policy.value, wallClock(), role)
  return (
    <main class="form">
      <h1>{say('shift/title')}</h1>
      <p>{say(isCarrier ? 'shift/explain-carrier' : 'shift/explain-border')}</p>
      {fault.value !== null && (
        <p class="fault" role="alert">
          {fault.value}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save(false)
        }}
      >
        <label for="checkpoint">
          {say(isCarrier ? 'shift/airport' : 'shift/checkpoint')}
          {places.length > 0 ? (
            <select
              id="checkpoint"
              value={settings.value.checkpoint}
              onChange={({ currentTarget }) => change({ checkpoint: currentTarget.value })}
            >
              <option value="">{say('shift/choose')}</option>
              {places.map(({ id, name, kind, international }) => (
                <option key={id} value={id}>
                  {`${id} · ${name}${kind === 'air' && international ? '' : ` (${say('shift/no-evisa')})`}`}
                </option>
              ))}
            </select>
          ) : (
            <input
              id="checkpoint"
              value={settings.value.checkpoint}
              maxLength={40}
              onInput={({ currentTarget }) => change({ checkpoint: currentTarget.value.trim() })}
            />
          )}
        </label>
        <label>
          {say(isCarrier ? 'shift/flight' : 'shift/flight-optional')}
          <input
            value={settings.value.flight}
            maxLength={10}
            autocapitalize="characters"
            placeholder="KC104"
            onInput={({ currentTarget }) => change({ flight: currentTarget.value })}
          />
        </label>
        {isCarrier && (
          <label>
            {say('shift/arrival')}
            <input
              type="datetime-local"
              value={settings.value.arrival}
              onInput={({ currentTarget }) => change({ arrival: currentTarget.value.slice(0, 16) })}
            />
          </label>
        )}
        <label>
          {say('shift/operator')}
          <input
            value={settings.value.operator}
            maxLength={40}
            autocomplete="off"
            onInput={({ currentTarget }) => change({ operator: currentTarget.value })}
          />
        </label>
        <div class="row">
          <button type="submit" class="main">
            {say(current === null ? 'shift/begin' : 'shift/save')}
          </button>
          {current !== null && (
            <button type="button" onClick={() => save(true)}>
              {say('shift/begin-new')}
            </button>
          )}
        </div>
      </form>
    </main>
  )
}
