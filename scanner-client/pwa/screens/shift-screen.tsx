/** The shift: where this is, which flight, who stands here; set once, and changed when the flight is late or diverted. */
import { useSignal } from '@preact/signals'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type Message, say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import {
  arrivalInstant,
  beginShift,
  flightOf,
  isLandingNear,
  isOver,
  localTime,
  type ShiftSettings,
} from '../scanning/shift.ts'
import { proposedShift, screen, stage } from './app-state.ts'
import { PlaceField } from './place-field.tsx'
import { TextField } from './text-field.tsx'

const TRAINING_FLIGHT_SECONDS = 5 * 3600

export function ShiftScreen({ scanner }: { readonly scanner: ScannerModel }) {
  const { role, checkpoint: enrolledAt } = scanner.enrolment
  const isCarrier = role === 'carrier'
  const { now } = scanner
  const kept = scanner.shift.value
  const current = kept !== null && isOver(kept, now()) ? null : kept
  const given = { ...current, ...proposedShift.value }
  const checkpoint = useSignal(given.checkpoint ?? kept?.checkpoint ?? enrolledAt ?? '')
  const flight = useSignal(given.flight ?? '')
  // At work nobody guesses the landing, which decides. Training has a day of its own, which nobody can know.
  const isTraining = stage.value.name === 'work' && stage.value.isTraining
  const arrival = useSignal(given.arrival ?? (isTraining ? localTime(now() + TRAINING_FLIGHT_SECONDS) : ''))
  const operator = useSignal(given.operator ?? kept?.operator ?? '')
  const fault = useSignal<string | null>(null)
  const save = (asNew: boolean) => {
    const typed = {
      checkpoint: checkpoint.value,
      flight: flight.value,
      arrival: arrival.value,
      operator: operator.value,
    }
    const settings = settingsOf(typed, isCarrier, now())
    if (typeof settings === 'string') {
      fault.value = say(settings)
      return
    }
    scanner.shift.value = asNew || current === null ? beginShift(settings, now()) : { ...current, ...settings }
    proposedShift.value = {}
    scanner.next()
    screen.value = 'scan'
  }
  return (
    <main class="form">
      <h1>{say('shift/title')}</h1>
      <p>{say(isCarrier ? 'shift/explain-carrier' : 'shift/explain-border')}</p>
      {kept !== null && current === null && <p class="note">{say('fault/shift-over')}</p>}
      {Object.values(proposedShift.value).includes('') && <p class="note">{say('shift/link-lacks')}</p>}
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
        <PlaceField
          id="checkpoint"
          label={say(isCarrier ? 'shift/airport' : 'shift/checkpoint')}
          scanner={scanner}
          place={checkpoint.value}
          change={(place) => {
            checkpoint.value = place
          }}
        />
        <TextField
          label={say(isCarrier ? 'shift/flight' : 'shift/flight-optional')}
          value={flight}
          maxLength={10}
          autocapitalize="characters"
          placeholder="KC104"
        />
        {isCarrier && (
          <label>
            {say('shift/arrival')}
            <input
              type="datetime-local"
              value={arrival.value}
              onInput={({ currentTarget }) => {
                // A browser may add the seconds.
                arrival.value = currentTarget.value.slice(0, 16)
              }}
            />
          </label>
        )}
        <TextField label={say('shift/operator')} value={operator} maxLength={40} autocomplete="off" />
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

/** The settings as they are kept, or the message that says what they lack. */
function settingsOf(typed: ShiftSettings, isCarrier: boolean, now: EpochSeconds): ShiftSettings | Message {
  const { checkpoint, operator } = typed
  const arrival = isCarrier ? typed.arrival : ''
  const flight = typed.flight.trim() === '' ? '' : flightOf(typed.flight)
  if (checkpoint === '') return 'shift/needs-checkpoint'
  if (flight === null || (isCarrier && flight === '')) return 'shift/needs-flight'
  if (isCarrier && arrivalInstant(arrival) === null) return 'shift/needs-arrival'
  if (!isLandingNear(arrival, now)) return 'shift/wrong-arrival'
  return { checkpoint, flight, arrival, operator: operator.trim() }
}
