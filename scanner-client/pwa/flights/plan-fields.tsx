/** Which flight it is and where and when it first lands in Kazakhstan, as a person gives it. */
import type { Signal } from '@preact/signals'
import type { GivenFlight } from '#evisa/flight.ts'
import { wallClock } from '../browser-platform.ts'
import { say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { checkpointsOf } from '../scanning/shift.ts'

export type PlanField = keyof GivenFlight

interface PlanFieldsProps {
  readonly scanner: ScannerModel
  readonly plan: Signal<GivenFlight>
  /** Those that are asked for; the others are known already. */
  readonly fields: readonly PlanField[]
}

export function PlanFields({ scanner, plan, fields }: PlanFieldsProps) {
  const change = (changed: GivenFlight) => {
    plan.value = { ...plan.value, ...changed }
  }
  const places = checkpointsOf(scanner.policy.value, wallClock(), 'carrier')
  const time = (field: 'arrival' | 'departure', label: string) => (
    <label>
      {label}
      <input
        type="datetime-local"
        value={plan.value[field]?.slice(0, 16) ?? ''}
        onInput={({ currentTarget }) => change({ [field]: currentTarget.value.slice(0, 16) })}
      />
    </label>
  )
  return (
    <>
      {fields.includes('flight') && (
        <label>
          {say('shift/flight')}
          <input
            value={plan.value.flight ?? ''}
            maxLength={10}
            autocapitalize="characters"
            placeholder="KC104"
            onInput={({ currentTarget }) => change({ flight: currentTarget.value })}
          />
        </label>
      )}
      {fields.includes('checkpoint') && (
        <label for="flight-airport">
          {say('shift/airport')}
          {places.length > 0 ? (
            <select
              id="flight-airport"
              value={plan.value.checkpoint ?? ''}
              onChange={({ currentTarget }) => change({ checkpoint: currentTarget.value })}
            >
              <option value="">{say('shift/choose')}</option>
              {places.map(({ id, name, international }) => (
                <option key={id} value={id}>
                  {`${id} · ${name}${international ? '' : ` (${say('shift/no-evisa')})`}`}
                </option>
              ))}
            </select>
          ) : (
            <input
              id="flight-airport"
              value={plan.value.checkpoint ?? ''}
              maxLength={40}
              onInput={({ currentTarget }) => change({ checkpoint: currentTarget.value.trim() })}
            />
          )}
        </label>
      )}
      {fields.includes('arrival') && time('arrival', say('shift/arrival'))}
      {fields.includes('departure') && time('departure', say('flights/departure'))}
    </>
  )
}
