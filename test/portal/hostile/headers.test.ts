import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { pageHeaders } from '../../../pages/page-headers.ts'
import type { PageAnswer } from '../page-browser.ts'
import { addressOf, changedTables, hostilePortal, isGet, SITTING } from './hostile-portal.ts'

const MAY_BE_KEPT = /^\/assets\//
// A file runs nothing: its policy may say so in fewer words.
const FILE_POLICY = /^default-src 'none'; .*frame-ancestors 'none'.*base-uri 'none'/
const headersOf = (path: string, { 'content-type': type }: PageAnswer['headers']) => {
  const { 'cache-control': cache, 'content-security-policy': policy, ...others } = pageHeaders()
  return {
    ...others,
    ...(!MAY_BE_KEPT.test(path) && { 'cache-control': cache }),
    'content-security-policy': /html/.test(String(type)) ? policy : FILE_POLICY,
  }
}

t.test('every answer to everybody has the strict headers, also what is refused and what is not there', async (t) => {
  const { routes, at, paidCase, draft } = await hostilePortal(t)
  t.ok(routes.filter(isGet).length > 12, `${routes.length} routes`)
  for (const who of SITTING)
    for (const route of routes.filter(isGet))
      for (const one of [draft, paidCase]) {
        const path = addressOf(route, one)
        const page = await at[who].ask('GET', path)
        t.match(page.headers, headersOf(path, page.headers), `${who} ${path} (${page.status})`)
        t.ok(page.status < 500 && page.headers['access-control-allow-origin'] === undefined, `${path} ${page.status}`)
      }
  for (const path of ['/nowhere', '/en/nowhere', '/assets/nothing.js', '/assets/%zz', '/%ff', `/en/${'a'.repeat(300)}`])
    t.match(await at.nimali.ask('GET', path), { status: 404, headers: pageHeaders() }, path)
})

t.test('methods that no page has are answered as what is not there, and change nothing', async (t) => {
  const { routes, at, draft, kept } = await hostilePortal(t)
  const before = kept()
  for (const route of routes.filter(isGet)) {
    const path = addressOf(route, draft)
    const [got, head] = [await at.nimali.ask('GET', path), await at.nimali.ask('HEAD', path)]
    t.equal(head.status, got.status, path)
    t.equal(head.bytes.length, 0)
    for (const method of ['OPTIONS', 'PUT', 'PATCH', 'DELETE'] as const) {
      const told = await at.nimali.ask(method, path)
      t.match(told, { status: 404, headers: pageHeaders() }, `${method} ${path}`)
    }
  }
  t.same(
    changedTables(before, kept()).filter((table) => !['audit', 'sessions'].includes(table)),
    [],
  )
})

t.test('a page is in the language of its address, whatever becomes of it', async (t) => {
  const { routes, at, draft } = await hostilePortal(t)
  for (const language of TRAVELLER_LANGUAGES)
    for (const route of routes.filter(isGet))
      for (const who of ['nobody', 'nimali', 'host'] as const) {
        const page = await at[who].ask('GET', addressOf(route, draft, language), undefined, { 'accept-language': 'de' })
        if (!/html/.test(String(page.headers['content-type'])) || !route.url.startsWith('/:language')) continue
        const html = page.document.querySelector('html')
        t.equal(html?.getAttribute('lang'), language, `${page.path} (${page.status})`)
        t.equal(page.document.querySelector('body')?.getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr')
        t.notMatch(page.html, /undefined|\[object|\bNaN\b/, page.path)
      }
})

for (const [name, publicUrl] of [
  ['over HTTPS', 'https://portal.example'],
  ['on one machine', null],
] as const)
  t.test(`cookies are no script's, no other site's and no neighbour's ${name}`, async (t) => {
    const { routes, at, draft } = await hostilePortal(t, { publicUrl, isDemonstration: publicUrl === null })
    let cookies = 0
    for (const route of routes)
      for (const who of SITTING) {
        const { headers } = await at[who].ask(route.method as 'GET', addressOf(route, draft))
        for (const cookie of [headers['set-cookie'] ?? []].flat().map(String)) {
          cookies += 1
          t.match(cookie, publicUrl ? /^__Host-portal[a-z-]*=/ : /^portal[a-z-]*=/)
          t.match(cookie, /; Path=\/; HttpOnly(; Secure)?; SameSite=Lax$/)
          t.equal(/; Secure/.test(cookie), publicUrl !== null, cookie)
          t.notMatch(cookie, /domain/i)
        }
      }
    t.ok(cookies > 0)
  })

t.test('no page leads to where a request says that it is', async (t) => {
  const { routes, at, draft } = await hostilePortal(t, { publicUrl: 'https://portal.example', isDemonstration: false })
  const forged = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example',
    'x-original-url': '/en/evil.example',
  }
  for (const route of routes.filter(isGet))
    for (const who of SITTING) {
      const page = await at[who].ask('GET', addressOf(route, draft), undefined, forged)
      t.notMatch(page.html, /evil\.example/, page.path)
      t.notMatch(String(page.headers.location ?? '/'), /^(https?:)?\/\/|evil/, page.path)
    }
})
