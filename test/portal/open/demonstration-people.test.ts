import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { buildDemonstration } from '../../../demonstration/app.ts'
import { MADE_PEOPLE } from '../../../demonstration/people/made-people.ts'
import { demonstrationPeople } from '../../../portal/open/demonstration-people.ts'
import { portalScene } from '../portal-scene.ts'

const LINKS = { portal: null, mailbox: null, scan: null, welcome: null }

/** Where the first of the people has a number. */
async function demonstration(t: Test, passportOfReady = 'N1234567'): Promise<string> {
  const offered = { number: '1234567890', validFrom: '2026-11-30', invitation: 'inv-1' }
  const store = { of: (passport: string) => (passport === passportOfReady ? { ...offered, passport } : null) }
  const app = buildDemonstration({ people: MADE_PEOPLE, store, links: LINKS, draw: async () => Buffer.alloc(0) })
  t.teardown(() => app.close())
  return app.listen({ host: '127.0.0.1', port: 0 })
}

async function answering(t: Test, answer: string): Promise<string> {
  const server = createServer((_, response) => void response.end(answer)).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('those who have a number are shown, with where their passports are', async (t) => {
  const url = await demonstration(t)
  t.strictSame(await demonstrationPeople(url, 'ru'), {
    url,
    people: [
      {
        ...{ name: 'NIMALI SANDUNI PERERA', nationality: 'Шри-Ланка', passport: 'N1234567', number: '1234567890' },
        ...{ picture: `${url}/passports/N1234567.jpg`, page: `${url}/#N1234567` },
      },
    ],
  })
})

t.test('one that is away, or says something else, has no people', async (t) => {
  const bad = { passport_number: 'N1', surname: 'A', given_names: '', nationality: 'LKA', visa_support_number: '1' }
  const scripted = JSON.stringify({ people: [{ ...bad, picture: 'javascript:alert(1)' }] })
  const urls = [
    'http://127.0.0.1:9',
    await answering(t, 'no JSON'),
    await answering(t, '{}'),
    await answering(t, scripted),
  ]
  for (const url of urls) t.strictSame(await demonstrationPeople(url, 'en'), { url, people: null }, url)
})

t.test('the first page shows them in every language', async (t) => {
  const { browser } = await portalScene(t, { demonstrationUrl: await demonstration(t) })
  for (const language of TRAVELLER_LANGUAGES) {
    const page = await browser().get(`/${language}/`)
    t.equal(page.status, 200)
    t.strictSame(page.texts('.site-people strong'), ['NIMALI SANDUNI PERERA'], language)
    t.strictSame(page.texts('.site-people .site-code'), ['N1234567', '1234567890'])
    t.notMatch(page.html, /undefined|\[object|NaN/)
  }
})

t.test('the first page is there where they are not, and says what to do', async (t) => {
  const none = await portalScene(t, { demonstrationUrl: await demonstration(t, 'nobody') })
  t.match((await none.browser().get('/en/')).text('.site-demonstration'), 'are being made')
  const away = await portalScene(t, { demonstrationUrl: 'http://127.0.0.1:9' })
  t.match((await away.browser().get('/en/')).text('.site-demonstration'), 'does not answer now')
  const service = await portalScene(t)
  t.equal((await service.browser().get('/en/')).document.querySelector('.site-demonstration'), null)
})
