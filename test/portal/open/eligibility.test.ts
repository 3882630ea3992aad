import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { Words } from '../../../pages/words.ts'
import * as texts from '../../../portal/open/strings/texts.ts'
import { portalScene } from '../portal-scene.ts'

const WORDS: Words<typeof texts.en> = texts

const address = (change: Readonly<Record<string, string>> = {}, language = 'en') =>
  `/${language}/eligibility?${new URLSearchParams({ citizenship: 'LKA', purpose: 'tourism', days: '14', entry: 'air', ...change })}`

t.test('an answer is one address, which can be sent to a friend', async (t) => {
  const { browser } = await portalScene(t)
  const asked = await browser().get('/en/eligibility')
  t.equal(asked.status, 200)
  t.notOk(asked.document.querySelector('.site-answer'))
  t.equal(asked.document.querySelector('form')?.getAttribute('method'), 'get')
  for (const language of TRAVELLER_LANGUAGES) {
    const answered = await browser().get(address({}, language))
    t.equal(answered.text('.site-answer h2'), WORDS[language].eligibility.answers['e-visa'])
    t.match(answered.form('/eligibility').fields, { citizenship: 'LKA', purpose: 'tourism', days: '14', entry: 'air' })
    t.notMatch(answered.html, /undefined|\[object|NaN/)
  }
})

t.test('what cannot be answered is told beside its field, with what to do', async (t) => {
  const { browser } = await portalScene(t)
  const wrong: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['citizenship', { citizenship: '' }],
    ['citizenship', { citizenship: 'Atlantis' }],
    ['citizenship', { citizenship: '__proto__' }],
    ['purpose', { purpose: 'spying' }],
    ['days', { days: '0' }],
    ['days', { days: '14.5' }],
    ['days', { days: '-1' }],
    ['days', { days: '99999999999999999999' }],
    ['entry', { entry: 'teleport' }],
    ['passport', { 'passport-day': '31', 'passport-month': '2', 'passport-year': '2031' }],
  ]
  for (const [field, change] of wrong) {
    const told = await browser().get(address(change))
    t.equal(told.status, 422, JSON.stringify(change))
    t.same(told.texts('.govuk-error-summary__list li'), [texts.en.eligibility.faults[field as 'days']])
    t.ok(told.document.querySelector(`#${field}, [id^="${field}"]`), 'the summary leads to its field')
    t.notOk(told.document.querySelector('.site-answer'))
  }
  const all = await browser().get('/en/eligibility?citizenship=&entry=x')
  t.equal(all.texts('.govuk-error-summary__list li').length, 4)
  t.equal(
    (await browser().get('/en/eligibility?citizenship=LKA&citizenship=IND&days=14')).status,
    200,
    'twice is not asked',
  )
})
