import t from 'tap'
import { stateOf } from '../../server/hostile/hostile-scene.ts'
import { portalScene } from '../portal-scene.ts'
import { AGREED, CONTACT, DAYS, keepPassport, madeInvitation, NIMALI, NOTHING, referenceIn } from './made-draft.ts'

t.test('a person walks from the first page to the payment, and is asked for nothing twice', async (t) => {
  const scene = await portalScene(t)
  const { number, passport } = await madeInvitation(scene)
  const browser = scene.browser()

  const apply = await browser.get('/en/apply')
  t.equal(apply.status, 200)
  t.match(apply.text('table'), '60.00')
  const asked = await browser.send(apply, {}, '/apply')
  t.equal(asked.status, 401, 'begins only for who is signed in')
  const typed = await browser.send(asked, { email: NIMALI }, '/sign-in')
  const begun = await browser.send(typed, { code: await scene.codeFor(NIMALI) }, '/code')
  const reference = referenceIn(begun)
  t.equal(begun.path, `/en/applications/${reference}/form/invitation`, 'at its first page')
  const list = await browser.get(`/en/applications/${reference}/form`)
  t.equal(list.path, `/en/applications/${reference}/form`)
  t.same(list.texts('.govuk-task-list__status').slice(0, 2), ['To do', 'To do'])
  t.match(list.text('.govuk-button'), 'Begin: Invitation')

  const invitation = await browser.get(`${list.path}/invitation`)
  const sent = await browser.send(invitation, { visa_support_number: number }, '/invitation')
  t.equal(sent.path, `${list.path}/passport-copy`)
  await keepPassport(scene, reference, passport)

  const trip = await browser.get(`${list.path}/trip`)
  t.match(trip.text('.govuk-inset-text'), /tourism.*B12.*22 November 2026.*21 December 2026.*30 days/)
  t.notOk(trip.document.querySelector('input[name=purpose]'), 'the invitation says it')
  const contact = await browser.send(trip, DAYS, '/trip')
  t.equal(contact.path, `${list.path}/contact`)
  const background = await browser.send(contact, CONTACT, '/contact')
  t.equal(background.path, `${list.path}/background`)
  const check = await browser.send(background, NOTHING, '/background')
  t.equal(check.path, `${list.path}/check`)
  t.match(check.text('main'), /25 November 2026.*4 December 2026/)
  t.match(check.text('main'), /Fee: 60.00 USD/)
  t.match(check.text('main'), 'not given back if the visa is refused')

  const paying = await browser.send(check, AGREED, '/check')
  t.equal(paying.path, `/en/applications/${reference}/pay`)
  const { state, submission } = await stateOf(scene.nimali, { reference })
  t.equal(state, 'submitted')
  t.same(submission.fee, { amount_minor: 6000, currency: 'USD' })

  const again = await browser.get(`${list.path}/trip`)
  t.equal(again.path, `/en/applications/${reference}`, 'what is no draft is shown by its case')
})

t.test('a session that is over in the middle loses no answer', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  await scene.signInAt(browser, NIMALI)
  const begun = await browser.send(await browser.get('/en/apply'), {}, '/apply')
  const list = { path: begun.path.replace('/invitation', '') }
  const contact = await browser.get(`${list.path}/contact`)
  scene.clock.now += 40 * 86_400
  const over = await browser.send(contact, CONTACT, '/contact')
  t.equal(over.status, 401)
  const typed = await browser.send(over, { email: NIMALI }, '/sign-in')
  const signedIn = await browser.send(typed, { code: await scene.codeFor(NIMALI) }, '/code')
  const kept = await browser.send(signedIn, {}, '/contact')
  t.equal(kept.path, `${list.path}/background`)
  t.equal((await browser.get(`${list.path}/contact`)).form('/contact').fields.phone, CONTACT.phone)
})

t.test('every page stands in every language, at each stage of a draft', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  await scene.signInAt(browser, NIMALI)
  const { reference: empty } = (await scene.nimali.call('POST', '/v1/applications', { language: 'en' })).body
  const { reference: whole } = await scene.ready(scene.nimali, {
    background: { refused_before: 'yes', explanation: 'A' },
  })
  for (const language of ['en', 'ru', 'kk', 'fr', 'ar']) {
    t.notMatch((await browser.get(`/${language}/apply`)).html, /undefined|\[object|NaN|\{[a-z]/)
    for (const reference of [empty, whole]) {
      for (const page of ['', '/invitation', '/trip', '/contact', '/background', '/check', '/erase']) {
        const shown = await browser.get(`/${language}/applications/${reference}/form${page}`)
        t.equal(shown.status, 200, `${language} ${page}`)
        t.notMatch(shown.html, /undefined|\[object|NaN|\{[a-z]/, `${language} ${page}`)
      }
    }
  }
})

t.test('nobody sees the form of another, and nobody is told whether it is there', async (t) => {
  const scene = await portalScene(t)
  const { reference } = await scene.ready(scene.nimali)
  const browser = scene.browser()
  t.equal((await browser.get(`/en/applications/${reference}/form`)).path.split('?')[0], '/en/sign-in')
  await scene.signInAt(browser, 'other@example.org')
  for (const page of ['', '/invitation', '/trip', '/contact', '/background', '/check', '/erase']) {
    const theirs = await browser.get(`/en/applications/${reference}/form${page}`)
    const nobodys = await browser.get(`/en/applications/K7Q2M4XN9TBD/form${page}`)
    t.same([theirs.status, theirs.text('main')], [404, nobodys.text('main')])
  }
})
