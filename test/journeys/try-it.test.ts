/** What whoever runs `npm start` has in hand: people, a mailbox and officers, and an e-visa of it within a minute. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import { MADE_PEOPLE } from '../../demonstration/people/made-people.ts'
import type { ToldPerson } from '../../demonstration/people/told-people.ts'
import { netBrowser } from '../portal/net-browser.ts'
import type { Call } from '../server/build-app.ts'
import { begin } from '../start/begun.ts'
import { callOver, enrolFace, good, payAt, until } from './portal-people.ts'

const EMAIL = 'somebody@traveller.example'
const FROM = { 'evisa-client-address': '198.51.100.7' }
const DECIDED_WITHIN_MS = 30_000

interface Mail {
  readonly code: string | null
  readonly attachments: readonly { readonly type: string; readonly href: string }[]
}

const mailIn = async (mailbox: string): Promise<readonly Mail[]> =>
  good(await callOver(mailbox)('GET', `/messages?to=${EMAIL}`)).messages

/** The code of the newest letter, once there are so many. */
async function codeIn(mailbox: string, letters: number): Promise<string> {
  const found = await until(
    async () => (await mailIn(mailbox)).filter(({ code }) => code !== null),
    ({ length }) => length >= letters,
  )
  return found[0]?.code ?? ''
}

/** A portal of its own at the server, by which what its pages do is done by calls. */
async function signedIn(server: string, dataDir: string, mailbox: string): Promise<Call> {
  const authorization = `Bearer ${readFileSync(join(dataDir, 'authority.token'), 'utf8').trim()}`
  const code = good(await callOver(server)('POST', '/v1/enrolment-codes', { role: 'portal' }, { authorization }))
  const written = writeEnrolmentCode({ server: code.server, secret: code.secret, root: code.root_fingerprint })
  const portal = await enrolFace(server, written)
  const asked = { email: EMAIL, kind: 'applicant', language: 'en' }
  const { id, browser } = good(await portal('POST', '/v1/sign-ins', asked, FROM))
  const typed = { browser, code: await codeIn(mailbox, 2) }
  const { session } = good(await portal('POST', `/v1/sign-ins/${id}/code`, typed, FROM))
  return (method, path, body, headers = {}) =>
    portal(method, path, body, { 'evisa-session': session, ...FROM, ...headers })
}

/** Applies with what the demonstration says of a person, and nothing else; gives where it is. */
async function apply(call: Call, person: ToldPerson, demonstration: string): Promise<string> {
  const path = `/v1/applications/${good(await call('POST', '/v1/applications', { language: 'en' })).reference}`
  const { revision: ofTerms, editions } = good(await call('GET', '/v1/terms'))
  const terms = { revision: ofTerms, effective_from: editions.at(-1)?.effective_from }
  const { passport_number: number, issuer, surname, given_names, nationality, birth_date } = person
  const { sex, expires } = MADE_PEOPLE.find(({ passport }) => passport === number) ?? {}
  const today = civilDateAt(Math.floor(Date.now() / 1000))
  const pages = {
    invitation: { visa_support_number: person.visa_support_number },
    passport: {
      number,
      issuer,
      surname,
      given_names,
      nationality,
      birth_date,
      sex,
      expires,
      mrz: person.mrz.join('\n'),
    },
    trip: { purpose: 'tourism', expected_entry: addDays(today, 1), expected_exit: addDays(today, 9) },
    contact: { phone: '+94 77 123 4567', place_of_stay: 'Hotel Astana' },
    background: { refused_before: 'no', overstayed: 'no', convicted: 'no' },
    declaration: {
      ...{ is_true: 'yes', not_refunded: 'yes' },
      ...{ terms_revision: terms.revision, terms_from: terms.effective_from },
    },
  }
  let revision = 1
  for (const [page, answers] of Object.entries(pages)) {
    const kept = good(await call('PUT', `${path}/pages/${page}`, answers, { 'if-match': String(revision) }))
    if (kept.faults.length > 0) throw new Error(JSON.stringify(kept.faults))
    revision = kept.revision
  }
  const { bytes } = await callOver(demonstration)('GET', person.picture)
  const copy = good(await call('POST', `${path}/copies`, { size: bytes.length }))
  const taken = good(await call('PUT', `${path}/copies/${copy.id}/content`, bytes))
  if (taken.state !== 'accepted') throw new Error(JSON.stringify(taken))
  good(await call('POST', `${path}/submission`, { revision, terms }))
  return path
}

t.test('a person signs in at the pages, applies with what the demonstration gives, and has an e-visa', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const { until: said, end } = begin(t, { settings: { EVISA_DATA_DIR: dataDir } })
  const portal = await said(/^portal at (\S+)\n/m)
  const demonstration = await said(/^demonstration at (\S+)\n/m)
  const mailbox = await said(/^test mailbox at (\S+)\n/m)
  const server = await said(/^evisa-gate authority at (\S+)\n/m)
  const browser = netBrowser(portal)

  const home = await until(
    () => browser.get('/en/'),
    (page) => page.texts('.site-people strong').length > 0,
  )
  const { people } = good(await callOver(demonstration)('GET', '/people.json')) as { people: readonly ToldPerson[] }
  const [person] = people
  if (person === undefined) throw new Error('there is nobody')
  const { visa_support_number: number, passport_number, issuer, nationality, surname } = person
  t.match(home.text('.site-people li'), number ?? 'no number')

  const typed = await browser.send(await browser.get('/en/sign-in'), { email: EMAIL }, '/sign-in')
  await browser.send(typed, { code: await codeIn(mailbox, 1) }, '/code')
  t.ok(browser.cookies.get('portal'), 'the code of the mailbox signs in')

  const call = await signedIn(server, dataDir, mailbox)
  const passport = { issuer, number: passport_number }
  const lookedUp = await call('POST', '/v1/invitation-look-ups', { number, passport, nationality })
  t.match(lookedUp, { status: 200, body: { content: { surname, purpose: 'tourism' } } })

  const path = await apply(call, person, demonstration)
  const state = async () => good(await call('GET', path)).state
  const page = good(await call('POST', `${path}/payments`, { return_address: `${portal}/en/account` })).page
  await payAt(page)
  await until(state, (found) => found !== 'submitted')
  const paidAt = performance.now()
  await until(state, (found) => found === 'issued')
  t.ok(performance.now() - paidAt < DECIDED_WITHIN_MS, `decided within ${Math.round(performance.now() - paidAt)} ms`)
  const [pdf] = await until(
    async () => (await mailIn(mailbox)).flatMap(({ attachments }) => attachments),
    (files) => files.some(({ type }) => type === 'application/pdf'),
  )
  t.match((await callOver(mailbox)('GET', pdf?.href ?? '')).bytes.subarray(0, 5).toString(), '%PDF-')

  const numberNow = async () => good(await callOver(demonstration)('GET', '/people.json')).people[0].visa_support_number
  t.match(
    await until(numberNow, (found) => found !== null && found !== number),
    /^[0-9]{10}$/,
    'the next one has a number',
  )
  t.equal(await end(), 0)
})
