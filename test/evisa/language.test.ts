import t from 'tap'
import { Compile } from 'typebox/schema'
import { LANGUAGE_NAMES, LANGUAGES, LanguageText, LocalizedText, preferredLanguage } from '#evisa/language.ts'

t.test('each language goes by the code that browsers ask for, and no two have one name', async (t) => {
  for (const language of LANGUAGES) t.same(Intl.getCanonicalLocales(language), [language])
  t.equal(new Set(Object.values(LANGUAGE_NAMES)).size, LANGUAGES.length)
})

t.test('a language is one of them, and a text is in all of them and in no other', async (t) => {
  const one = Compile(LanguageText())
  for (const language of LANGUAGES) t.ok(one.Check(language))
  for (const wrong of ['de', 'EN', '', null]) t.notOk(one.Check(wrong), String(wrong))
  const text = Compile(LocalizedText('a text'))
  const whole = Object.fromEntries(LANGUAGES.map((language) => [language, 'x']))
  t.ok(text.Check(whole))
  t.notOk(text.Check({ ...whole, de: 'x' }))
  for (const language of LANGUAGES) t.notOk(text.Check({ ...whole, [language]: undefined }), language)
})

t.test('their schemas say what those of the API always said', async (t) => {
  const choice = LANGUAGES.map((language) => ({ type: 'string', const: language }))
  t.equal(JSON.stringify(LanguageText()), JSON.stringify({ anyOf: choice }))
  t.equal(JSON.stringify(LanguageText('why')), JSON.stringify({ anyOf: choice, description: 'why' }))
})

t.test('the first language that a browser asks for and that there is', async (t) => {
  t.equal(preferredLanguage(['de-DE', 'kk-KZ', 'ru']), 'kk')
  t.equal(preferredLanguage(['ru-RU']), 'ru')
  t.equal(preferredLanguage(['RU-ru']), 'ru')
  t.equal(preferredLanguage(['toString', 'de']), 'en')
  t.equal(preferredLanguage(['zh', 'constructor']), 'en')
  t.equal(preferredLanguage([]), 'en')
})
