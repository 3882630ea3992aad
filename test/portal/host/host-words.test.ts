import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { hostWords } from '../../../portal/host/host-words.ts'

t.test('each language has words of its own', async (t) => {
  const titles = TRAVELLER_LANGUAGES.map((language) => hostWords(language).open.title)
  t.equal(new Set(titles).size, TRAVELLER_LANGUAGES.length)
})
