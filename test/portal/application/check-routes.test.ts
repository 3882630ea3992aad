import t from 'tap'
import { stateOf } from '../../server/hostile/hostile-scene.ts'
import { linesOfPassport } from '../../server/made-application.ts'
import { portalScene } from '../portal-scene.ts'
import { AGREED, begunAt, NIMALI, nimaliAt, readyAt } from './made-draft.ts'

t.test('everything that is missing is told at once, before there is anything to submit', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const reference = await begunAt(browser)
  const check = await browser.get(`/en/applications/${reference}/form/check`)
  const links = check.document.querySelectorAll('.govuk-error-summary a').map((link) => link.getAttribute('href') ?? '')
  for (const page of ['invitation', 'passport-copy', 'passport', 'trip', 'contact', 'background'])
    t.ok(
      links.some((link) => link.startsWith(`/en/applications/${reference}/form/${page}?from=check`)),
      page,
    )
  t.notOk(check.document.querySelector('input[name=is_true]'))
})

t.test('what the judges find is told with the page that it is mended on, and nothing is submitted', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const one = await scene.ready(
    scene.nimali,
    { trip: { expected_exit: '2027-02-01' }, passport: { surname: 'Perera' } },
    { surname: 'PEREIRA' },
  )
  const form = `/en/applications/${one.reference}/form`
  const check = await browser.get(`${form}/check`)
  const judged = await browser.send(check, AGREED, '/check')
  t.equal(judged.status, 422)
  const links = judged.document.querySelectorAll('.govuk-error-summary a').map((link) => link.getAttribute('href'))
  t.ok(links.includes(`${form}/trip?from=check#expected_exit`))
  t.ok(links.includes(`${form}/passport?from=check#surname`))
  t.match(judged.text('.govuk-error-summary'), '21 December 2026')
  t.equal((await stateOf(scene.nimali, one)).state, 'draft')
  const fixed = await browser.send(
    await browser.get(`${form}/trip?from=check`),
    { 'expected_exit-day': '4', 'expected_exit-month': '12', 'expected_exit-year': '2026' },
    '/trip',
  )
  t.equal(fixed.path, `${form}/check`)
  t.equal(fixed.form('/check').fields.is_true, 'yes', 'what was agreed to stays so')
})

t.test('pressed twice it is submitted once, and both lead to the payment', async (t) => {
  const scene = await portalScene(t)
  const { browser, form, reference } = await readyAt(scene)
  const { action, fields } = (await browser.get(`${form}/check`)).form('/check')
  const sent = { ...fields, ...AGREED }
  const both = await Promise.all([browser.post(action, sent), browser.post(action, sent)])
  const third = await browser.post(action, sent)
  for (const { status, headers } of [...both, third])
    t.same([status, headers.location], [303, `/en/applications/${reference}/pay`])
  t.equal((await scene.letters('submitted')).filter(({ content }) => content.includes(reference)).length, 1)
})

t.test('an answer that another window changed meanwhile is shown before it is submitted', async (t) => {
  const scene = await portalScene(t)
  const { browser, form, reference } = await readyAt(scene)
  const check = await browser.get(`${form}/check`)
  await browser.send(await browser.get(`${form}/contact`), { place_of_stay: 'Dostyk 52' }, '/contact')
  const changed = await browser.send(check, AGREED, '/check')
  t.equal(changed.status, 409)
  t.match(changed.text('main'), 'Something was changed')
  t.match(changed.text('main'), 'Dostyk 52')
  t.equal((await browser.send(changed, AGREED, '/check')).path, `/en/applications/${reference}/pay`)
})

t.test('terms that changed while it was read are said so, and agreed to anew', async (t) => {
  const scene = await portalScene(t)
  const { browser, form, reference } = await readyAt(scene)
  const check = await browser.get(`${form}/check`)
  const old = await browser.send(check, { ...AGREED, terms_from: '2020-01-01' }, '/check')
  t.equal(old.status, 409)
  t.match(old.text('.govuk-error-summary'), 'The terms have changed')
  t.notOk(old.form('/check').fields.is_true, 'the boxes are empty again')
  t.equal((await browser.send(old, AGREED, '/check')).path, `/en/applications/${reference}/pay`)
})

t.test('a passport that is in another application already is told with the reference of that one', async (t) => {
  const scene = await portalScene(t)
  const first = await scene.submitted(scene.nimali)
  const browser = await nimaliAt(scene)
  const { passport: number } = first
  const { reference } = await scene.ready(
    scene.nimali,
    { passport: { number, mrz: linesOfPassport(number) } },
    { passport: { number, issuer: 'LKA' } },
  )
  const form = `/en/applications/${reference}/form`
  const refused = await browser.send(await browser.get(`${form}/check`), AGREED, '/check')
  t.equal(refused.status, 409)
  t.match(refused.text('.govuk-error-summary'), first.reference)
  t.ok(refused.document.querySelector(`a[href="${form}/passport?from=check#number"]`))
  t.equal((await stateOf(scene.nimali, { reference })).state, 'draft')
})

t.test(
  'a session that is over at the last button is signed in again, and what was agreed to is submitted',
  async (t) => {
    const scene = await portalScene(t)
    const { browser, form, reference } = await readyAt(scene)
    const check = await browser.get(`${form}/check`)
    scene.clock.now += 86_400
    const over = await browser.send(check, AGREED, '/check')
    t.equal(over.status, 401)
    const typed = await browser.send(over, { email: NIMALI }, '/sign-in')
    const signedIn = await browser.send(typed, { code: await scene.codeFor(NIMALI) }, '/code')
    t.equal((await browser.send(signedIn, {}, '/check')).path, `/en/applications/${reference}/pay`)
  },
)
