import t from 'tap'
import { LANGUAGES } from '#evisa/language.ts'
import { surroundings } from '../../../desk/console/surroundings.ts'
import type { Visit } from '../../../pages/visit.ts'

const visit = (language: string, session: object | null = null) => ({ language, session }) as Visit

t.test('who is not signed in is led to a key, who is to the work; where one is stands out', async (t) => {
  const hrefs = (session: object | null) =>
    surroundings(visit('en', session), '/en/').navigation.map(({ href }) => href)
  t.same(hrefs(null), ['/en/sign-in', '/en/register'])
  t.same(hrefs({}), ['/en/', '/en/people', '/en/me'])
  const current = (path: string) =>
    surroundings(visit('en', {}), path).navigation.flatMap(({ href, current }) => (current ? [href] : []))
  t.same(current('/en/'), ['/en/'])
  t.same(current('/en/people/x'), ['/en/people'])
  t.same(current('/en/peoplex'), [])
  t.same(current('/en/cases/K7Q2M4XN9TBD'), ['/en/cases'], 'to whoever is at a case')
  t.same(current('/en/devices/airlines'), ['/en/devices'])
  t.same(current('/en/conflicts/x'), ['/en/conflicts'], 'it stands there for whoever is on it')
  for (const language of LANGUAGES) t.ok(surroundings(visit(language), '/').service, language)
})
