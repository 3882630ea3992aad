import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { file, listed } from '../../server/invitations/made-lists.ts'
import { hosting, idIn } from './made-hosting.ts'

t.test('who is not signed in reads what hosting is, and who may invite for what', async (t) => {
  const { browser } = await hosting(t)
  const page = await browser().get('/en/host')
  t.match(page.text('main'), /usually within 5 business days, within 30 days/)
  t.match(page.text('tbody'), /Tourism ?Tour operator or Company or organisation/)
  t.ok(page.document.querySelector('a[href="/en/host/sign-in"]'))
})

t.test('a traveller is told that hosts have accounts of their own', async (t) => {
  const { browser, signInAt } = await hosting(t)
  const traveller = browser()
  await signInAt(traveller, 'traveller@example.org')
  const first = await traveller.get('/en/host')
  t.equal(first.status, 200, 'what hosting is anybody reads')
  t.ok(first.document.querySelector('a[href="/en/host/sign-in"]'))
  for (const path of [
    '/register',
    '/invitations/new',
    '/invitations/many',
    '/invitations/X',
    '/invitations/X/answer',
  ]) {
    const page = await traveller.get(`/en/host${path}`)
    t.equal(page.status, 403, path)
    t.match(page.text('main'), /travellers and hosts have accounts of their own/, path)
  }
})

t.test('who has to sign in first goes on from there', async (t) => {
  const { browser, signInAt } = await hosting(t)
  const other = browser()
  const asked = await other.get('/en/host/register')
  t.match(asked.path, '/en/host/sign-in?next=%2Fen%2Fhost%2Fregister')
  t.match((await signInAt(other, 'new@example.org', 'host')).text('main'), /First register as a host/)
})

t.test('invitations are listed newest first in pages, of a state or of a list, with the questions above', async (t) => {
  const { host, hostId, sent, asel, signIn, clock } = await hosting(t)
  const asked = idIn(await sent())
  await asel('POST', `/v1/invitations/${asked}/take-up`)
  await asel('POST', `/v1/invitations/${asked}/question`, { text: 'Which hotel?' })
  clock.now += 1
  const api = await signIn('host', 'host@example.org')
  const rows = Array.from({ length: 51 }, (_, at) => listed({ 0: 'Silva', 4: `P${1_000_000 + at}` }))
  const csv = { 'content-type': 'text/csv' }
  const { list } = (await api.call('POST', `/v1/invitation-lists?host=${hostId}`, file(...rows).toString(), csv)).body
  const first = await host.get('/en/host')
  t.equal(first.texts('.site-rows > li').length, 50)
  t.match(first.text('.site-card'), /An officer asks you something/)
  const next = await host.get(first.document.querySelector('a[rel="next"]')?.getAttribute('href') ?? '')
  t.match(next.texts('.site-rows > li'), [/SILVA/, /PERERA, NIMAL/], 'the oldest one comes last')
  t.equal(next.document.querySelector('a[rel="next"]'), null)
  t.equal((await host.get(`/en/host?list=${list}`)).texts('.site-rows > li').length, 50, 'not that of no list')
  const questions = await host.get('/en/host?state=information-asked')
  t.match(questions.texts('.site-rows > li'), [/PERERA, NIMAL.*Question for you/])
  t.equal((await host.get('/en/host?state=none-such')).status, 200)
})

t.test('the pages of the list are there in every language', async (t) => {
  const { host, sent, browser } = await hosting(t)
  await sent()
  for (const language of TRAVELLER_LANGUAGES)
    for (const page of [await host.get(`/${language}/host`), await browser().get(`/${language}/host`)]) {
      t.equal(page.status, 200, language)
      t.notMatch(page.html, /undefined|\[object|NaN/, language)
    }
})
