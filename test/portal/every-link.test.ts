import type { HTMLElement } from 'node-html-parser'
import t, { type Test } from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { languageOfPath } from '../../pages/page-language.ts'
import type { Ready } from '../server/hostile/hostile-scene.ts'
import type { PageAnswer, PageBrowser } from './page-browser.ts'
import { type PortalScene, portalScene } from './portal-scene.ts'

const MOST_PAGES = 600
// A made copy has no picture.
const MISSING = [/\/passport-copy\/[^/]+\/pages\/\d\.jpg$/]

/** Follows every link from a page, and looks at each page once. The addresses that it was at. */
async function crawl(t: Test, browser: PageBrowser, from: string, language?: string): Promise<readonly string[]> {
  const waiting = [from]
  const seen = new Set(waiting)
  const been: string[] = []
  for (let path = waiting.shift(); path !== undefined && been.length < MOST_PAGES; path = waiting.shift()) {
    const page = await browser.get(path)
    been.push(path)
    t.ok(page.status === 200 || MISSING.some((missing) => missing.test(path)), `${path}: ${page.status}`)
    if (!/html/.test(String(page.headers['content-type']))) continue
    isWellMade(t, page)
    for (const link of linksOf(page)) {
      // The other languages have the same pages, and are begun from by themselves.
      const isOurs = language === undefined || languageOfPath(link) === language
      if (!link.startsWith('/') || !isOurs || link.startsWith('/assets/') || seen.has(link)) continue
      seen.add(link)
      waiting.push(link)
    }
  }
  return been
}

const linksOf = ({ document }: PageAnswer) =>
  document.querySelectorAll('a[href]').map((link) => link.getAttribute('href')?.split('#')[0] ?? '')

/** What is true of every page. */
function isWellMade(t: Test, { html, document, path }: PageAnswer): void {
  const all = (selector: string) => document.querySelectorAll(selector)
  const languageIs = document.querySelector('html')?.getAttribute('lang')
  t.equal(languageIs, languageOfPath(path) ?? languageIs, path)
  t.equal(document.querySelector('body')?.getAttribute('dir'), languageIs === 'ar' ? 'rtl' : 'ltr', path)
  // What a script fills in stands in attributes for it.
  t.notMatch(html.replace(/ data-[\w-]+="[^"]*"/g, ''), /undefined|\[object|\bNaN\b|\{\w+(:[^}]*)?\}/, path)
  t.equal(all('h1').length, 1, `${path} has one heading`)
  t.ok(document.querySelector('title')?.textContent.trim())
  const ids = all('[id]').map((element) => element.getAttribute('id') ?? '')
  t.same(twiceIn(ids), [], `${path}: every id is one element's`)
  for (const form of all('form')) hasToken(t, form, path)
  const known = new Set(ids)
  for (const label of all('label')) t.ok(known.has(label.getAttribute('for') ?? ''), `${path}: ${label.textContent}`)
  for (const link of all('a[href^="#"]')) t.ok(known.has(link.getAttribute('href')?.slice(1) ?? ''), `${path}: ${link}`)
  for (const field of all(FIELDS)) t.ok(isNamed(document, field), `${path}: ${field.getAttribute('name')} has a label`)
  for (const picture of all('img')) t.ok(picture.hasAttribute('alt'), path)
  for (const element of all('[aria-describedby]'))
    for (const id of (element.getAttribute('aria-describedby') ?? '').split(/\s+/))
      t.ok(known.has(id), `${path}: #${id}`)
}

const FIELDS = 'input:not([type=hidden]):not([type=submit]), textarea, select'

function isNamed(document: HTMLElement, field: HTMLElement): boolean {
  const id = field.getAttribute('id')
  return field.hasAttribute('aria-label') || document.querySelector(`label[for="${id}"]`) !== null
}

function hasToken(t: Test, form: HTMLElement, path: string): void {
  if (form.getAttribute('method')?.toLowerCase() !== 'post') return
  t.match(form.querySelector('input[name=_form]')?.getAttribute('value'), /^[\w-]{86}\.[\w-]*$/, `${path} has a token`)
  t.notMatch(form.getAttribute('action') ?? '', /^(https?:)?\/\//, 'sends to us alone')
}

const twiceIn = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at)

t.test('every link that anybody sees leads to a page that is there, in every language', async (t) => {
  const scene = await portalScene(t)
  const been = await crawl(t, scene.roaming(), '/')
  for (const language of TRAVELLER_LANGUAGES)
    for (const page of ['', 'fees', 'eligibility', 'sign-in', 'host/sign-in', 'status', 'privacy'])
      t.ok(
        been.some((path) => path.split('?')[0] === `/${language}/${page}`),
        `${language} ${page}`,
      )
})

/** Cases of one person, in states in which their pages show something else. */
async function casesOf(scene: PortalScene): Promise<Readonly<Record<string, Ready>>> {
  const { nimali, asel, bolat } = scene
  const [draft, submitted, paid] = [await scene.ready(nimali), await scene.submitted(nimali), await scene.paid(nimali)]
  const [asked, issued, refused] = [await scene.paid(nimali), await scene.paid(nimali), await scene.paid(nimali)]
  await scene.decide(asel, asked, { decision: 'ask', text: 'Where do you stay in Almaty?' })
  await scene.decide(asel, issued, { decision: 'no-objection' })
  await scene.decide(asel, refused, { decision: 'refuse', rule: 'purpose', reason: 'The hotel does not know of it.' })
  await scene.decide(bolat, refused, { decision: 'agree' })
  await scene.issueAll()
  const withdrawn = await scene.submitted(nimali)
  await nimali.call('POST', `/v1/applications/${withdrawn.reference}/withdrawal`)
  return { draft, submitted, paid, asked, issued, refused, withdrawn }
}

t.test("and so does every link of a traveller's own pages, however far their cases have come", async (t) => {
  const scene = await portalScene(t)
  const cases = await casesOf(scene)
  for (const language of TRAVELLER_LANGUAGES) {
    const browser = scene.roaming()
    scene.clock.now += 3600
    await scene.signInAt(browser, 'nimali@example.org', 'applicant', language)
    const been = await crawl(t, browser, `/${language}/account`, language)
    for (const [state, { reference }] of Object.entries(cases))
      t.ok(
        been.some((path) => path.includes(reference)),
        `${language}: the ${state} one of ${been.length} pages`,
      )
  }
})

t.test("and of a host's", async (t) => {
  const scene = await portalScene(t)
  for (const language of TRAVELLER_LANGUAGES) {
    const browser = scene.roaming()
    scene.clock.now += 3600
    await scene.signInAt(browser, 'host@example.kz', 'host', language)
    const been = await crawl(t, browser, `/${language}/host`, language)
    t.ok(been.length > 5, `${been.length} pages`)
  }
})
