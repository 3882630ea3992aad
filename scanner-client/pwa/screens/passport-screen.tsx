/** The passport's two lines, typed, with the check digits looked at on the way. */
import { useSignal } from '@preact/signals'
import type { CheckedField } from '#evisa/mrz.ts'
import { helpTyping, LINE_LENGTH, lineTyped } from '#evisa/mrz-typing.ts'
import { NO_LINES } from '#evisa/situation.ts'
import { type Message, say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { screen } from './app-state.ts'

const FIELDS: Readonly<Record<CheckedField, Message>> = {
  number: 'field/passport-number',
  'birth-date': 'field/birth-date',
  expires: 'field/expires',
  composite: 'passport/composite',
}

export function PassportScreen({ scanner }: { readonly scanner: ScannerModel }) {
  const typed = useSignal<readonly [string, string]>(['', ''])
  const help = helpTyping(...typed.value)
  return (
    <main class="form">
      <h1>{say('passport/title')}</h1>
      <p>{say('passport/explain')}</p>
      <form
        onSubmit={async (event) => {
          event.preventDefault()
          // It is taken with a wrong check digit too: the answer then says to read it again.
          await scanner.takeMrz(help.mrz ?? help.lines.map(({ text }) => text).join('\n'))
          screen.value = 'scan'
        }}
      >
        {help.lines.map(({ text, missing }, at) => (
          <label key={at === 0 ? 'first' : 'second'}>
            {say('passport/line', { n: at + 1 })}
            <input
              class="code mrz"
              required
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              maxLength={LINE_LENGTH}
              value={text}
              onInput={({ currentTarget }) => {
                const line = lineTyped(currentTarget.value)
                currentTarget.value = line
                typed.value = at === 0 ? [line, typed.value[1]] : [typed.value[0], line]
              }}
            />
            {missing > 0 && text !== '' && <span class="state">{say('passport/left', { n: missing })}</span>}
          </label>
        ))}
        <div role="status">
          {help.wrong.length > 0 && (
            <p class="fault">
              {say('passport/check-wrong', { field: help.wrong.map((field) => say(FIELDS[field])).join(', ') })}
            </p>
          )}
          {help.suggestions.map((suggestion) => (
            <p key={suggestion} class="mrz">
              {say('passport/maybe', { suggestion })}
            </p>
          ))}
          {help.mrz !== null && <p class="state good">{say('passport/right')}</p>}
        </div>
        <button type="submit" class="main" disabled={help.lines.some(({ missing }) => missing > 0)}>
          {say('passport/use')}
        </button>
        <button
          type="button"
          onClick={async () => {
            await scanner.takeMrz(NO_LINES)
            screen.value = 'scan'
          }}
        >
          {say('passport/no-lines')}
        </button>
      </form>
    </main>
  )
}
