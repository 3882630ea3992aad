import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import * as texts from '../../../portal/status/strings/texts.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { portalScene } from '../portal-scene.ts'

t.test('who knows reference, passport and birth date sees whose turn it is; who does not learns nothing', async (t) => {
  const scene = await portalScene(t)
  const { reference, passport } = await scene.paid(scene.nimali)
  const browser = scene.browser()
  const page = await browser.get('/en/status')
  const typed = {
    reference,
    passport: passport.toLowerCase(),
    'birth-day': '4',
    'birth-month': '3',
    'birth-year': '1990',
  }
  const told = await browser.send(page, typed, '/status')
  t.equal(told.status, 200)
  t.match(told.text('.site-answer'), /Paid.*It is our turn\. Promised until/)
  t.equal(told.path, '/en/status', 'nothing of it stands in the address')
  const wrong = await browser.send(page, { ...typed, passport: 'N0000000' }, '/status')
  t.equal(wrong.status, 404)
  t.equal(wrong.form('/status').fields['birth-month'], '3', 'what was typed stands there')
  t.notMatch(wrong.html, 'Promised')
  await scene.signInAt(browser, 'nimali@example.org')
  t.equal((await browser.send(await browser.get('/en/status'), typed, '/status')).status, 200, 'signed in or not')
})

t.test('it is there in every language, and every state has its words', async (t) => {
  const scene = await portalScene(t)
  for (const language of TRAVELLER_LANGUAGES) {
    const page = await scene.browser().get(`/${language}/status`)
    t.equal(page.status, 200)
    t.notMatch(page.html, /undefined|\[object|NaN/)
  }
  const states = [...APPLICATION.begins, ...Object.values(APPLICATION.edges).map(({ to }) => to)]
  for (const state of states) t.ok(state in texts.en.states, state)
})
