import t from 'tap'
import { categoryWord, DOCUMENT_LANGUAGES, word } from '../../../server/visa-document/document-words.ts'
import { POLICY } from './made-facts.ts'

t.test('names what is put in, and the meaning of each category of the policy', async (t) => {
  t.match(word('en', 'condition/stay', { days: 30 }), 'Stay: 30 days,')
  for (const category of POLICY.categories.keys())
    for (const language of DOCUMENT_LANGUAGES) t.not(categoryWord(language, category), '', `${category} ${language}`)
  t.equal(categoryWord('en', 'Z99'), '')
})
