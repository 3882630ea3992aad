import { readFileSync } from 'node:fs'
import t from 'tap'
import { categoryWord, DOCUMENT_LANGUAGES, word } from '../../../server/visa-document/document-words.ts'
import { POLICY } from './made-facts.ts'

const stringsOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../../server/visa-document/strings/${language}.json`, import.meta.url), 'utf8'))

t.test('every language has every word, with the same things named in it', async (t) => {
  const english = stringsOf('en')
  const namedIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
  for (const language of DOCUMENT_LANGUAGES) {
    const strings = stringsOf(language)
    t.same(Object.keys(strings), Object.keys(english), language)
    for (const [name, text] of Object.entries(strings)) t.same(namedIn(text), namedIn(english[name] ?? ''), name)
  }
})

t.test('names what is put in, and the meaning of each category of the policy', async (t) => {
  t.match(word('en', 'condition/stay', { days: 30 }), 'Stay: 30 days,')
  for (const category of POLICY.categories.keys())
    for (const language of DOCUMENT_LANGUAGES) t.not(categoryWord(language, category), '', `${category} ${language}`)
  t.equal(categoryWord('en', 'Z99'), '')
})
