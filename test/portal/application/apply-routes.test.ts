import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { beginApplication, feeRows, isBeginning } from '../../../portal/application/apply-routes.ts'
import { portalScene } from '../portal-scene.ts'
import { begunAt, nimaliAt, referenceIn } from './made-draft.ts'

const draftsOf = async ({ nimali }: Awaited<ReturnType<typeof portalScene>>) =>
  (await nimali.call('GET', '/v1/applications')).body.applications.length

t.test('each purpose that is asked for here is told with its fees', async (t) => {
  const rows = feeRows(defaultTerms(), 'en')
  t.same(
    rows.map(({ purpose }) => purpose),
    ['tourism', 'business', 'medical treatment', 'investment'],
  )
  t.match(rows[0]?.fees, [{ entries: 'one entry', fee: /60.00/ }])
})

t.test('a draft that is there already is offered before another one is begun', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const empty = await browser.get('/en/apply')
  const reference = referenceIn(await browser.send(empty, {}, '/apply'))
  const twice = await browser.send(empty, {}, '/apply')
  t.equal(twice.path, '/en/apply')
  t.ok(twice.document.querySelector(`a[href="/en/applications/${reference}/form"]`))
  t.equal(await draftsOf(scene), 1, 'pressed twice')
  const another = await browser.send(twice, {}, '/apply')
  t.not(referenceIn(another), reference)
  t.equal(await draftsOf(scene), 2)
})

t.test('what was pressed before the sign-in is done with it, and is not pressed again', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  const email = 'nimali@example.org'
  const asked = await browser.send(await browser.get('/kk/apply'), {}, '/apply')
  t.match([asked.status, asked.path], [401, '/kk/apply'])
  const typed = await browser.send(asked, { email }, '/sign-in')
  const begun = await browser.send(typed, { code: await scene.codeFor(email) }, '/code')
  t.match(begun.path, /^\/kk\/applications\/[A-Z0-9]+\/form\/invitation$/)
  t.equal(await draftsOf(scene), 1)
  const other = scene.browser()
  scene.clock.now += 3600
  const again = await other.send(await other.get('/en/apply'), {}, '/apply')
  const code = await other.send(again, { email }, '/sign-in')
  const there = await other.send(code, { code: await scene.codeFor(email) }, '/code')
  t.equal(there.path, '/en/apply', 'a draft that is there already is offered first')
  t.equal(await draftsOf(scene), 1)
})

t.test('only the page that begins an application is one', async (t) => {
  for (const to of ['/en/apply', '/kk/apply']) t.ok(isBeginning(to))
  for (const to of ['/en/apply/x', '/en/apply?x', '/en/host/apply', '/en/applications/X/form/trip'])
    t.notOk(isBeginning(to))
  await t.rejects(beginApplication({ session: null } as never, {}), { name: 'SignInFirst' })
})

t.test('pressed twice at once one is begun, the first and every other one', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  for (const drafts of [1, 2]) {
    const page = await browser.get('/en/apply')
    const ends = await Promise.all([1, 2, 3].map(() => browser.send(page, {}, '/apply')))
    t.equal(ends.filter(({ path }) => path.endsWith('/form/invitation')).length, 1)
    t.equal(await draftsOf(scene), drafts)
  }
})

t.test('whoever has too many drafts is told what to do', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  await begunAt(browser)
  for (let at = 1; at < 20; at++) await scene.nimali.call('POST', '/v1/applications', { language: 'en' })
  const full = await browser.send(await browser.get('/en/apply'), {}, '/apply')
  t.equal(full.status, 409)
  t.match(full.text('main'), 'too many drafts')
})

t.test('the letters of a draft are in the language of the page on which it was begun', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const reference = referenceIn(await browser.send(await browser.get('/kk/apply'), {}, '/apply'))
  t.equal((await scene.nimali.call('GET', `/v1/applications/${reference}`)).body.language, 'kk')
})

t.test('the page is open to hosts and to sessions that are over, and offers them nothing of others', async (t) => {
  const scene = await portalScene(t)
  const host = scene.browser()
  await scene.signInAt(host, 'host@example.org', 'host')
  t.equal((await host.get('/en/apply')).status, 200)
  const browser = await nimaliAt(scene)
  await begunAt(browser)
  scene.clock.now += 40 * 86_400
  const over = await browser.get('/en/apply')
  t.equal(over.status, 200)
  t.notMatch(over.text('main'), 'You have begun already')
})
