/** Devices at the console in Chromium: a carrier's administrator, and an operator of the authority, from the code to the end. */
import t, { type Test } from 'tap'
import { chromiumFor, openPage } from './chromium.ts'
import { twoAdministrators } from './console-pages.ts'
import { type ConsolePerson, consoleTabs, somebody } from './console-tabs.ts'

t.setTimeout(240_000)
const tabs = await consoleTabs(t)
const { built } = tabs
// A tablet has no other clock than that of the machine.
Object.defineProperty(built.clock, 'now', { get: () => Math.floor(Date.now() / 1000) })
await built.authority('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 2 })
const both = await twoAdministrators(t, tabs)

/** Opens the page that the console names in a browser of its own, and enrols it by the code that stands there. */
async function enrolTablet(t: Test, by: ConsolePerson, name: string) {
  const [address, code] = [await by.page.locator('.site-code--broken').innerText(), await by.text('code')]
  const tablet = await openPage(t, await chromiumFor(t), address)
  await tablet.getByLabel('Name of this scanner').fill(name)
  await tablet.getByLabel('Enrolment code').fill(code)
  await tablet.getByRole('button', { name: 'Enrol', exact: true }).click()
  await tablet.getByRole('heading', { name: 'Your shift' }).waitFor()
  return tablet
}

async function endAccess(t: Test, by: ConsolePerson, name: string, reason: string) {
  await by.page.locator('a', { hasText: `End its access: ${name}` }).click()
  await by.page.getByRole('heading', { name: `End the access of ${name}?` }).waitFor()
  await by.press()
  t.match(await by.text('.govuk-error-summary'), /Say why/)
  await by.page.check(`[value=${reason}]`)
  await by.press()
}

t.test('a carrier’s administrator enrols a tablet by its code, finds it in the list and ends its access', async (t) => {
  const dana = await somebody(t, tabs, both, {
    ...{ name: 'Dana', roles: ['carrier-administrator'], carrier: 'KC', stations: 'ALA NQZ' },
  })
  t.equal(dana.path(), '/en/carrier')
  await dana.page.selectOption('#station', 'NQZ')
  await dana.press('Make a code')
  await enrolTablet(t, dana, 'Gate 7')
  await dana.go('carrier')
  t.match(await dana.text(), /1 of 2 devices[\s\S]*Gate 7[\s\S]*NQZ/)
  await endAccess(t, dana, 'Gate 7', 'stolen')
  t.equal(dana.path(), '/en/carrier')
  t.match(await dana.text(), /No scanner is here yet[\s\S]*Ended: 1/)
  const [ended] = (await built.store.listDevices()).filter(({ name }) => name === 'Gate 7')
  t.match(ended, { carrier: 'KC', station: 'NQZ', revokedAt: Number })
  await dana.go('devices')
  t.equal(dana.path(), '/en/carrier', 'of the authority’s devices nothing is seen')
})

t.test('an operator adds an airline, enrols a booth, finds it among all and ends its access', async (t) => {
  const olga = await somebody(t, tabs, both, { name: 'Olga', roles: ['operator'] })
  await olga.page.getByRole('link', { name: 'Devices' }).click()
  await olga.page.getByRole('button', { name: 'Airlines' }).click()
  await olga.page.getByRole('button', { name: 'Add an airline' }).click()
  for (const [field, text] of Object.entries({ code: 'DV', name: 'SCAT', devices: '3' }))
    await olga.page.fill(`#${field}`, text)
  await olga.press()
  t.match(await olga.text(), /DV · SCAT[\s\S]*0 of 3 devices[\s\S]*KC · Air Astana/)
  await olga.page.getByRole('link', { name: 'All devices' }).click()
  await olga.page.getByRole('button', { name: 'Enrol a device' }).click()
  await olga.page.check('[value=border]')
  await olga.press()
  await enrolTablet(t, olga, 'Booth 3')
  await olga.page.getByRole('link', { name: 'All devices' }).click()
  await olga.page.getByText('Narrow the list').click()
  await olga.page.selectOption('#role', 'border')
  await olga.press('Show')
  t.match(await olga.text('.desk-rows'), /Booth 3[\s\S]*booth at the border/)
  await endAccess(t, olga, 'Booth 3', 'broken')
  t.equal(olga.path(), '/en/devices')
  t.notMatch(await olga.text('.desk-rows'), /Booth 3/)
})
