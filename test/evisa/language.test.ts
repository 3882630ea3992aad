import t from 'tap'
import { Compile } from 'typebox/schema'
import {
  directionOf,
  documentLanguage,
  LANGUAGES,
  LanguageText,
  LocalizedText,
  preferredLanguage,
  preferredTravellerLanguage,
  TRAVELLER_LANGUAGE_NAMES,
  TRAVELLER_LANGUAGES,
  TravellerLanguageText,
} from '#evisa/language.ts'

t.test('each language goes by the code that browsers ask for, and no two have one name', async (t) => {
  for (const language of TRAVELLER_LANGUAGES) t.same(Intl.getCanonicalLocales(language), [language])
  t.equal(new Set(Object.values(TRAVELLER_LANGUAGE_NAMES)).size, TRAVELLER_LANGUAGES.length)
})

t.test('a traveller reads those of the scanners, and two more', async (t) => {
  t.same(TRAVELLER_LANGUAGES, [...LANGUAGES, 'fr', 'ar'])
  for (const language of LANGUAGES) t.equal(documentLanguage(language), language)
  t.same([documentLanguage('fr'), documentLanguage('ar')], ['en', 'en'])
})

t.test('a language is written from the right where Unicode says so', async (t) => {
  for (const language of TRAVELLER_LANGUAGES)
    t.equal(directionOf(language), new Intl.Locale(language).getTextInfo().direction, language)
})

t.test('a language is one of them, and a text is in all of them and in no other', async (t) => {
  const one = Compile(LanguageText())
  for (const language of LANGUAGES) t.ok(one.Check(language))
  for (const wrong of ['de', 'EN', '', null]) t.notOk(one.Check(wrong), String(wrong))
  for (const traveller of ['fr', 'ar']) t.notOk(one.Check(traveller), traveller)
  const travellers = Compile(TravellerLanguageText())
  for (const language of TRAVELLER_LANGUAGES) t.ok(travellers.Check(language), language)
  for (const wrong of ['de', 'AR', '', null]) t.notOk(travellers.Check(wrong), String(wrong))
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
  t.equal(preferredLanguage(['ar-EG', 'fr-FR', 'ru']), 'ru')
})

t.test('a traveller is offered more', async (t) => {
  t.equal(preferredTravellerLanguage(['de-DE', 'ar-EG', 'ru']), 'ar')
  t.equal(preferredTravellerLanguage(['fr-CA']), 'fr')
  t.equal(preferredTravellerLanguage(['zh', 'constructor']), 'en')
})
