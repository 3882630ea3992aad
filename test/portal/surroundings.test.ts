import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { Visit } from '../../pages/visit.ts'
import { surroundings } from '../../portal/surroundings.ts'

const visit = (language: string, session: object | null = null) => ({ language, session }) as Visit

t.test('who is not signed in is led to the open pages, who is to their own', (t) => {
  const hrefs = (session: object | null) =>
    surroundings(visit('en', session), '/en/').navigation.map(({ href }) => href)
  t.same(hrefs(null), ['/en/eligibility', '/en/fees', '/en/status', '/en/sign-in'])
  t.ok(hrefs({}).includes('/en/account'))
  t.notOk(hrefs({}).includes('/en/sign-in'))
  t.end()
})

t.test('where one is stands out, and no other place that begins alike', (t) => {
  const current = (path: string) =>
    surroundings(visit('en'), path).navigation.flatMap(({ href, current }) => (current ? [href] : []))
  t.same(current('/en/fees'), ['/en/fees'])
  t.same(current('/en/sign-in/code'), ['/en/sign-in'])
  for (const path of ['/en/', '/en/feesx', '/ru/fees']) t.same(current(path), [], path)
  t.end()
})

t.test('everything has its words in every language, and leads to a page in it', (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    const { office, service, home, navigation, footer } = surroundings(visit(language), `/${language}/`)
    for (const text of [office, service, ...[...navigation, ...footer].map(({ text }) => text)]) t.ok(text, language)
    for (const { href } of [...navigation, ...footer, { href: home }]) t.ok(href.startsWith(`/${language}/`), href)
  }
  t.end()
})
