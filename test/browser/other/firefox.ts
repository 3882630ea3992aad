/** Firefox, driven by WebDriver BiDi, with a profile on disk. */
import { access } from 'node:fs/promises'
import puppeteer, { type Page } from 'puppeteer-core'
import type { Engine, OtherTab } from './other-browser.ts'

const PROGRAM = '/usr/bin/firefox-esr'

const PREFERENCES = {
  // A camera of moving colours, for which nobody is asked.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // A page may ask before it is left, as it may where nobody drives the browser.
  'dom.disable_beforeunload': false,
  'dom.require_user_interaction_for_beforeunload': false,
}

export const firefox: Engine = {
  name: 'Firefox',
  missing: async () => {
    const isThere = await access(PROGRAM).then(
      () => true,
      () => false,
    )
    return isThere ? [] : ['firefox-esr']
  },
  start: async (profile) => {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: PROGRAM,
      userDataDir: profile,
      extraPrefsFirefox: PREFERENCES,
      headless: true,
    })
    const asked: string[] = []
    return {
      version: await browser.version(),
      asked,
      open: async (url) => {
        const page = await browser.newPage()
        page.on('dialog', (dialog) => {
          asked.push(dialog.type())
          void dialog.dismiss()
        })
        await page.goto(url)
        return tabOf(page)
      },
      close: () => browser.close(),
    }
  },
}

function tabOf(page: Page): OtherTab {
  return {
    evaluate: async (expression) =>
      JSON.parse((await page.evaluate(`(async () => JSON.stringify((await (${expression})) ?? null))()`)) as string),
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    close: () => page.close(),
  }
}
