/** What went wrong with what was asked for, and what to do. */
import { say } from '../language.ts'
import type { Desk } from '../scanning/scanner-desk.ts'
import { screen } from './app-state.ts'

export function FaultNote({ desk }: { readonly desk: Desk }) {
  const fault = desk.fault.value
  if (fault === null) return null
  return (
    <div class="fault" role="alert">
      <p>{say(fault.code)}</p>
      {fault.detail !== null && <p class="detail">{fault.detail}</p>}
      {fault.code === 'fault/shift' && (
        <button
          type="button"
          onClick={() => {
            screen.value = 'shift'
          }}
        >
          {say('menu/shift')}
        </button>
      )}
    </div>
  )
}
