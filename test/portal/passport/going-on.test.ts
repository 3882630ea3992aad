import t from 'tap'
import { afterPicture, fromOf, fromQuery } from '../../../portal/passport/going-on.ts'
import { traveller, travellerScene } from './made-traveller.ts'

t.test('a picture leads on in a draft, back to a question, and nowhere else', async (t) => {
  const after = (state: Parameters<typeof afterPicture>[0]['state'], from: 'check' | '' = '') =>
    afterPicture({ state, reference: 'X' }, 'fr', from)
  t.equal(after('draft'), '/fr/applications/X/form/passport')
  t.equal(after('draft', 'check'), '/fr/applications/X/form/check')
  t.equal(after('information-asked'), '/fr/applications/X/question')
  t.equal(after('paid'), null)
})

t.test('where one came from is the last page, or nothing', async (t) => {
  t.equal(fromOf('check'), 'check')
  for (const said of ['', 'https://elsewhere.example', undefined, ['check']]) t.equal(fromOf(said), '')
  t.equal(fromQuery('check', '&'), '&from=check')
  t.equal(fromQuery(''), '')
})

t.test('a case is its owner’s alone', async (t) => {
  const { scene, browser, page } = await travellerScene(t)
  t.equal((await browser.get(page('passport'))).status, 200)
  t.equal((await (await traveller(scene)).browser.get(page('passport'))).status, 404)
  t.match((await scene.browser().get(page('passport'))).path, '/en/sign-in?next=')
  t.equal((await browser.get('/en/applications/nothing/form/passport')).status, 404)
})
