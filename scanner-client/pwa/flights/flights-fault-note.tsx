/** What kept a flight from being checked, and what to do. */
import { say } from '../language.ts'
import type { FlightsFault } from './flights-fault.ts'

export function FlightsFaultNote({ fault }: { readonly fault: FlightsFault | null }) {
  if (fault === null) return null
  return (
    <div class="fault" role="alert">
      {fault.code === 'plan' ? (
        fault.faults.map(({ field, rule, message }) => (
          <p key={`${field} ${rule}`}>
            {say(`flight-fault/${field}`)} {ruleText(rule, message)}
          </p>
        ))
      ) : (
        <p>{say(`flights-fault/${fault.code}`)}</p>
      )}
      {'detail' in fault && <p class="detail">{fault.detail}</p>}
    </div>
  )
}

/** Rules that are newer than these texts are told as the core tells them. */
function ruleText(rule: string, message: string): string {
  const known = (['format', 'past', 'order', 'length', 'opens', 'known'] as const).find((one) => one === rule)
  return known === undefined ? message : say(`flight-rule/${known}`)
}
