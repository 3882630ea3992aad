import t, { type Test } from 'tap'
import { buildDemonstration } from '../../demonstration/app.ts'
import { MADE_PEOPLE } from '../../demonstration/people/made-people.ts'

const LINKS = { portal: null, mailbox: null, scan: null, welcome: null }

function built(t: Test, invitation: string | null = 'inv-1', nobody = '') {
  let drawn = 0
  const app = buildDemonstration({
    ...{ people: MADE_PEOPLE, links: LINKS },
    store: {
      of: (passport) =>
        passport === nobody ? null : { passport, number: '1234567890', validFrom: '2026-11-30', invitation },
    },
    draw: async ({ passport }) => {
      drawn += 1
      return Buffer.from(`JPEG of ${passport}`)
    },
  })
  t.teardown(() => app.close())
  return { get: (url: string) => app.inject(url), drawn: () => drawn }
}

t.test('its people are told to the portal as JSON, and to others as a page', async (t) => {
  const { get } = built(t)
  const { people, test } = (await get('/people.json')).json()
  t.equal(test, true)
  t.strictSame(people.length, MADE_PEOPLE.length)
  t.match(people[0], { passport_number: 'N1234567', visa_support_number: '1234567890' })
  const page = await get('/')
  t.match(page.body, /NIMALI SANDUNI PERERA/)
  t.notOk(page.headers.refresh)
})

t.test('the page looks again until the first numbers are there', async (t) => {
  t.match((await built(t, null).get('/')).headers, { refresh: '3' })
})

t.test('those who can apply come first', async (t) => {
  const { body } = await built(t, 'inv-1', 'N1234567').get('/')
  const names = [...body.matchAll(/<h2>([A-Z ]+)<\/h2>/g)].map(([, name]) => name)
  t.strictSame([names.length, names[0], names.at(-1)], [6, 'KARIM BENALI', 'NIMALI SANDUNI PERERA'])
})

t.test('a picture is drawn once, and is saved', async (t) => {
  const { get, drawn } = built(t)
  for (const _ of [1, 2]) {
    const { body, headers } = await get('/passports/N1234567.jpg')
    t.equal(body, 'JPEG of N1234567')
    t.match(headers, {
      'content-type': 'image/jpeg',
      'content-disposition': 'attachment; filename="passport-N1234567.jpg"',
    })
  }
  t.equal(drawn(), 1)
})

t.test('nothing else is there, nothing can be sent, and nothing runs on a page', async (t) => {
  const { get } = built(t)
  for (const path of ['/passports/X.jpg', '/passports/..%2f..%2fpackage.json', '/other']) {
    const { statusCode, body, headers } = await get(path)
    t.equal(statusCode, 404, path)
    t.match(body, /There is no such/)
    t.match(
      headers['content-security-policy'],
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src 'self'; form-action 'none'/,
    )
    t.match(headers, {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  }
})
