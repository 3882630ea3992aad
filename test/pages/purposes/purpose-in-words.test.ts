import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { purposeInWords } from '../../../pages/purposes/purpose-in-words.ts'
import * as texts from '../../../pages/purposes/strings/texts.ts'
import type { Words } from '../../../pages/words.ts'

const WORDS: Words<typeof texts.en> = texts

t.test('every purpose of the terms has words in every language', async (t) => {
  for (const { purpose } of defaultTerms().purposes) {
    for (const language of TRAVELLER_LANGUAGES) t.ok(Object.hasOwn(WORDS[language], purpose), `${purpose} ${language}`)
  }
  t.equal(purposeInWords('medical-treatment', 'fr'), 'soins médicaux')
})

t.test('a purpose that has no words yet is shown by its name', async (t) => {
  t.equal(purposeInWords('film-making', 'ar'), 'film making')
  t.equal(purposeInWords('constructor', 'en'), 'constructor')
})
