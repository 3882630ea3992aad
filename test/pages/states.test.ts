import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { KNOWN_STATES } from '#evisa/policy/known-states.ts'
import { stateInWords, statesIn } from '../../pages/states.ts'

t.test('a state has its name in every language', (t) => {
  const named = Object.fromEntries(TRAVELLER_LANGUAGES.map((language) => [language, stateInWords('LKA', language)]))
  t.match(named, { en: 'Sri Lanka', ru: 'Шри-Ланка', kk: 'Шри-Ланка', fr: 'Sri Lanka', ar: 'سريلانكا' })
  t.end()
})

t.test('all that a passport may name can be chosen, each by a name of its own', (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    const states = statesIn(language)
    t.same(states.map(({ value }) => value).toSorted(), [...KNOWN_STATES].toSorted(), language)
    t.equal(new Set(states.map(({ text }) => text)).size, states.length, language)
    t.ok(states.every(({ text }) => text.trim() !== ''))
    t.equal(statesIn(language), states, 'sorted once')
  }
  t.ok(
    statesIn('en').findIndex(({ value }) => value === 'AFG') < statesIn('en').findIndex(({ value }) => value === 'ZWE'),
  )
  t.end()
})
