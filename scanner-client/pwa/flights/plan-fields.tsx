/** Which flight it is and where and when it first lands in Kazakhstan, as a person gives it. */
import type { Signal } from '@preact/signals'
import type { GivenFlight } from '#evisa/flight.ts'
import { say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { PlaceField } from '../screens/place-field.tsx'

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
        <PlaceField
          id="flight-airport"
          label={say('shift/airport')}
          scanner={scanner}
          place={plan.value.checkpoint ?? ''}
          change={(checkpoint) => change({ checkpoint })}
        />
      )}
      {fields.includes('arrival') && time('arrival', say('shift/arrival'))}
      {fields.includes('departure') && time('departure', say('flights/departure'))}
    </>
  )
}
