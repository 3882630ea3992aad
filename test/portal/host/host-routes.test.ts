import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { hosting, TYPED } from './made-hosting.ts'

const PAGES = [
  'register',
  'invitations/new',
  'invitations/many',
  ...['', '/change', '/answer', '/call-off', '/arrival'].map((act) => `invitations/X${act}`),
]

t.test('every page but the first asks who is not signed in to sign in as a host, and comes back', async (t) => {
  const { browser } = await hosting(t)
  for (const language of TRAVELLER_LANGUAGES)
    for (const page of PAGES) {
      const { status, path } = await browser().get(`/${language}/host/${page}`)
      t.equal(status, 200)
      t.equal(path, `/${language}/host/sign-in?next=${encodeURIComponent(`/${language}/host/${page}`)}`)
    }
})

t.test('a session that is over in the middle of a form loses nothing of it', async (t) => {
  const { host, codeFor } = await hosting(t)
  const form = await host.get('/en/host/invitations/new')
  host.cookies.delete('portal')
  const over = await host.send(form, TYPED)
  t.equal(over.status, 401, 'its token was that of the session')
  const typed = await host.send(over, { email: 'host@example.org' }, '/sign-in')
  const signedIn = await host.send(typed, { code: await codeFor('host@example.org') }, '/code')
  const kept = await host.send(signedIn)
  t.equal(kept.text('h1'), 'PERERA, NIMAL')
})

t.test('nothing of a person stands in an address, but the reference', async (t) => {
  const { host, draft } = await hosting(t)
  const { path } = await draft()
  t.match(path, /^\/en\/host\/invitations\/[0-9A-Z]{12}$/)
  const page = await host.get(path)
  for (const link of page.document.querySelectorAll('a, form')) {
    const address = link.getAttribute('href') ?? link.getAttribute('action') ?? ''
    t.notMatch(address, /perera|nimal|1234567|1990/i)
  }
})
