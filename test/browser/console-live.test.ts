/** The first page of the console in a real browser: it shows what came meanwhile, and does not keep alive the session of somebody who went. */
import t from 'tap'
import { PERSON_IDLE_SECONDS } from '../../server/store/person-store.ts'
import { keepCase } from '../server/cases/case-scene.ts'
import { runsOf } from '../server/cases/made-office.ts'
import { twoAdministrators } from './console-pages.ts'
import { consoleTabs, somebody } from './console-tabs.ts'

t.setTimeout(180_000)

t.test(
  'a case that comes in stands on the page by itself; an hour later it is the page of who is not signed in',
  async (t) => {
    const tabs = await consoleTabs(t)
    const both = await twoAdministrators(t, tabs)
    const { page, go } = await somebody(t, tabs, both, { name: 'Marat Omarov', roles: ['case-officer'] })
    await page.clock.install()
    await go('/en/')
    t.match(await page.textContent('[data-live]'), 'Nothing waits for you')
    const { clock } = tabs.built
    await keepCase(runsOf(t, tabs.built), { dueAt: clock.now - 60 })
    await page.clock.runFor(31_000)
    await page.getByRole('link', { name: 'Cases whose promised time is past' }).waitFor()
    const asked = () => page.waitForResponse((answer) => new URL(answer.url()).pathname === '/en/')
    for (const seconds of [PERSON_IDLE_SECONDS - 120, 180]) {
      clock.now += seconds
      const answer = asked()
      for (const _ of [1, 2, 3]) await page.clock.runFor(30_000)
      await answer
    }
    await page.waitForURL('**/en/sign-in**')
  },
)
