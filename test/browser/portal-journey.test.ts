/** What `npm start` runs, in a real browser: people of a demonstration get e-visas with nothing but the pages and the mailbox. */
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../start/begun.ts'
import { axeFindings, themeFindings } from './axe.ts'
import { chromiumFor } from './chromium.ts'
import {
  beginApplication,
  eVisaOf,
  fillForm,
  type Places,
  pay,
  peopleOf,
  type Traveller,
  until,
} from './portal-traveller.ts'

const MOST_PAGES = 14
const MOST_FIELDS = 22
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } } as const

let places: Places | null = null

async function started(t: Test): Promise<Places> {
  if (places !== null) return places
  const begun = begin(t, { settings: { EVISA_DATA_DIR: join(t.testdir(), 'data') } })
  const addressOf = (name: string) => begun.until(new RegExp(`^${name} at (http://\\S+)$`, 'm'))
  places = {
    portal: await addressOf('portal'),
    demonstration: await addressOf('demonstration'),
    mailbox: await addressOf('test mailbox'),
  }
  return places
}

// What is to be typed or chosen: of a choice one, and nothing that stands there already.
const EMPTY_FIELDS = `(() => {
  const shown = [...document.querySelectorAll('main input, main textarea, main select')].filter((one) => one.getClientRects().length > 0 && one.value === '' || ['radio', 'checkbox'].includes(one.type))
  return new Set(shown.filter((one) => one.type !== 'hidden').map((one) => one.name.replace(/-(day|month|year)$/, ''))).size
})()`

interface Way {
  readonly language: string
  readonly size: keyof typeof SIZES
  readonly hasScript: boolean
  readonly at: number
}

const WAYS: readonly Way[] = [
  { language: 'en', size: 'phone', hasScript: true, at: 0 },
  { language: 'ru', size: 'desk', hasScript: false, at: 1 },
  { language: 'ar', size: 'phone', hasScript: true, at: 2 },
]

t.test('people get their e-visas in one sitting', { timeout: 240_000 }, async (t) => {
  const places = await started(t)
  const people = await until(async () => {
    const found = await peopleOf(places)
    return found.length >= WAYS.length ? found : null
  })
  for (const { language, size, hasScript, at } of WAYS) {
    const person = people[at]
    if (person === undefined) throw new Error('there are too few people')
    await t.test(`${language}, ${size}, ${hasScript ? 'with' : 'without'} script`, async (t) => {
      const context = await chromiumFor(t, { viewport: SIZES[size], hasScript })
      const page = await context.newPage()
      page.on('pageerror', (error) => t.fail(`the page threw: ${error.message}`))
      const names: string[] = []
      let fields = 0
      const seen = async (name: string) => {
        if (page.url().startsWith(places.portal)) names.push(name)
        if (page.url().startsWith(places.portal)) fields += Number(await page.evaluate(EMPTY_FIELDS))
        t.equal(
          await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
          0,
          `${name} is as wide as the screen`,
        )
        if (hasScript) t.strictSame(await axeFindings(page), [], `${name}: axe`)
        if (hasScript && language === 'ar') t.strictSame(await themeFindings(page), [], `${name}: in every theme`)
      }
      const email = `${language}-${at}@traveller.example`
      const traveller: Traveller = { page, places, language, email, person, seen }
      await beginApplication(traveller)
      await fillForm(traveller)
      t.ok(names.length <= MOST_PAGES + 1, `${names.length} pages to the end of the form: ${names.join(', ')}`)
      t.ok(fields <= MOST_FIELDS, `${fields} fields`)
      await pay(traveller)
      const pdf = await eVisaOf(traveller)
      t.equal(pdf.subarray(0, 5).toString(), '%PDF-')
      const mail = await until(async () => {
        const { messages } = await (await fetch(`${places.mailbox}/messages?to=${encodeURIComponent(email)}`)).json()
        return messages.some(({ attachments }: { attachments: unknown[] }) => attachments.length > 0) ? messages : null
      })
      t.ok(mail.length >= 4, `${mail.length} letters: code, receipt, fee, e-visa`)
    })
  }
})
