/** What went wrong with what was asked for, and what to do. */
import { say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { screen } from './app-state.ts'

export function FaultNote({ scanner }: { readonly scanner: ScannerModel }) {
  const fault = scanner.fault.value
  if (fault === null) return null
  return (
    <div class="fault" role="alert">
      <p>{say(fault.code)}</p>
      {fault.detail !== null && <p class="detail">{fault.detail}</p>}
      {(fault.code === 'fault/shift' || fault.code === 'fault/shift-over') && (
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
