import t, { type Test } from 'tap'
import type { PageAnswer, PageBrowser, PageForm } from '../page-browser.ts'
import { addressOf, hostilePortal, isGet, isOfSomebody, isPost } from './hostile-portal.ts'

const LONG = { timeout: 300_000 }
const MARK = 'Zq7'
const HOSTILE: Readonly<Record<string, string>> = {
  script: `${MARK}"><script>alert(1)</script>`,
  attribute: `${MARK}" onfocus="alert(1)" autofocus x="`,
  'single quotes': `${MARK}' onfocus='alert(1)`,
  'a template': `${MARK}{{7*7}}{% include "page.njk" %}\${7*7}#{7*7}`,
  'a place of a text': `${MARK}{n}{reference}{n:day|days}`,
  'a new line of a header': `${MARK}\r\nset-cookie: evil=1\r\n\r\n<script>alert(1)</script>`,
  NUL: `${MARK}\u0000`,
  'control characters': `${MARK}\u0001\u001b[31m\u007f\u0085`,
  'letters turned round': `${MARK}\u202e\u2066\ufeff`,
  'half a letter': `${MARK}\ud83d`,
  'a link': 'javascript:alert(1)',
  'an address elsewhere': '//evil.example/',
  'another address elsewhere': '/\\evil.example/',
  SQL: `${MARK}'; DROP TABLE applications; --`,
  JSON: `${MARK}","__proto__":{"x":1},"y":"`,
  long: MARK.repeat(3000),
  'a number that is none': '1e999',
  'a day of no month': '-0',
  blanks: ' \u00a0\u2003 ',
}
// Where no page shows the form, these are what forms have.
const USUAL = ['email', 'code', 'next', 'kept', 'token', 'reason', 'text', 'reference', 'language', 'revision']

function isHarmless(t: Test, page: PageAnswer, what: string): void {
  t.ok(page.status < 500, `${what}: ${page.status}`)
  t.notMatch(
    page.html,
    /<script>alert|" onfocus=|' onfocus='|>49<|href="(javascript:|\/\/|\/\\)|action="(javascript:|\/\/|\/\\|https?:)/,
    what,
  )
  t.notMatch(page.html, new RegExp(`${MARK}49|undefined|\\[object`), what)
  const { location, ...others } = page.headers
  t.notMatch(JSON.stringify(others), /evil/, what)
  if (location !== undefined) t.match(location, /^\/[a-z]{2}\/|^http:\/\/127\.0\.0\.1:\d+\/pay/, what)
}

const formsOf = (page: PageAnswer): readonly PageForm[] =>
  page.document.querySelectorAll('main form[method=post]').map((form) => page.form(form.getAttribute('action') ?? ''))

t.test('whatever is typed into any field of any page is text, there and where it is shown again', LONG, async (t) => {
  const { routes, at, draft, paidCase } = await hostilePortal(t)
  let sent = 0
  const tryAll = async (browser: PageBrowser, path: string) => {
    const page = await browser.get(path)
    for (const form of formsOf(page))
      for (const [name, value] of Object.entries(HOSTILE)) {
        if (/sign-out|withdraw|erase/.test(form.action)) continue
        const told = await browser.post(form.action, hostileFields(page, form, value))
        isHarmless(t, told, `${form.action}: ${name}`)
        // What was taken is shown again.
        if (told.status === 303) isHarmless(t, await browser.get(path), `${path} after ${name}`)
        sent += 1
      }
  }
  for (const route of routes.filter((one) => isGet(one) && one.url.startsWith('/:language'))) {
    const path = addressOf(route, draft)
    // Some answers take as long as they take, so that nobody learns from it; they are waited for together.
    await Promise.all([tryAll(at.nobody, path), tryAll(at.nimali, path), tryAll(at.host, path)])
    if (isOfSomebody(route)) await tryAll(at.nimali, addressOf(route, paidCase))
  }
  t.ok(sent > 100, `${sent} sent`)
})

/** Every field of it that is not what the page put there to know the form by. */
function hostileFields(page: PageAnswer, { action, fields }: PageForm, value: string): Record<string, string> {
  const form = page.document.querySelectorAll('form').find((one) => one.getAttribute('action') === action)
  const names = form?.querySelectorAll('input, textarea, select').map((field) => field.getAttribute('name') ?? '') ?? []
  const typed = names.filter((name) => name !== '_form' && name !== '' && name !== 'revision')
  return { ...fields, ...Object.fromEntries(typed.map((name) => [name, value])) }
}

const tokenOf = async (browser: PageBrowser) => (await browser.get('/en/status')).form('/status').fields._form ?? ''

t.test(
  'fields that no page has, a thousand of them, twice, or with names of every object are not minded',
  LONG,
  async (t) => {
    const { routes, at, draft, paidCase } = await hostilePortal(t)
    const many = Array.from({ length: 1000 }, (_, n) => `field${n}=x`).join('&')
    const bodies = {
      many,
      twice: USUAL.map((name) => `${name}=a&${name}=b`).join('&'),
      prototypes: [
        '__proto__',
        'constructor',
        'constructor[prototype][x]',
        '__proto__[x]',
        'toString',
        'hasOwnProperty',
      ]
        .map((name) => `${encodeURIComponent(name)}=x`)
        .join('&'),
      'no values': USUAL.join('&'),
      'no names': '=&=x&&&',
      'bad escapes': 'email=%zz&code=%ff%fe&next=%u0041',
      ...Object.fromEntries(
        Object.entries(HOSTILE).map(([name, value]) => [
          name,
          String(new URLSearchParams(Object.fromEntries(USUAL.map((field) => [field, value])))),
        ]),
      ),
    }
    const tokens = {
      nobody: await tokenOf(at.nobody),
      another: await tokenOf(at.another),
      host: await tokenOf(at.host),
    }
    for (const route of routes.filter((one) => isPost(one) && !/sign-out/.test(one.url)))
      for (const [name, body] of Object.entries(bodies)) {
        const send = async (who: keyof typeof tokens, one: typeof draft) => {
          const path = addressOf(route, one)
          isHarmless(t, await at[who].post(path, `_form=${tokens[who]}&${body}`), `${who} ${path}: ${name}`)
        }
        await Promise.all([send('nobody', draft), send('another', paidCase), send('host', draft)])
      }
    t.equal(({} as Record<string, unknown>).x, undefined)
  },
)

t.test('what stands in the query of any page is text', LONG, async (t) => {
  const { routes, at, draft } = await hostilePortal(t)
  const names = [...USUAL, 'citizenship', 'purpose', 'days', 'entry', 'page', 'state', 'saved']
  for (const route of routes.filter(isGet))
    for (const [name, value] of Object.entries(HOSTILE).filter(([name]) => name !== 'long'))
      for (const who of ['nobody', 'nimali'] as const) {
        const query = new URLSearchParams(Object.fromEntries(names.map((one) => [one, value])))
        const page = await at[who].ask('GET', `${addressOf(route, draft)}?${query}`)
        isHarmless(t, page, `${who} ${route.url}: ${name}`)
      }
})
