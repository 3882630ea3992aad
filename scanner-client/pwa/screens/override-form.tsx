/** An entry against the rules, for which a second person answers: the ground, what was seen, and who they are. */
import { type Signal, useSignal } from '@preact/signals'
import { OVERRIDE_CODES, type OverrideCode } from '#evisa/crossing-event.ts'
import { mayOverride } from '#evisa/override.ts'
import type { Scan } from '../../offline/scanner.ts'
import { wallClock } from '../browser-platform.ts'
import { type Message, say } from '../language.ts'
import { BY_KEY, type ScannerModel } from '../scanning/scanner-model.ts'
import type { Verdict } from '../scanning/scanner-state.ts'
import { BackButton, type BorderStep } from './border-step.tsx'
import { TextField } from './text-field.tsx'

/** The grounds on which a second person may answer for this entry now. */
export function overrideCodes({ decision, said }: Scan): readonly OverrideCode[] {
  return OVERRIDE_CODES.filter((code) => mayOverride(decision, code, wallClock(), said).ok)
}

interface OverrideFormProps {
  readonly scanner: ScannerModel
  readonly verdict: Verdict
  readonly step: Signal<BorderStep>
}

export function OverrideForm({ scanner, verdict, step }: OverrideFormProps) {
  // None is proposed: what stands first would be what is recorded, whatever was done.
  const code = useSignal<OverrideCode | ''>('')
  const text = useSignal('')
  const supervisor = useSignal('')
  const operator = scanner.shift.value?.operator ?? ''
  const keys = scanner.booth.keys.value
  // Where keys prove people a name is not asked for: it would let nobody past a rule.
  const isByKey = keys === 'proven' || keys === 'unusable'
  const badge = supervisor.value.trim()
  const given = { text: text.value.trim(), supervisor: isByKey ? BY_KEY : badge }
  const isSame = !isByKey && badge !== '' && badge === operator
  const missing: readonly Message[] = [
    ...(code.value === '' ? (['override/code'] as const) : []),
    ...(given.text === '' ? (['override/text'] as const) : []),
    ...(!isByKey && badge === '' ? (['override/supervisor'] as const) : []),
  ]
  return (
    <form
      class="actions override"
      onSubmit={(event) => {
        event.preventDefault()
        if (operator === '' || isSame || code.value === '' || missing.length > 0) return
        void scanner.confirm({ code: code.value, ...given })
      }}
    >
      <h2>{say('override/title')}</h2>
      {operator === '' && <p class="fault">{say('override/needs-operator')}</p>}
      {isSame && (
        <p class="fault" role="alert">
          {say('void/same-person')}
        </p>
      )}
      <label>
        {say('override/code')}
        <select
          value={code.value}
          required
          onChange={({ currentTarget }) => {
            code.value = currentTarget.value as OverrideCode
          }}
        >
          <option value="" disabled>
            {say('override/choose')}
          </option>
          {overrideCodes(verdict.scan).map((one) => (
            <option key={one} value={one}>
              {say(`override/${one}`)}
            </option>
          ))}
        </select>
      </label>
      <TextField label={say('override/text')} value={text} required maxLength={200} />
      <p class="note">{say(isByKey ? 'override/by-key' : 'override/unproven')}</p>
      {!isByKey && (
        <TextField label={say('override/supervisor')} value={supervisor} required maxLength={40} autocomplete="off" />
      )}
      <div class="row">
        <button
          type="submit"
          class="main"
          disabled={scanner.busy.value || operator === '' || isSame || missing.length > 0}
        >
          {missing.length === 0
            ? say(isByKey && scanner.busy.value ? 'keys/touch' : isByKey ? 'override/do-by-key' : 'override/do')
            : say('override/missing', { what: missing.map((what) => say(what)).join(', ') })}
        </button>
        <BackButton step={step} />
      </div>
    </form>
  )
}
