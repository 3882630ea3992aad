/** A person at the portal in a real browser: from the first page to the e-visa, by names of fields alone, so that every language goes the same way. */
import type { Page } from 'playwright-core'

export interface DemoPerson {
  readonly passport_number: string
  readonly surname: string
  readonly given_names: string
  readonly mrz: readonly [string, string]
  readonly visa_support_number: string
  readonly picture: string
}

export interface Places {
  readonly portal: string
  readonly demonstration: string
  readonly mailbox: string
}

export interface Traveller {
  readonly page: Page
  readonly places: Places
  readonly language: string
  readonly email: string
  readonly person: DemoPerson
  /** Is told of each page that was come to. */
  readonly seen: (name: string) => Promise<void>
}

const WAIT_MS = 30_000
const LOOK_MS = 250

/** The people of a demonstration who have an invitation that is ready. */
export async function peopleOf({ demonstration }: Places): Promise<readonly DemoPerson[]> {
  const { people } = (await (await fetch(`${demonstration}/people.json`)).json()) as { people: readonly DemoPerson[] }
  return people.filter(({ visa_support_number }) => visa_support_number !== null)
}

/** The code of the newest letter to an address. */
export async function codeFor(email: string, { mailbox }: Places): Promise<string> {
  return until(async () => {
    const answer = await fetch(`${mailbox}/messages?to=${encodeURIComponent(email)}`)
    const { messages } = (await answer.json()) as { messages: readonly { readonly code: string | null }[] }
    return messages[0]?.code ?? null
  })
}

export async function until<T>(ask: () => Promise<T | null>, withinMs = WAIT_MS): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const found = await ask()
    if (found !== null) return found
    if (performance.now() > end) throw new Error('it did not come in time')
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Presses the button of the page's form; a link that looks like one does as well. */
export async function goOn(page: Page, within = 'main'): Promise<void> {
  await page.locator(`${within} form button:not([type=button]), ${within} a.govuk-button`).first().click()
  await page.waitForLoadState()
}

/** From the first page to the first page of the form. */
export async function beginApplication(traveller: Traveller): Promise<void> {
  const { page, places, language, email, seen } = traveller
  await page.goto(`${places.portal}/${language}/`)
  await seen('home')
  await page.locator(`main a[href="/${language}/apply"]`).first().click()
  await seen('apply')
  await goOn(page)
  await seen('sign-in')
  await page.fill('#email', email)
  await goOn(page)
  await seen('sign-in-code')
  await page.fill('#code', await codeFor(email, places))
  await page.locator('form[action$="/code"] button').click()
  await page.waitForLoadState()
}

/** All pages of the form, up to the one that pays. */
export async function fillForm({ page, places, person, seen }: Traveller, stay = 'Hotel Astana'): Promise<void> {
  await seen('invitation')
  await page.fill('#visa_support_number', person.visa_support_number)
  await goOn(page)
  await seen('passport-copy')
  const buffer = Buffer.from(await (await fetch(`${places.demonstration}${person.picture}`)).arrayBuffer())
  const input = page.locator('input[type=file]').last()
  await input.setInputFiles({ name: 'passport.jpg', mimeType: 'image/jpeg', buffer })
  // Without script the form is sent by its button.
  const button = input.locator('xpath=ancestor::form').locator('button')
  if (await button.isVisible()) await button.click()
  await page.locator('main img').waitFor({ timeout: WAIT_MS })
  await seen('passport-copy-accepted')
  await goOn(page)
  await seen('passport-lines')
  await page.fill('#first', person.mrz[0])
  await page.fill('#second', person.mrz[1])
  await goOn(page)
  await seen('passport')
  // Of a long name the lines have the beginning only.
  await page.fill('#given_names', person.given_names)
  await goOn(page)
  await seen('trip')
  await fillDay(page, 'expected_entry', 3)
  await fillDay(page, 'expected_exit', 12)
  await goOn(page)
  await seen('contact')
  await page.fill('#phone', '+94 77 123 4567')
  await page.fill('#place_of_stay', stay)
  await goOn(page)
  await seen('background')
  for (const name of ['refused_before', 'overstayed', 'convicted']) await page.check(`input[name=${name}][value=no]`)
  await goOn(page)
  await seen('check')
  await page.check('#is_true')
  await page.check('#not_refunded')
  await goOn(page)
}

/** At the portal and at the bank, to the page of the case. */
export async function pay({ page, seen, places }: Traveller): Promise<void> {
  await seen('pay')
  await goOn(page)
  // The page between leads on by itself.
  await page.locator('#card').waitFor({ timeout: WAIT_MS })
  await seen('bank')
  await page.fill('#card', '4000 0000 0000 0002')
  await goOn(page)
  await page.fill('#code', '1234')
  await goOn(page)
  await page.waitForURL((url) => url.href.startsWith(places.portal), { timeout: WAIT_MS })
  await seen('pay-back')
  await page.waitForURL((url) => /\/applications\/[0-9A-Z]{12}$/.test(url.pathname), { timeout: WAIT_MS })
  await seen('case-paid')
}

/** Once officers have decided. */
export async function eVisaOf({ page, seen }: Traveller): Promise<Buffer> {
  const href = await until(async () => {
    await page.reload()
    return page
      .locator('a[href$="/e-visa.pdf"]')
      .first()
      .getAttribute('href', { timeout: 500 })
      .catch(() => null)
  })
  await seen('case-issued')
  const answer = await page.request.get(new URL(href, page.url()).href)
  return answer.body()
}

async function fillDay(page: Page, name: string, inDays: number): Promise<void> {
  const at = new Date(Date.now() + inDays * 86_400_000)
  await page.fill(`#${name}`, String(at.getUTCDate()))
  await page.fill(`#${name}-month`, String(at.getUTCMonth() + 1))
  await page.fill(`#${name}-year`, String(at.getUTCFullYear()))
}
