/** The lock: nobody is known to stand here. What was begun waits behind it, and is shown to nobody. */
import { useSignal } from '@preact/signals'
import { say } from '../language.ts'
import type { LockedBecause } from '../scanning/booth.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { TextField } from './text-field.tsx'

export function LockScreen({ scanner, because }: { readonly scanner: ScannerModel; readonly because: LockedBecause }) {
  const { booth, fault, shift, now } = scanner
  const typed = useSignal('')
  const busy = scanner.busy.value
  const keys = booth.keys.value
  const { operator = '', proof } = shift.value ?? {}
  const isOver = proof !== undefined && now() > proof.until
  const hasKeys = keys === 'proven' || keys === 'stale'
  return (
    <main class="form lock">
      <h1>{say('lock/title')}</h1>
      <p>{say(`lock/${because}`, { badge: operator })}</p>
      <p class="note">{say(`keys/${keys}`)}</p>
      {fault.value !== null && (
        <p class="fault" role="alert">
          {say(fault.value.code)}
        </p>
      )}
      {hasKeys && (
        <div class="row">
          <button type="button" class="main" disabled={busy} onClick={() => void booth.unlock()}>
            {say(busy ? 'keys/touch' : 'lock/by-key')}
          </button>
          {proof !== undefined && !isOver && (
            <button type="button" disabled={busy} onClick={() => void booth.pass()}>
              {say('lock/pass', { badge: operator })}
            </button>
          )}
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const badge = typed.value.trim()
          if (badge !== '') booth.unlockByBadge(badge)
        }}
      >
        <TextField label={say('shift/operator')} value={typed} required maxLength={40} autocomplete="off" />
        <button type="submit" disabled={busy}>
          {say('lock/by-badge')}
        </button>
      </form>
    </main>
  )
}
