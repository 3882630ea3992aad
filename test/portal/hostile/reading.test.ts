import t from 'tap'
import { addressOf, changedTables, hostilePortal, isGet, isOfSomebody, NIMALIS, SITTING } from './hostile-portal.ts'

// That somebody asked for what is not theirs is noted, too.
const NOTES = /view|look|read|export|missed/

t.test(
  'nothing that is only opened changes anything: a filter of mail may open every address, signed in',
  async (t) => {
    const scene = await hostilePortal(t)
    const { routes, at, draft, paidCase, kept } = scene
    const acts = () => JSON.parse(kept().get('audit') ?? '[]') as { act: string }[]
    const [before, noted] = [kept(), acts().length]
    for (const route of routes.filter(isGet))
      for (const who of SITTING)
        for (const one of [draft, paidCase]) {
          const path = addressOf(route, one)
          for (const asked of [path, `${path}?token=${'x'.repeat(43)}&next=%2Fen%2F`]) await at[who].ask('GET', asked)
        }
    t.same(
      changedTables(before, kept()).filter((table) => !['audit', 'sessions'].includes(table)),
      [],
    )
    for (const { act } of acts().slice(noted)) t.match(act, NOTES)
  },
)

t.test("nobody is shown another's case, whatever page of it is asked for", async (t) => {
  const { routes, at, draft, paidCase } = await hostilePortal(t)
  for (const route of routes.filter((one) => isGet(one) && isOfSomebody(one)))
    for (const who of ['nobody', 'another', 'host'] as const)
      for (const one of [draft, paidCase]) {
        const page = await at[who].ask('GET', addressOf(route, one))
        t.ok([303, 403, 404].includes(page.status), `${who} ${page.path}: ${page.status}`)
        t.notMatch(page.html, NIMALIS)
        for (const secret of [one.passport, one.number]) t.notOk(page.html.includes(secret), page.path)
        if (page.status === 303) t.match(page.headers.location, /^\/en\/(host\/)?sign-in/, page.path)
      }
})

t.test("what is another's is answered as what is not there, letter by letter", async (t) => {
  const { routes, at, paidCase } = await hostilePortal(t)
  const none = { reference: 'E7KM2Q4RXT93' }
  const plain = (html: string, reference: string) =>
    html.replaceAll(reference, '').replace(/name="_form" value="[^"]*"/g, '')
  for (const route of routes.filter((one) => isGet(one) && /:reference/.test(one.url))) {
    const others = await at.another.ask('GET', addressOf(route, paidCase))
    const missing = await at.another.ask('GET', addressOf(route, none))
    t.equal(others.status, missing.status, others.path)
    t.equal(plain(others.html, paidCase.reference), plain(missing.html, none.reference), others.path)
  }
})

t.test('addresses of odd letters are no pages and no faults', async (t) => {
  const { routes, at } = await hostilePortal(t)
  const odd = [
    ...['%00', '%0d%0aset-cookie:%20x=1', '..%2f..%2fv1', '%2e%2e%2f%2e%2e', '__proto__', 'constructor', '%d0%b0'],
    ...[
      '%f0%9f%98%80',
      '%22%3e%3cscript%3ealert(1)%3c/script%3e',
      '%7b%7b7*7%7d%7d',
      'a'.repeat(201),
      '%zz',
      '%ff',
      "'--",
    ],
    ...['%5cevil.example', '%2f%2fevil.example', '%E2%80%AE', 'E7KM-2Q4R-XT93%20', '1e9'],
  ]
  for (const route of routes.filter((one) => isGet(one) && isOfSomebody(one)))
    for (const reference of odd) {
      const page = await at.nimali.ask('GET', addressOf(route, { reference }))
      t.ok([303, 400, 403, 404].includes(page.status), `${page.path}: ${page.status}`)
      t.equal(page.headers['set-cookie'], undefined)
      t.notMatch(page.html, /<script>alert|>49</)
    }
  for (const language of odd) {
    const page = await at.nimali.ask('GET', `/${language}/fees`)
    t.equal(page.status, 404, language)
  }
})
