/** A page in every language of travellers, as it has to be in each. */
import type { Test } from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import type { PageBrowser } from './page-browser.ts'

/** `path`: without the language, such as `/account`. */
export async function inFiveLanguages(t: Test, browser: PageBrowser, path: string, status = 200): Promise<void> {
  const titles = new Set<string>()
  for (const language of TRAVELLER_LANGUAGES) {
    const page = await browser.get(`/${language}${path}`)
    t.equal(page.status, status, `${language}${path}`)
    t.equal(page.path.split('?')[0], `/${language}${path}`.split('?')[0], 'it is this page')
    t.notMatch(page.html, /undefined|\[object|\bNaN\b|\{\w+(:[^}]*)?\}/, `${language}${path}`)
    t.equal(page.texts('h1').length, 1, `${language}${path} has one heading`)
    t.match(page.html, language === 'ar' ? /<body[^>]*dir="rtl"/ : /<body[^>]*dir="ltr"/)
    titles.add(page.text('h1'))
  }
  t.ok(titles.size >= 4, `${path} is said in the languages: ${[...titles].join(' | ')}`)
}
