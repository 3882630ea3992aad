import t from 'tap'
import { inFiveLanguages } from '../in-five-languages.ts'
import { type PortalScene, portalScene } from '../portal-scene.ts'

const EMAIL = 'nimali@example.org'
const NEW = 'nimali@elsewhere.example'

/** The newest code that went to an address, to be the account's or to be it no more. */
function codesOf({ letters }: Pick<PortalScene, 'letters'>) {
  return async (address: string): Promise<string> => {
    const sent = [...(await letters('change-address')), ...(await letters('leave-address'))]
    return JSON.parse(sent.findLast((one) => one.address === address)?.content ?? '{}').code
  }
}

const wrong = (code: string) => (code === '111111' ? '222222' : '111111')

t.test('the address changes by a code to each address, in the browser that asked', async (t) => {
  const scene = await portalScene(t)
  const [browser, other] = [scene.browser(), scene.browser()]
  for (const one of [browser, other]) await scene.signInAt(one, EMAIL)
  const codeTo = codesOf(scene)
  const page = await browser.get('/en/account/address')
  t.match(page.text('main'), EMAIL)
  const half = await browser.send(page, { email: 'nimali' }, '/address')
  t.match([half.status, half.text('.govuk-error-summary')], [422, /Type a whole e-mail address/])
  t.equal(half.form('/address').fields.email, 'nimali')
  const typed = await browser.send(half, { email: NEW }, '/address')
  t.match(typed.text('main'), NEW)
  const short = await browser.send(typed, { code: '12' }, '/code')
  t.match([short.status, short.text('.govuk-error-summary')], [422, /all six digits/])
  t.equal(short.form('/code').fields.code, '12')
  const [code, own_code] = [await codeTo(NEW), await codeTo(EMAIL)]
  const stolen = await browser.send(typed, { code, own_code: wrong(own_code) }, '/code')
  t.match([stolen.status, stolen.text('#own_code-error')], [422, /newest letter to your old address/])
  const bad = await browser.send(typed, { code: wrong(code), own_code }, '/code')
  t.match([bad.status, bad.text('#code-error')], [422, /newest letter to the new address/])
  t.match((await browser.get('/en/account')).text('.govuk-summary-list'), EMAIL, 'nothing is changed')
  const elsewhere = await other.send(await other.get('/en/account/address/code'), { code, own_code }, '/code')
  t.match([elsewhere.status, elsewhere.text('.govuk-error-summary')], [422, /good no more/])
  const done = await browser.send(bad, { code }, '/code')
  t.equal(bad.form('/code').fields.own_code, own_code, 'the right one is not typed again')
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
  const codeTo = codesOf(scene)
  const taken = await browser.send(typed, { code: await codeTo(NEW), own_code: await codeTo(EMAIL) }, '/code')
  t.match([taken.status, taken.text('.govuk-error-summary')], [422, /Another account has this address/])
})
