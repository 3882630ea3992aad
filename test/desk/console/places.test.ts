import t from 'tap'
import { placeOf, placesFor } from '../../../desk/console/places.ts'

t.test('each is led to where they work, and a page says where it belongs', async (t) => {
  const hrefs = (...roles: Parameters<typeof placesFor>[0]['roles']) =>
    placesFor({ roles }, { language: 'kk' }).map(({ href }) => href)
  t.same(hrefs('case-officer'), ['/kk/cases', '/kk/second-looks'])
  t.same(hrefs('administrator'), [])
  t.match(placeOf('/en/cases/K7Q2M4XN9TBD', { language: 'en' }), { text: 'Cases', path: 'cases' })
  t.equal(placeOf('/en/', { language: 'en' }), null)
  t.equal(placeOf('/en/people/x', { language: 'en' }), null)
})
