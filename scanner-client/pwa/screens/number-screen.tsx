/** A torn or faded code: the number on the paper, typed; the server alone can answer for it. */
import { useSignal } from '@preact/signals'
import { say } from '../language.ts'
import { helpVisaNumber, type VisaNumberHelp } from '../reading/visa-number-typing.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { screen } from './app-state.ts'
import { FaultNote } from './fault-note.tsx'
import { TextField } from './text-field.tsx'

export function NumberScreen({ scanner }: { readonly scanner: ScannerModel }) {
  const number = useSignal('')
  const passport = useSignal('')
  const birth = useSignal('')
  const fault = useSignal<string | null>(null)
  const help = helpVisaNumber(number.value)
  return (
    <main class="form">
      <h1>{say('number/title')}</h1>
      <p>{say('number/explain')}</p>
      <FaultNote scanner={scanner} />
      {fault.value !== null && (
        <p class="fault" role="alert">
          {fault.value}
        </p>
      )}
      <form
        onSubmit={async (event) => {
          event.preventDefault()
          if (help.number === null) {
            fault.value = say('number/wrong')
            return
          }
          fault.value = null
          await scanner.takeNumber({
            visaNumber: help.number,
            passportNumber: passport.value.toUpperCase().replaceAll(/[\s-]/g, ''),
            birthDate: birth.value,
            mrz: null,
          })
          if (scanner.verdict.value !== null) screen.value = 'scan'
        }}
      >
        <TextField
          label={say('facts/number')}
          value={number}
          spell={(typed) => typed.toUpperCase()}
          class="code"
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          placeholder="K7Q2-M4XN-9TBD"
          aria-describedby="number-state"
          onBlur={() => {
            number.value = help.shown
          }}
        />
        <NumberState help={help} />
        <TextField
          label={say('field/passport-number')}
          value={passport}
          class="code"
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={20}
        />
        <label>
          {say('field/birth-date')}
          <input
            type="date"
            required
            aria-describedby="birth-part"
            value={birth.value}
            onInput={({ currentTarget }) => {
              birth.value = currentTarget.value
            }}
          />
        </label>
        <p id="birth-part" class="state">
          {say('number/birth-part')}
        </p>
        <button type="submit" class="main" disabled={scanner.busy.value}>
          {say('number/ask')}
        </button>
      </form>
    </main>
  )
}

function NumberState({ help: { number, missing, impossible, suggestions } }: { readonly help: VisaNumberHelp }) {
  return (
    <p id="number-state" class={number === null ? 'state' : 'state good'} role="status">
      {number !== null
        ? say('number/right')
        : missing === 0
          ? say('number/wrong')
          : say('number/typed', { n: 12 - missing })}
      {impossible.length > 0 && ` ${say('number/impossible')}`}
      {suggestions.map((suggestion) => ` ${say('passport/maybe', { suggestion })}`)}
    </p>
  )
}
