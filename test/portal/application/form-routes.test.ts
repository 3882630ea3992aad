import t from 'tap'
import { checkDigit } from '#evisa/support-number.ts'
import { portalScene } from '../portal-scene.ts'
import { begunAt, CONTACT, DAYS, keepPassport, madeInvitation, NOTHING, nimaliAt, readyAt } from './made-draft.ts'

t.test('a page with a fault is kept as it was typed, says what to do, and can be left', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const form = `/en/applications/${await begunAt(browser)}/form`
  const shown = await browser.send(
    await browser.get(`${form}/contact`),
    { phone: 'none', place_of_stay: '' },
    '/contact',
  )
  t.equal(shown.status, 422)
  t.match(shown.text('title'), /^Error: /)
  t.match(shown.text('.govuk-error-summary'), 'Kept, but not complete')
  t.match(shown.text('.govuk-error-summary'), 'code of the country')
  t.same(
    shown.document.querySelectorAll('.govuk-error-summary a').map((link) => link.getAttribute('href')),
    ['#phone', '#place_of_stay'],
  )
  t.ok(shown.document.querySelector('#phone'))
  t.equal((await browser.get(`${form}/contact`)).form('/contact').fields.phone, 'none')
  t.ok(shown.document.querySelector(`a[href="${form}"]`))
  t.match((await browser.get(form)).texts('.govuk-task-list__status')[4], 'Has a mistake')
  t.equal(
    (await browser.send(shown, CONTACT, '/contact')).path,
    `${form}/background`,
    'with the revision of the page itself',
  )
})

t.test('whoever came from the check goes back to it', async (t) => {
  const scene = await portalScene(t)
  const { browser, form } = await readyAt(scene)
  const contact = await browser.get(`${form}/contact?from=check`)
  const bad = await browser.send(contact, { phone: 'x' }, '/contact')
  t.equal((await browser.send(bad, CONTACT, '/contact')).path, `${form}/check`, 'also after a fault')
  const elsewhere = await browser.get(`${form}/contact?from=//evil.example`)
  t.equal((await browser.send(elsewhere, CONTACT, '/contact')).path, `${form}/background`)
})

t.test('the purpose is asked for only while the invitation is not known', async (t) => {
  const scene = await portalScene(t)
  const { number, passport } = await madeInvitation(scene)
  const browser = await nimaliAt(scene)
  const reference = await begunAt(browser)
  const form = `/en/applications/${reference}/form`
  const asked = await browser.get(`${form}/trip`)
  t.same(
    asked.document.querySelectorAll('input[name=purpose]').map((box) => box.getAttribute('value')),
    ['tourism', 'business', 'medical-treatment', 'investment'],
  )
  t.equal((await browser.send(asked, { ...DAYS, purpose: 'business' }, '/trip')).path, `${form}/contact`)
  await browser.send(await browser.get(`${form}/invitation`), { visa_support_number: number }, '/invitation')
  await keepPassport(scene, reference, passport)
  await browser.send(await browser.get(`${form}/trip`), {}, '/trip')
  const { pages } = (await scene.nimali.call('GET', `/v1/applications/${reference}`)).body
  t.equal(pages.find((one: { page: string }) => one.page === 'trip').answers.purpose, 'tourism')
})

t.test('a number that opens nothing is told as soon as the passport is known', async (t) => {
  const scene = await portalScene(t)
  const { browser, form } = await readyAt(scene)
  const wrong = await browser.send(
    await browser.get(`${form}/invitation`),
    { visa_support_number: 'PAPER00001' },
    '/invitation',
  )
  t.equal(wrong.status, 422)
  t.match(wrong.text('.govuk-error-summary'), 'Compare the number and the passport')
  t.match((await browser.get(`${form}/trip`)).text('.govuk-inset-text'), 'Look at the number again')
})

t.test('a mistyped digit is noticed at once, and a number on paper may stand', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const form = `/en/applications/${await begunAt(browser)}/form`
  const right = `123456789${checkDigit('123456789')}`
  const mistyped = right.replace('5', '6')
  const page = await browser.get(`${form}/invitation`)
  const doubted = await browser.send(page, { visa_support_number: mistyped }, '/invitation')
  t.equal(doubted.status, 422)
  t.match(doubted.text('.govuk-error-summary'), 'One of the digits')
  t.ok(doubted.document.querySelector(`a[href="${form}/passport-copy"]`))
  t.equal((await browser.send(doubted, { visa_support_number: right }, '/invitation')).path, `${form}/passport-copy`)
})

t.test('a yes wants a few words, and each question wants an answer', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const form = `/en/applications/${await begunAt(browser)}/form`
  const none = await browser.send(await browser.get(`${form}/background`), {}, '/background')
  t.equal(none.texts('.govuk-error-summary li').length, 3)
  const yes = await browser.send(none, { ...NOTHING, convicted: 'yes' }, '/background')
  t.match(yes.text('.govuk-error-summary'), 'what happened and when')
  t.equal((await browser.send(yes, { explanation: 'A fine in 2019.\r\nPaid.' }, '/background')).path, `${form}/check`)
})

const HOSTILE = [
  '<script>alert(1)</script>',
  '{{ 7 * 7 }}{% include "page.njk" %}',
  "'; DROP TABLE applications; --",
  '\u0000\u202e\ud83d\ude00',
  'x'.repeat(3999),
  'y'.repeat(5000),
  '__proto__',
  '"><img src=x onerror=alert(1)>',
  '\r\nset-cookie: a=b',
  'ﷺ'.repeat(200),
]

t.test('whatever is typed into a field comes back as a text, and nothing else', async (t) => {
  const scene = await portalScene(t)
  const browser = await nimaliAt(scene)
  const form = `/en/applications/${await begunAt(browser)}/form`
  const fields = {
    invitation: ['visa_support_number'],
    trip: ['purpose', 'expected_entry-day', 'expected_exit-year'],
    contact: ['phone', 'place_of_stay'],
    background: ['refused_before', 'explanation'],
  }
  for (const [step, names] of Object.entries(fields)) {
    for (const name of names) {
      for (const text of HOSTILE) {
        const page = await browser.get(`${form}/${step}`)
        const answer = await browser.send(page, { [name]: text }, `/${step}`)
        t.ok([200, 422].includes(answer.status), `${name} ${answer.status} ${JSON.stringify(text.slice(0, 20))}`)
        t.notMatch(answer.html, /<script>alert|<img src=x|>49</)
        t.notOk(answer.headers['set-cookie'])
      }
    }
  }
})

t.test('fields that are missing, foreign or doubled break nothing', async (t) => {
  const scene = await portalScene(t)
  const { browser, form } = await readyAt(scene)
  const { action, fields } = (await browser.get(`${form}/contact`)).form('/contact')
  const { revision: _, ...without } = fields
  t.equal((await browser.post(action, without)).status, 303, 'the same answers change nothing')
  const unseen = await browser.post(action, { ...without, phone: '12345' })
  t.equal(unseen.status, 409, 'without a revision nothing that stands was seen')
  const doubled = `${new URLSearchParams(fields)}&phone=1&phone=2`
  t.equal((await browser.post(action, doubled)).status, 422)
  t.equal((await browser.post(action, { ...fields, stranger: 'x', reference: 'K7Q2M4XN9TBD' })).status, 409)
})
