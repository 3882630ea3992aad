/** The languages, each by its own name. */
import { LANGUAGE_NAMES, LANGUAGES } from '#evisa/language.ts'
import { language, say } from '../language.ts'
import { preferences } from '../scanning/preferences.ts'

export function LanguagePicker() {
  return (
    <fieldset class="languages">
      <legend class="unseen">{say('settings/language')}</legend>
      {LANGUAGES.map((one) => (
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
