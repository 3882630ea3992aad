import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { linesOfPassport } from '../../server/made-application.ts'
import { onTable } from '../../server/passport-copies/made-passport.ts'
import type { PageAnswer } from '../page-browser.ts'
import { type Traveller, travellerScene } from './made-traveller.ts'

const MRZ = linesOfPassport('N1234567')
const [FIRST = '', SECOND = ''] = MRZ.split('\n')
const put = (line: string, at: number, letter: string) => line.slice(0, at) + letter + line.slice(at + 1)
const ACTION = '/form/passport'
const faults = (page: PageAnswer) => page.text('.govuk-error-summary')

/** The page with what the lines say. */
async function confirming({ browser, page }: Pick<Traveller, 'browser' | 'page'>) {
  return browser.send(await browser.get(page('passport')), { first: FIRST, second: SECOND }, ACTION)
}

t.test('the lines are typed, what they say is confirmed, and it goes on to the trip', async (t) => {
  const made = await travellerScene(t)
  const { browser, page, sendFile } = made
  await sendFile(await (await onTable()).jpeg().toBuffer())
  const asked = await browser.get(page('passport'))
  t.match(asked.text('h1'), 'two lines')
  t.ok(asked.document.querySelector('img.site-picture'), 'beside the picture')
  const typed = { first: FIRST.toLowerCase().replace(/<+$/, ''), second: SECOND.replaceAll('<', ' ') }
  const confirm = await browser.send(asked, typed, ACTION)
  t.equal(confirm.path, page('passport'))
  t.match(confirm.text('h1'), 'letter by letter')
  t.ok(confirm.document.querySelector('img.site-picture'))
  t.match(confirm.form(ACTION).fields, {
    ...{ surname: 'PERERA', given_names: 'NIMALI SANDUNI', number: 'N1234567', nationality: 'LKA', issuer: 'LKA' },
    ...{ sex: 'F', 'birth_date-year': '1990', 'expires-day': '22', mrz: MRZ },
  })
  const gone = await browser.send(confirm, {}, ACTION)
  t.equal(gone.path, page('trip'))
  const again = await browser.get(page('passport'))
  t.match(again.form(ACTION).fields, { surname: 'PERERA', number: 'N1234567' }, 'it stands there')
})

t.test('lines that are kept and not confirmed are no whole page yet', async (t) => {
  const made = await travellerScene(t)
  await confirming(made)
  const { call } = await made.scene.signIn('applicant', made.email)
  const { body } = await call('GET', `/v1/applications/${made.reference}`)
  t.ok(body.missing.includes('passport'))
  const other = made.scene.browser()
  await made.scene.signInAt(other, made.email)
  t.match((await other.get(made.page('passport'))).form(ACTION).fields.surname, 'PERERA', 'on another device')
})

t.test('wrong lines come back as they were typed, with what is wrong', async (t) => {
  const { browser, page } = await travellerScene(t)
  const told = async (first: string, second: string) => {
    const answer = await browser.send(await browser.get(page('passport')), { first, second }, ACTION)
    t.equal(answer.status, 422)
    t.match(answer.text('title'), /^Error: /)
    t.match(answer.html, first.replaceAll('<', '&lt;'), 'as typed')
    return faults(answer)
  }
  t.match(await told(FIRST, SECOND.slice(0, 30)), 'has 30 of 44')
  t.match(await told(FIRST, put(SECOND, 2, '9')), 'passport number')
  t.match(await told(FIRST, put(SECOND, 14, '9')), 'birth date')
  t.match(await told(put(FIRST, 6, 'Ж'), SECOND), 'Ж')
  t.match(await told(put(FIRST, 0, 'V'), SECOND), 'a card or a visa')
})

t.test('a field that differs from the lines is told with both', async (t) => {
  const made = await travellerScene(t)
  const { browser } = made
  const confirm = await confirming(made)
  const answer = await browser.send(confirm, { surname: 'PERREIRA', 'birth_date-year': '1991' }, ACTION)
  t.equal(answer.status, 422)
  t.match(faults(answer), 'PERREIRA')
  t.match(faults(answer), 'PERERA')
  t.match(faults(answer), '1990')
  t.match(answer.form(ACTION).fields, { surname: 'PERREIRA', mrz: MRZ })
  const mended = await browser.send(answer, { surname: 'perera', 'birth_date-year': '1990' }, ACTION)
  t.equal(mended.path, made.page('trip'), 'the form that came back can be sent')
})

t.test('a passport without lines is typed, and the officer is told', async (t) => {
  const { browser, page, scene, email, reference } = await travellerScene(t)
  const [way] = (await browser.get(page('passport'))).document
    .querySelectorAll('a.govuk-link')
    .map((link) => link.getAttribute('href') ?? '')
    .filter((href) => href.endsWith('?as=typed'))
  const asked = await browser.get(way ?? '')
  t.match(asked.text('h1'), 'What your passport says')
  const typed = {
    ...{ surname: 'Müller', given_names: 'Jürgen', number: 'c01 x00t47', nationality: 'DEU', issuer: 'DEU', sex: 'M' },
    ...{ 'birth_date-day': '4', 'birth_date-month': 'mar', 'birth_date-year': '1990' },
    ...{ 'expires-day': '1', 'expires-month': '8', 'expires-year': '2031' },
  }
  const spelled = await browser.send(asked, typed, ACTION)
  t.match(faults(spelled), 'MUELLER', 'the spelling is suggested')
  const arabic = await browser.send(spelled, { surname: 'حداد', given_names: '王' }, ACTION)
  t.equal(arabic.status, 422)
  t.match(faults(arabic), 'ح')
  t.match(faults(arabic), '王')
  const gone = await browser.send(arabic, { surname: 'Mueller', given_names: 'Juergen' }, ACTION)
  t.equal(gone.path, page('trip'))
  const { call } = await scene.signIn('applicant', email)
  const { body } = await call('GET', `/v1/applications/${reference}`)
  t.equal(body.pages.find((one: { page: string }) => one.page === 'passport').answers.mrz, '')
})

t.test('what another window wrote is told, and not overwritten until it was seen', async (t) => {
  const made = await travellerScene(t)
  const { browser, page } = made
  const [one, other] = [await confirming(made), await browser.get(page('passport'))]
  const mended = linesOfPassport('N7654321')
  await browser.send(one, {}, ACTION)
  const stale = await browser.send(other, { number: 'N7654321' }, ACTION)
  t.equal(stale.status, 409)
  t.match(stale.text('table'), 'N1234567')
  t.match(stale.text('table'), 'N7654321', 'both stand there')
  const [first = '', second = ''] = mended.split('\n')
  const again = await browser.send(stale, { mrz: mended }, ACTION)
  t.equal(again.path, page('trip'))
  const lines = await browser.send(await browser.get(`${page('passport')}?as=lines`), { first, second }, ACTION)
  t.equal(lines.form(ACTION).fields.number, 'N7654321', 'the same lines again change nothing')
  const asked = await browser.get(`${page('passport')}?as=lines`)
  await browser.send(await browser.get(page('passport')), { 'expires-year': '2031', given_names: 'X' }, ACTION)
  const late = await browser.send(asked, { first: FIRST, second: SECOND }, ACTION)
  t.equal(late.status, 409)
  t.equal((await browser.send(late, {}, ACTION)).form(ACTION).fields.number, 'N1234567')
})

t.test('what is no answer at all is told of, and loses nothing', async (t) => {
  const made = await travellerScene(t)
  const { browser, page } = made
  const confirm = await confirming(made)
  const empty = Object.fromEntries(Object.keys(confirm.form(ACTION).fields).map((field) => [field, '']))
  const { _form = '' } = confirm.form(ACTION).fields
  const none = await browser.post(page('passport'), { ...empty, _form, step: 'fields', revision: 'x' })
  t.equal(none.status, 409)
  const long = await browser.send(
    confirm,
    { surname: 'A'.repeat(3000), number: '\u202e<script>alert(1)</script>' },
    ACTION,
  )
  t.equal(long.status, 422)
  t.notMatch(long.html, '<script>alert')
  t.equal((await browser.post(page('passport'), { step: 'fields' })).status, 403, 'without the token')
})

t.test('every page of it is in every language', async (t) => {
  const made = await travellerScene(t)
  const { browser, page } = made
  const pages = async (path: string) => {
    for (const language of TRAVELLER_LANGUAGES) {
      const { status, html } = await browser.get(path.replace('/en/', `/${language}/`))
      t.equal(status, 200, `${language} ${path}`)
      t.notMatch(html, /undefined|\[object|NaN/, `${language} ${path}`)
    }
  }
  await pages(page('passport'))
  await pages(`${page('passport')}?as=typed`)
  await confirming(made)
  await pages(page('passport'))
  await browser.send(await browser.get(page('passport')), { surname: 'OTHER', nationality: '' }, ACTION)
  await pages(page('passport'))
})
