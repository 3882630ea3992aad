/** A draft whose passport and picture are there by calls, and a browser that is signed in as its traveller. */
import { INVITATION, typedBy } from '../../server/made-application.ts'
import { keepCopy } from '../../server/store/made-applications.ts'
import type { PageAnswer, PageBrowser } from '../page-browser.ts'
import type { PortalScene } from '../portal-scene.ts'

export const NIMALI = 'nimali@example.org'

let made = 0

/** An approved invitation for a passport that nobody has yet. */
export async function madeInvitation({ asel, bolat }: Pick<PortalScene, 'asel' | 'bolat'>) {
  made += 1
  const passport = `N${7_234_567 + made}`
  const number = `PAPER${String(70_000 + made)}`
  const content = { ...INVITATION, passport: { number: passport, issuer: 'LKA' } }
  const answer = await asel('POST', '/v1/paper-invitations', { number, content })
  if (answer.status !== 201) throw new Error(answer.text)
  await bolat('POST', `/v1/invitations/${answer.body.invitation}/approval`)
  return { number, passport }
}

/** What COPY's pages do: an accepted picture, and the page of the passport. */
export async function keepPassport({ nimali, runs }: PortalScene, reference: string, passport: string): Promise<void> {
  await keepCopy(runs, reference)
  const path = `/v1/applications/${reference}`
  const { revision } = (await nimali.call('GET', path)).body
  const answers = typedBy('', passport).passport
  const kept = await nimali.call('PUT', `${path}/pages/passport`, answers, { 'if-match': String(revision) })
  if (kept.status !== 200 || kept.body.faults.length > 0) throw new Error(kept.text)
}

export async function nimaliAt(scene: PortalScene): Promise<PageBrowser> {
  const browser = scene.browser()
  await scene.signInAt(browser, NIMALI)
  return browser
}

/** Begins a draft by the pages; its reference. */
export async function begunAt(browser: PageBrowser): Promise<string> {
  const list = await browser.send(await browser.get('/en/apply'), {}, '/apply')
  return referenceIn(list)
}

export function referenceIn({ path }: PageAnswer): string {
  const [, reference = ''] = /\/applications\/([A-Z0-9]+)/.exec(path) ?? []
  return reference
}

export const DAYS = {
  'expected_entry-day': '25',
  'expected_entry-month': '11',
  'expected_entry-year': '2026',
  'expected_exit-day': '4',
  'expected_exit-month': '12',
  'expected_exit-year': '2026',
}
export const CONTACT = { phone: '+94 77 123 4567', place_of_stay: 'Hotel Astana, Mangilik El 1' }
export const NOTHING = { refused_before: 'no', overstayed: 'no', convicted: 'no' }
export const AGREED = { is_true: 'yes', not_refunded: 'yes' }

/** A draft with all pages, and a browser in front of it. */
export async function readyAt(scene: PortalScene) {
  const browser = await nimaliAt(scene)
  const one = await scene.ready(scene.nimali)
  return { ...one, browser, form: `/en/applications/${one.reference}/form` }
}
