/** Where an officer stands with a verdict: choosing what to do, or saying why; and the way back. */
import type { Signal } from '@preact/signals'
import { say } from '../language.ts'

export type BorderStep = 'choose' | 'refuse' | 'override'

export function BackButton({ step }: { readonly step: Signal<BorderStep> }) {
  return (
    <button
      type="button"
      onClick={() => {
        step.value = 'choose'
      }}
    >
      {say('border/back')} <kbd>Esc</kbd>
    </button>
  )
}
