import t from 'tap'
import { sectionsFor } from '../../../desk/console/places.ts'

const KAZAKH = { language: 'kk' } as const

t.test('each is led to where they work, and to nothing else', async (t) => {
  const hrefs = (...roles: string[]) => sectionsFor(roles, KAZAKH).map(({ links }) => links.map(({ href }) => href))
  t.same(hrefs('case-officer'), [['/kk/search'], ['/kk/cases', '/kk/second-looks']])
  t.same(hrefs('administrator'), [['/kk/people']])
  t.same(hrefs('carrier-administrator'), [['/kk/carrier'], ['/kk/people']])
  t.same(hrefs(), [])
  const records = (role: string) =>
    hrefs(role)
      .flat()
      .filter((href) => /payments|mails|audit/.test(href))
  t.same(records('operator'), ['/kk/payments', '/kk/mails', '/kk/audit'])
  t.same(records('supervisor'), ['/kk/payments', '/kk/mails'])
  t.same(records('border-supervisor'), [])
})

t.test('a page says where it belongs; a section of one place has its name', async (t) => {
  const [, cases] = sectionsFor(['case-officer'], { language: 'en' }, '/en/cases/K7Q2M4XN9TBD')
  t.same(
    cases?.links.map(({ current }) => current),
    [true, false],
  )
  t.equal(cases?.name, 'Cases')
  const [carrier] = sectionsFor(['carrier-administrator'], { language: 'en' }, '/en/carrier-pigeon')
  t.match(carrier, { name: 'Scanners', links: [{ current: false }] })
})
