import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { KNOWN_STATES } from '#evisa/policy/known-states.ts'
import { stateInWords, statesIn } from '../../pages/states.ts'

t.test('every state has a name in every language', async (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    const list = statesIn(language)
    t.equal(list.length, KNOWN_STATES.length)
    for (const { value, text } of list) t.notMatch(text, /^[A-Z]{2,3}$/, `${language} ${value}`)
  }
})

t.test('they stand in the order of the language, and what is no state comes last', async (t) => {
  const places = (language: 'en' | 'ru', ...codes: string[]) =>
    codes.map((code) => statesIn(language).findIndex(({ value }) => value === code))
  const [germany = 0, austria = 0, un = 0, zimbabwe = 0] = places('en', 'DEU', 'AUT', 'UNO', 'ZWE')
  t.ok(austria < germany && germany < zimbabwe && zimbabwe < un)
  const [avstria = 0, germania = 0] = places('ru', 'AUT', 'DEU')
  t.ok(avstria < germania)
})

t.test('one is named by its code', async (t) => {
  t.equal(stateInWords('DEU', 'fr'), 'Allemagne')
  t.equal(stateInWords('LKA', 'ru'), 'Шри-Ланка')
  t.equal(stateInWords('RKS', 'en'), 'Kosovo')
  t.equal(stateInWords('XXA', 'en'), 'Stateless person')
  t.equal(stateInWords('ZZZ', 'en'), 'ZZZ')
})
