/** A demonstration in Chromium: whoever opens the console is one of its people, by a key that the page makes. */
import t from 'tap'
import { DEMO_PEOPLE, demoPeople } from '../../server/operation/demo-authority.ts'
import { consoleTabs } from './console-tabs.ts'

t.setTimeout(120_000)

t.test('a press makes a key and signs in; the next one signs by it, and so does what is decided', async (t) => {
  const tabs = await consoleTabs(t, true)
  await demoPeople(tabs.built.store, tabs.built.clock.now)
  const { page, go, press, text, path } = await tabs.person(t, { key: null })
  await go('sign-in')
  t.match(await text(), /no security at all/, 'it says so')
  const [first] = DEMO_PEOPLE
  const card = page.locator('.site-card', { hasText: first?.name ?? '' }).locator('button')
  for (const time of ['made', 'known']) {
    await go('sign-in')
    await Promise.all([page.waitForURL('**/en/'), card.click()])
    t.match(await text(), first?.name ?? '', time)
    t.equal((await tabs.built.store.persons()).flatMap(({ keys }) => keys).length, 1, 'one key')
    await press('Sign out')
  }
  t.equal(path(), '/en/sign-in')

  t.test('in a demonstration that was begun anew the same press makes another key', async (t) => {
    const [known] = (await tabs.built.store.persons()).flatMap(({ keys }) => keys)
    await page.route('**/en/sign-in', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(known?.credential ?? '', 'none') })
    })
    await go('sign-in')
    await Promise.all([page.waitForURL('**/en/'), card.click()])
    t.equal((await tabs.built.store.persons()).flatMap(({ keys }) => keys).length, 2)
  })
})
