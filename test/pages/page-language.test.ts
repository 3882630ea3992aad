import t from 'tap'
import { inEveryLanguage, languageAsked, languageOfPath } from '../../pages/page-language.ts'

t.test('an address names its language by its first part, and by the whole of it', (t) => {
  for (const [path, language] of [
    ['/kk/fees', 'kk'],
    ['/ar', 'ar'],
    ['/fr?x', 'fr'],
    ['/en/', 'en'],
  ] as const)
    t.equal(languageOfPath(path), language)
  for (const path of ['/', '', '/EN/', '/english/', '/de/', '//en/', 'en/', '/__proto__/', '/e%6e/', '/assets/x'])
    t.equal(languageOfPath(path), null, path)
  t.end()
})

t.test('of what a browser prefers the first that there is, by its weights', (t) => {
  const asked = {
    'kk-KZ,kk;q=0.9,ru;q=0.8': 'kk',
    'de-DE,ru;q=0.5,fr;q=0.7': 'fr',
    'ar;q=0.1, en;q=0.9': 'en',
    'ru;q=0,kk;q=x': 'kk',
    'zh-CN': 'en',
    '': 'en',
    '*': 'en',
    ';;;,,,=': 'en',
  }
  for (const [header, language] of Object.entries(asked)) t.equal(languageAsked(header), language, header)
  t.equal(languageAsked(`${'x,'.repeat(100_000)}ru`), 'en', 'only the beginning of a long one is read')
  t.equal(languageAsked(), 'en')
  t.end()
})

t.test('a page has its address in every language, with its query', (t) => {
  const hrefs = (path: string) =>
    Object.fromEntries(inEveryLanguage(path).map(({ language, href }) => [language, href]))
  t.match(hrefs('/en/fees?a=1'), { en: '/en/fees?a=1', ru: '/ru/fees?a=1', ar: '/ar/fees?a=1' })
  t.match(hrefs('/ar'), { fr: '/fr/' })
  t.match(hrefs('/nowhere'), { fr: '/fr/' })
  t.end()
})
