/** Says that the language that was chosen is not here, in the one that the page goes on in. */
import { LANGUAGE_NAMES } from '#evisa/language.ts'
import { language, missingLanguage, say, speak } from '../language.ts'

export function MissingLanguage() {
  const missing = missingLanguage.value
  if (missing === null) return null
  return (
    <div class="fault" role="alert">
      <p>
        {say('language/missing', { language: LANGUAGE_NAMES[missing], spoken: LANGUAGE_NAMES[language.value] })}{' '}
        <button type="button" onClick={() => void speak(missing)}>
          {say('language/again')}
        </button>
      </p>
    </div>
  )
}
