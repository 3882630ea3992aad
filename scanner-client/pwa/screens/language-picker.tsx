/** The languages, each by its own name. */
import type { Language } from '#evisa/decision.ts'
import { LANGUAGE_NAMES, language, say } from '../language.ts'
import { preferences } from '../scanning/preferences.ts'

export function LanguagePicker() {
  return (
    <fieldset class="languages">
      <legend class="unseen">{say('settings/language')}</legend>
      {(Object.keys(LANGUAGE_NAMES) as Language[]).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={language.value === one}
          onClick={() => {
            preferences.value = { ...preferences.value, language: one }
          }}
        >
          {LANGUAGE_NAMES[one]}
        </button>
      ))}
    </fieldset>
  )
}
