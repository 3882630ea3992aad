/** What was typed and not sent goes along into another language: on each page that has a form, and nothing is done with it. */
import t, { type Test } from 'tap'
import { REDRAW_FIELD } from '../../pages/form.ts'
import { DAYS } from './application/made-draft.ts'
import { traveller } from './case/traveller.ts'
import { hosting, idIn, TYPED } from './host/made-hosting.ts'
import type { PageAnswer, PageBrowser } from './page-browser.ts'
import { portalScene } from './portal-scene.ts'

type Fields = Readonly<Record<string, string>>

/** Types into the form of a page and chooses another language; the page that comes. */
async function inKazakh(browser: PageBrowser, page: PageAnswer, typed: Fields): Promise<PageAnswer> {
  const choice = page.document.querySelector(`.site-languages button[lang=kk][name=${REDRAW_FIELD}]`)
  const action = page.document.querySelector('form#form')?.getAttribute('action') ?? ''
  if (choice === null) throw new Error(`${page.path} has no choice of Kazakh that takes the form along`)
  const sent = { ...page.form(action).fields, ...typed, [REDRAW_FIELD]: choice.getAttribute('value') ?? '' }
  return browser.post(choice.getAttribute('formaction') ?? '', sent)
}

/** What stands in the form of a page in the other language is what was typed, and no fault is told. */
async function keeps(t: Test, browser: PageBrowser, page: PageAnswer, typed: Fields): Promise<PageAnswer> {
  const { path } = page
  const other = await inKazakh(browser, page, typed)
  t.equal(other.status, 200, path)
  t.equal(other.document.querySelector('html')?.getAttribute('lang'), 'kk', path)
  t.match(other.form(other.document.querySelector('form#form')?.getAttribute('action') ?? '').fields, typed, path)
  t.notOk(other.document.querySelector('.govuk-error-summary, .govuk-error-message'), `${path} tells no fault`)
  t.ok(other.document.querySelector('.site-languages button[lang=en]'), 'and back again')
  return other
}

const WRONG_DAY = { 'birth-day': '31', 'birth-month': 'xx', 'birth-year': '' }

t.test('of who is not signed in: the sign-in, its code, and how an application stands', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  const asked = await browser.get('/en/sign-in?next=/en/account/sessions')
  const email = 'somebody@example.org'
  await keeps(t, browser, asked, { email: 'somebody@', next: '/en/account/sessions' })
  t.equal((await scene.letters('sign-in')).filter(({ address }) => address === email).length, 0)
  const code = await browser.send(asked, { email }, '/sign-in')
  const other = await keeps(t, browser, code, { code: '12', email, next: '/en/account/sessions' })
  t.equal((await browser.send(other, { code: await scene.codeFor(email) }, '/code')).path, '/kk/account/sessions')
  await keeps(t, browser, await browser.get('/en/status'), { reference: 'E7KM', passport: 'N1', ...WRONG_DAY })
})

t.test('whether a visa is needed is answered in the other language, too, and asked of nobody before', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  const choose = async (path: string, typed: Fields) => {
    const page = await browser.get(path)
    const choice = page.document.querySelector('.site-languages button[lang=kk]')
    const fields = { ...page.form('/eligibility').fields, ...typed, [REDRAW_FIELD]: 'yes' }
    return browser.get(`${choice?.getAttribute('formaction')}?${new URLSearchParams(fields)}`)
  }
  const half = { citizenship: 'LKA', purpose: '', days: 'x', entry: 'rail' }
  const begun = await choose('/en/eligibility', half)
  t.match(begun.form('/kk/eligibility').fields, half)
  t.notOk(begun.document.querySelector('.govuk-error-summary'))
  const whole = { citizenship: 'LKA', purpose: 'tourism', days: '10', entry: 'air' }
  const answered = await choose(`/en/eligibility?${new URLSearchParams(whole)}`, {})
  t.ok(answered.document.querySelector('.site-answer'), 'the answer')
})

t.test('of a traveller: the pages of the form, as far as nothing was sent', async (t) => {
  const { scene, browser, one, at, get } = await traveller(t, 'ready')
  const before = (await scene.nimali.call('GET', `/v1/applications/${one.reference}`)).body.pages
  const pages: Readonly<Record<string, Fields>> = {
    invitation: { visa_support_number: '12' },
    trip: { ...DAYS, 'expected_entry-month': 'xx', 'expected_exit-day': '' },
    contact: { phone: 'x', place_of_stay: 'Hotel "Аяз" & <b>' },
    background: { refused_before: 'yes', overstayed: 'no', convicted: 'no', explanation: 'In 2019,\nat the border' },
    'passport?as=lines': { first: 'P<LKA', second: '12' },
    'passport?as=typed': { surname: 'Per3ra', number: '', 'expires-day': '99', nationality: 'FRA' },
    'contact?from=check': { phone: '12', from: 'check' },
  }
  for (const [name, typed] of Object.entries(pages)) await keeps(t, browser, await get(`form/${name}`), typed)
  const after = (await scene.nimali.call('GET', `/v1/applications/${one.reference}`)).body.pages
  t.same(after, before, 'nothing is kept')
  const { not_refunded: _ticked, ...fields } = (await keeps(t, browser, await get('form/check'), {})).form(
    '/check',
  ).fields
  const check = await browser.post(at('form/check', 'fr'), { ...fields, [REDRAW_FIELD]: 'yes' })
  t.match(check.form('/check').fields, { is_true: 'yes' })
  t.notOk('not_refunded' in check.form('/check').fields, 'what is not ticked any more is not')
  t.equal((await get()).path, `/en/applications/${one.reference}/form`, 'it is not submitted')
})

t.test('of a case: an answer, a correction, another address and another language of letters', async (t) => {
  const asked = await traveller(t, 'asked')
  await keeps(t, asked.browser, await asked.get('question'), { text: 'At the hotel "Аяз"' })
  t.match((await asked.get()).text('h1'), /question|asks|answer/i, 'it is not answered')
  const { browser } = asked
  await keeps(t, browser, await browser.get('/en/account/language'), { language: 'fr' })
  await keeps(t, browser, await browser.get('/en/account/address'), { email: 'other@' })
  t.equal((await asked.scene.letters('address-change')).length, 0)
  await keeps(t, browser, await browser.get('/en/account/address/code'), { own_code: '34', code: '12' })
  const issued = await traveller(t, 'issued')
  await keeps(t, issued.browser, await issued.get('correct'), { surname: 'Pereira', reason: 'x' })
})

t.test('of a host: the registration, an invitation, a draft that is changed, and an arrival', async (t) => {
  const { host, draft } = await hosting(t)
  await keeps(t, host, await host.get('/en/host/register'), {
    kind: 'individual',
    number: '12',
    name: 'Аяз',
    place: '',
  })
  const half = { ...TYPED, surname: 'P3', 'birth_date-day': '', visa: '', stay_days: 'x' }
  const { visa: _none, ...typed } = half
  await keeps(t, host, await host.get('/en/host/invitations/new'), typed)
  t.match((await host.get('/en/host')).text('main'), 'There is no invitation here yet', 'no draft is made')
  const id = idIn(await draft())
  await keeps(t, host, await host.get(`/en/host/invitations/${id}/change`), { given_names: 'N1mal' })
  t.match((await host.get(`/en/host/invitations/${id}`)).text('h1'), 'PERERA, NIMAL')
})

t.test('a form that could not be taken goes to its page in the other language', async (t) => {
  const { browser, get } = await traveller(t, 'ready')
  const page = await get('form/contact')
  const stale = await browser.post(page.form('/contact').action, { phone: '12', place_of_stay: 'Аяз', revision: '1' })
  t.equal(stale.status, 403)
  const other = await keeps(t, browser, stale, { phone: '12', place_of_stay: 'Аяз' })
  t.match(other.path, /^\/kk\/.*\/contact$/)
})

t.test('where a form types nothing its languages are links, and a page of a file has links, too', async (t) => {
  const { browser, get, at } = await traveller(t, 'ready')
  for (const page of [await get('form/passport-copy'), await browser.get('/en/apply'), await get('form/erase')]) {
    t.equal(page.document.querySelectorAll('.site-languages a').length, 4, page.path)
    t.equal(page.document.querySelectorAll('.site-languages button').length, 0, page.path)
  }
  // Its page was a fault's, whose form had no field that one types into.
  const { fields } = (await get('form/erase')).form('/erase')
  const asked = await browser.post(at('form/erase', 'kk'), { ...fields, [REDRAW_FIELD]: 'yes' })
  t.match(asked, { status: 303, headers: { location: at('form/erase', 'kk') } })
  t.equal((await get('form')).status, 200, 'it is still there')
})
