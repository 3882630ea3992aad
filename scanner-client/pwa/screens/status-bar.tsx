/** The line on top of every screen: online or not, how old the data is, what was not handed in yet, where this is. */
import { SIGN_IN_FIRST } from '../../offline/http-call.ts'
import { say, sayAge } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { screen } from './app-state.ts'

export function StatusBar({ scanner, isTraining }: { readonly scanner: ScannerModel; readonly isTraining: boolean }) {
  const line = scanner.line.value
  const shift = scanner.shift.value
  const isKept = scanner.enrolment.role === 'border' && !isTraining
  const conflicts = scanner.overUsed.value.length
  const state = isTraining ? 'training' : line === null ? 'starting' : line.online ? 'online' : 'offline'
  return (
    <header class="status" data-state={state}>
      <p class="line" role="status">
        <span class="dot" aria-hidden="true" />
        {isTraining
          ? say('training/line')
          : line === null
            ? say('line/starting')
            : say(line.online ? 'line/online' : line.lastError === SIGN_IN_FIRST ? 'line/sign-in' : 'line/offline')}
        {line !== null && (
          <span class="age">
            {line.dataAge === null ? say('line/no-data') : say('line/data-age', { age: sayAge(line.dataAge) })}
          </span>
        )}
        {line?.isLedgerBehind === true && <span class="behind">{say('line/ledger-behind')}</span>}
        {isKept && line !== null && (
          <button
            type="button"
            class={line.unsent > 0 ? 'unsent some' : 'unsent'}
            onClick={() => (screen.value = 'records')}
          >
            {say('line/unsent', { n: line.unsent })}
          </button>
        )}
        {isKept && conflicts > 0 && (
          <button type="button" class="unsent some" onClick={() => (screen.value = 'records')}>
            {say('line/conflicts', { n: conflicts })}
          </button>
        )}
      </p>
      <button type="button" class="where" onClick={() => (screen.value = 'shift')}>
        {shift === null ? (
          say('shift/not-set')
        ) : (
          <>
            <b>{shift.checkpoint}</b> {shift.flight}
            {scanner.enrolment.role === 'carrier' && shift.arrival !== '' && (
              <span class="arrival"> {say('shift/lands', { at: shift.arrival.replace('T', ' ') })}</span>
            )}
            {shift.operator !== '' && <span class="badge"> · {shift.operator}</span>}
            {isKept && <span class="proof"> {say(shift.proof === undefined ? 'badge/unproven' : 'badge/proven')}</span>}
          </>
        )}
      </button>
    </header>
  )
}
