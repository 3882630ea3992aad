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
  const isWatched = !isCarrier && !isTraining
  const keys = scanner.booth.keys.value
  const hasKeys = isWatched && (keys === 'proven' || keys === 'stale')
  const busy = scanner.busy.value
  const open = () => {
    proposedShift.value = {}
    scanner.next()
    screen.value = 'scan'
  }
  const save = async (asNew: boolean, byKey = false) => {
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
    if (byKey) {
      await scanner.booth.begin(settings)
      fault.value = scanner.fault.value === null ? null : say(scanner.fault.value.code)
      if (fault.value === null) open()
      return
    }
    // What a key proved is another shift's once the badge or the place is another one.
    const isOther =
      current?.proof !== undefined &&
      (current.operator !== settings.operator || current.checkpoint !== settings.checkpoint)
    scanner.shift.value =
      asNew || current === null || isOther ? beginShift(settings, now()) : { ...current, ...settings }
    open()
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
          void save(false)
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
        {isWatched && <p class="note">{say(`keys/${keys}`)}</p>}
        {hasKeys && (
          <button type="button" class="main" disabled={busy} onClick={() => void save(true, true)}>
            {say(busy ? 'keys/touch' : 'shift/begin-by-key')}
          </button>
        )}
        <TextField label={say('shift/operator')} value={operator} maxLength={40} autocomplete="off" />
        <div class="row">
          <button type="submit" class={hasKeys ? '' : 'main'}>
            {say(current !== null ? 'shift/save' : hasKeys ? 'lock/by-badge' : 'shift/begin')}
          </button>
          {current !== null && (
            <button type="button" onClick={() => void save(true)}>
              {say(hasKeys ? 'lock/by-badge' : 'shift/begin-new')}
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
