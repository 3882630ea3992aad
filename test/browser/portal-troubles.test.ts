/** Back, anew, two tabs, two clicks, and a bank that is not heard of: in a real browser nothing is lost or done twice. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { CARD } from '../acquirer/made-acquirer.ts'
import { CONTACT, DAYS } from '../portal/application/made-draft.ts'
import type { Ready } from '../server/hostile/hostile-scene.ts'
import {
  answersOn,
  button,
  caseOf,
  field,
  formOf,
  goOn,
  heading,
  pathOf,
  portalTabs,
  type Somebody,
  sentForms,
} from './portal-tabs.ts'

t.setTimeout(120_000)
const { scene, somebody, window, open, signIn } = await portalTabs(t)

const PAY = 'Pay the consular fee'
const STAY = 'Guest house Алма, «Dostyk» 52, flat 7'

const drafts = async ({ person }: Somebody) => (await person.call('GET', '/v1/applications')).body.applications
const paymentsOf = async ({ person }: Somebody, { reference }: Ready) =>
  (await person.call('GET', `/v1/applications/${reference}/payments`)).body.payments

t.test('back shows what was kept, also past a page that had faults, and sends nothing again', async (t) => {
  const nimali = await somebody(t)
  const one = await scene.ready(nimali.person)
  const sent = sentForms(nimali.window)
  const page = await nimali.open(formOf(one, 'invitation'))
  await goOn(page)
  await goOn(page, page.locator('main a.govuk-button'))
  await field(page, 'given_names').fill('Nimali  Sanduni')
  await goOn(page)
  for (const [name, value] of Object.entries({ ...DAYS, 'expected_exit-day': '40' }))
    await field(page, name).fill(value)
  await goOn(page)
  t.match(await page.locator('.govuk-error-summary').innerText(), /is not in the calendar/)
  await field(page, 'expected_exit-day').fill('3')
  await goOn(page)
  t.equal(pathOf(page), formOf(one, 'contact'))
  await field(page, 'place_of_stay').fill(STAY)
  await goOn(page)
  await field(page, 'overstayed').first().check()
  await field(page, 'explanation').fill('In 2019, by two days.')
  await goOn(page)
  t.equal(pathOf(page), formOf(one, 'check'))
  const before = new Map(sent)
  await page.goBack()
  t.equal(await field(page, 'explanation').inputValue(), 'In 2019, by two days.')
  t.ok(await field(page, 'overstayed').first().isChecked())
  await page.goBack()
  t.equal(await field(page, 'place_of_stay').inputValue(), STAY)
  await page.goBack()
  t.equal(pathOf(page), formOf(one, 'trip'))
  t.equal(await field(page, 'expected_exit-day').inputValue(), '3')
  await page.goBack()
  await page.goBack()
  t.equal(await field(page, 'given_names').inputValue(), 'Nimali  Sanduni')
  for (const name of ['passport-copy', 'invitation']) {
    await page.goBack()
    t.equal(pathOf(page), formOf(one, name))
  }
  t.equal(await field(page, 'visa_support_number').inputValue(), one.number)
  t.strictSame(sent, before, 'back sends nothing')
  await page.goto(formOf(one, 'trip'))
  await goOn(page)
  t.equal(pathOf(page), formOf(one, 'contact'), 'and from there it goes on')
})

t.test('the answer of a form that is loaded anew is the same answer', async (t) => {
  const nimali = await somebody(t)
  const one = await scene.ready(nimali.person)
  const page = await nimali.open(formOf(one, 'contact'))
  await field(page, 'phone').fill('none')
  await field(page, 'place_of_stay').fill(STAY)
  await goOn(page)
  t.match(await heading(page), 'How we reach you')
  for (const _ of 'twice') await page.reload()
  t.match(await page.title(), /^Error/)
  t.equal(await field(page, 'phone').inputValue(), 'none')
  t.equal(await field(page, 'place_of_stay').inputValue(), STAY)
  await field(page, 'phone').fill(CONTACT.phone)
  await goOn(page)
  t.equal(pathOf(page), formOf(one, 'background'))
  t.match(await answersOn(nimali, one, 'contact'), { phone: CONTACT.phone, place_of_stay: STAY })
})

t.test('two tabs that change one page: the second is shown both, and either is kept by choice alone', async (t) => {
  const nimali = await somebody(t)
  const one = await scene.ready(nimali.person)
  for (const [choice, kept] of [
    ['Keep what I typed here', 'Second'],
    ['Leave what is kept now', 'First'],
  ] as const) {
    const [first, second] = [await nimali.open(formOf(one, 'contact')), await nimali.open(formOf(one, 'contact'))]
    await field(first, 'place_of_stay').fill('First')
    await goOn(first)
    await field(second, 'place_of_stay').fill('Second')
    await goOn(second)
    const shown = await second.locator('main table').innerText()
    t.match(shown, /Second\s+First/)
    t.match(await answersOn(nimali, one, 'contact'), { place_of_stay: 'First' }, 'nothing was overwritten')
    await goOn(second, second.getByText(choice))
    t.match(await answersOn(nimali, one, 'contact'), { place_of_stay: kept })
  }
})

t.test('a double click begins, submits and pays once', async (t) => {
  const nimali = await somebody(t)
  const sent = sentForms(nimali.window)
  const page = await nimali.open('/en/apply')
  await button(page).dblclick()
  await page.waitForURL('**/form/invitation')
  const one = await scene.ready(nimali.person)
  await page.goto(formOf(one, 'check'))
  await field(page, 'is_true').check()
  await field(page, 'not_refunded').check()
  await button(page).dblclick()
  await page.waitForURL(`**${caseOf(one, 'pay')}`)
  await page.locator('#pay button').dblclick()
  await page.waitForURL(`${scene.bank.url}/pay/**`)
  t.strictSame(
    [...sent],
    [
      ['/en/apply', 1],
      [formOf(one, 'check'), 1],
      [caseOf(one, 'pay'), 1],
    ],
  )
  await page.goto(caseOf(one, 'pay'))
  t.equal(pathOf(page), caseOf(one, 'pay/back'), 'what is open is not begun again')
})

t.test('pressed in two tabs at once it is begun, submitted and paid once, also without script', async (t) => {
  const nimali = await somebody(t, { javaScriptEnabled: false })
  const tabs = [await nimali.open('/en/apply'), await nimali.open('/en/apply')]
  const pressBoth = async (path: string, ...boxes: readonly string[]) => {
    for (const tab of tabs) {
      await tab.goto(path)
      for (const name of boxes) await field(tab, name).check()
    }
    await Promise.all(tabs.map((tab) => goOn(tab)))
  }
  await pressBoth('/en/apply')
  t.equal((await drafts(nimali)).length, 1, 'one is begun')
  const one = await scene.ready(nimali.person)
  await pressBoth(formOf(one, 'check'), 'is_true', 'not_refunded')
  t.equal((await nimali.person.call('GET', `/v1/applications/${one.reference}`)).body.state, 'submitted')
  t.strictSame(await Promise.all(tabs.map(heading)), [PAY, PAY], 'both are told what comes next')
  await pressBoth(caseOf(one, 'pay'))
  t.equal((await paymentsOf(nimali, one)).length, 1, 'one payment')
})

/** Types a card at the bank, confirms it, and is sent back. */
async function payThere(page: Page): Promise<void> {
  await page.waitForURL(`${scene.bank.url}/pay/**`)
  await page.locator('#card').fill(CARD)
  await page.locator('#fault').selectOption('notice-lost')
  await page.locator('button').click()
  await page.locator('#code').fill('1234')
}

t.test('where the notice of the bank is lost the page comes to the paid case by itself', async (t) => {
  const nimali = await somebody(t)
  const one = await scene.submitted(nimali.person)
  const page = await nimali.open(caseOf(one, 'pay'))
  await goOn(page, page.locator('#pay button'))
  await payThere(page)
  await page.locator('button').click()
  await page.waitForURL(`**${caseOf(one, 'pay/back')}*`)
  t.match(await heading(page), 'We are asking the bank')
  await scene.pass(20)
  await page.waitForURL(`**${caseOf(one)}`)
  t.match(await heading(page), 'The fee is paid')
  await page.goBack()
  await page.waitForLoadState()
  t.notOk(await page.locator('#pay button').count(), 'back leads to nothing that pays again')
})

t.test('a browser that was closed at the bank finds the payment when it is opened later', async (t) => {
  const nimali = await somebody(t)
  const [unpaid, paid] = [await scene.submitted(nimali.person), await scene.submitted(nimali.person)]
  for (const one of [unpaid, paid]) {
    const page = await nimali.open(caseOf(one, 'pay'))
    await goOn(page, page.locator('#pay button'))
    await payThere(page)
    if (one === paid) await page.locator('button').click()
    await page.close()
  }
  await nimali.window.close()
  await scene.pass(20)
  const later = await window(t)
  await signIn(later, nimali.email)
  const page = await open(t, later, caseOf(paid))
  t.match(await heading(page), 'The fee is paid')
  await page.goto(caseOf(unpaid))
  await goOn(page, page.locator('main a.govuk-button'))
  t.match(await heading(page), 'We are asking the bank')
  await page.getByRole('link', { name: /bank/i }).first().click()
  await page.waitForURL(`${scene.bank.url}/pay/**`)
  t.equal((await paymentsOf(nimali, unpaid)).length, 1, 'the same payment')
})
