import t from 'tap'
import { LANGUAGES } from '#evisa/language.ts'
import { surroundings } from '../../../desk/console/surroundings.ts'
import type { Visit } from '../../../pages/visit.ts'

const visit = (language: string, session: object | null = null) => ({ language, session }) as Visit

t.test('who is not signed in is led to a key, who is to the work; where one is stands out', async (t) => {
  const hrefs = (session: object | null) =>
    surroundings(visit('en', session), '/en/').navigation.map(({ href }) => href)
  t.same(hrefs(null), ['/en/sign-in', '/en/register'])
  t.same(hrefs({ roles: ['administrator'] }), ['/en/', '/en/people', '/en/me'])
  t.same(hrefs({ roles: ['case-officer'] }), ['/en/', '/en/search', '/en/cases', '/en/me'])
  t.same(
    hrefs({ roles: ['carrier-administrator'] }),
    ['/en/carrier', '/en/people', '/en/me'],
    'whose work are scanners',
  )
  const at = (path: string) => surroundings(visit('en', { roles: ['supervisor'] }), path)
  const current = (path: string) => at(path).navigation.flatMap(({ href, current }) => (current ? [href] : []))
  t.same(current('/en/'), ['/en/'])
  t.same(current('/en/people/x'), ['/en/people'])
  t.same(current('/en/peoplex'), [])
  t.same(current('/en/second-looks'), ['/en/cases'], 'the section that a page belongs to')
  t.same(
    at('/en/second-looks').beside?.links.map(({ current }) => current),
    [false, true],
  )
  t.equal(at('/en/devices/airlines').beside, null, 'nothing is beside a page that is alone')
  for (const language of LANGUAGES) t.ok(surroundings(visit(language), '/').service, language)
})
