/** Where a shift stands or a flight lands: chosen from the places of the policy, or typed while no policy is here yet. */
import { wallClock } from '../browser-platform.ts'
import { say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { checkpointsOf } from '../scanning/shift.ts'

interface PlaceFieldProps {
  readonly id: string
  readonly label: string
  readonly scanner: ScannerModel
  readonly place: string
  readonly change: (place: string) => void
}

export function PlaceField({ id, label, scanner, place, change }: PlaceFieldProps) {
  const places = checkpointsOf(scanner.policy.value, wallClock(), scanner.enrolment.role)
  return (
    <label for={id}>
      {label}
      {places.length > 0 ? (
        <select id={id} value={place} onChange={({ currentTarget }) => change(currentTarget.value)}>
          <option value="">{say('shift/choose')}</option>
          {places.map(({ id, name, kind, international }) => (
            <option key={id} value={id}>
              {`${id} · ${name}${kind === 'air' && international ? '' : ` (${say('shift/no-evisa')})`}`}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          value={place}
          maxLength={40}
          onInput={({ currentTarget }) => change(currentTarget.value.trim())}
        />
      )}
    </label>
  )
}
