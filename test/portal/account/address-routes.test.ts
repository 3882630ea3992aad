import t from 'tap'
import { inFiveLanguages } from '../in-five-languages.ts'
import { portalScene } from '../portal-scene.ts'

const EMAIL = 'nimali@example.org'
const NEW = 'nimali@elsewhere.example'

t.test('the address changes by a code to the new one, in the browser that asked', async (t) => {
  const scene = await portalScene(t)
  const [browser, other] = [scene.browser(), scene.browser()]
  for (const one of [browser, other]) await scene.signInAt(one, EMAIL)
  const codeTo = async (address: string) =>
    JSON.parse((await scene.letters('change-address')).findLast((one) => one.address === address)?.content ?? '{}').code
  const page = await browser.get('/en/account/address')
  t.match(page.text('main'), EMAIL)
  const wrong = await browser.send(page, { email: 'nimali' }, '/address')
  t.match([wrong.status, wrong.text('.govuk-error-summary')], [422, /Type a whole e-mail address/])
  t.equal(wrong.form('/address').fields.email, 'nimali')
  const typed = await browser.send(wrong, { email: NEW }, '/address')
  t.match(typed.text('main'), NEW)
  const short = await browser.send(typed, { code: '12' }, '/code')
  t.match([short.status, short.text('.govuk-error-summary')], [422, /all six digits/])
  const code = await codeTo(NEW)
  const bad = await browser.send(typed, { code: code === '111111' ? '222222' : '111111' }, '/code')
  t.match([bad.status, bad.text('.govuk-error-summary')], [422, /not the code of the newest letter/])
  const elsewhere = await other.send(await other.get('/en/account/address/code'), { code }, '/code')
  t.match([elsewhere.status, elsewhere.text('.govuk-error-summary')], [422, /good no more/])
  const done = await browser.send(bad, { code }, '/code')
  t.match([done.path, done.text('.govuk-summary-list')], ['/en/account?saved', new RegExp(NEW)])
  t.match((await other.get('/en/account')).path, /^\/en\/sign-in/, 'other sessions end')
  await inFiveLanguages(t, browser, '/account/address')
  await inFiveLanguages(t, browser, '/account/address/code')
})

t.test('an address that another account has is not taken over', async (t) => {
  const scene = await portalScene(t)
  const [browser, other] = [scene.browser(), scene.browser()]
  await scene.signInAt(browser, EMAIL)
  await scene.signInAt(other, NEW)
  const typed = await browser.send(await browser.get('/en/account/address'), { email: NEW }, '/address')
  t.equal(typed.status, 200, 'told alike for every address')
  const letter = (await scene.letters('change-address')).findLast(({ address }) => address === NEW)
  const { code } = JSON.parse(letter?.content ?? '{}')
  const taken = await browser.send(typed, { code }, '/code')
  t.match([taken.status, taken.text('.govuk-error-summary')], [422, /Another account has this address/])
})
