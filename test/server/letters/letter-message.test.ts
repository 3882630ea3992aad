import { simpleParser } from 'mailparser'
import t from 'tap'
import { directionOf, TRAVELLER_LANGUAGES, type TravellerLanguage } from '#evisa/language.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { type LetterParts, letterMessage } from '../../../server/letters/letter-message.ts'
import { LETTER_KINDS, type LetterKind } from '../../../server/store/queue-letter.ts'
import { CONTENT } from './letter-content.ts'

const PORTAL = 'https://portal.example'
const DAYS = /^(until|due|day)$/

const inOneLine = (text = '') => text.replace(/\s*\n/g, ' ')

async function mailOf(
  kind: LetterKind,
  language: TravellerLanguage,
  change: Partial<LetterParts> = {},
  content: LetterParts['letter']['content'] = CONTENT[kind],
) {
  const about = String(content.reference ?? '')
  const letter = { id: 'letter-1', kind, address: 'anna@example.org', language, about, content, createdAt: NOW }
  const parts = { letter, from: 'visa@mfa.example', replyTo: 'desk@mfa.example', portalUrl: PORTAL, isSpecimen: false }
  return simpleParser(Buffer.from(await letterMessage({ ...parts, ...change })))
}

t.test('every letter says all that it is filled with, in every language, as text and as a page', async (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    for (const kind of LETTER_KINDS) {
      const { subject = '', html, ...mail } = await mailOf(kind, language)
      const text = inOneLine(mail.text)
      for (const value of Object.entries(CONTENT[kind]).flatMap(([name, one]) =>
        DAYS.test(name) ? [] : [String(one)],
      )) {
        t.ok(
          text.includes(value) && String(html).includes(value.replaceAll('"', '&#34;')),
          `${language} ${kind} ${value}`,
        )
      }
      for (const said of [subject, text, String(html)]) t.notMatch(said, /\{|\}|undefined/, `${language} ${kind}`)
      t.match(html, `<html lang="${language}" dir="${directionOf(language)}">`)
    }
  }
})

t.test('the same letter is the same message in every attempt', async (t) => {
  const letter = {
    ...({ id: 'a', kind: 'paid', address: 'a@b.kz', language: 'ru', about: 'K7Q2' } as const),
    content: CONTENT.paid,
    createdAt: NOW,
  }
  const parts = { letter, from: 'visa@mfa.example', replyTo: null, portalUrl: PORTAL, isSpecimen: false }
  const withoutBoundary = (bytes: Uint8Array) =>
    Buffer.from(bytes)
      .toString()
      .replaceAll(/--_NmP-[^\s";]+/g, '')
  t.equal(withoutBoundary(await letterMessage(parts)), withoutBoundary(await letterMessage(parts)))
})

t.test('stands under a letterhead, is known by its reference, and says who reads replies', async (t) => {
  const mail = await mailOf('paid', 'en')
  t.match(mail, {
    from: { value: [{ address: 'visa@mfa.example', name: 'Republic of Kazakhstan · Electronic visas' }] },
    to: { value: [{ address: 'anna@example.org' }] },
    replyTo: { value: [{ address: 'desk@mfa.example' }] },
    subject: 'The fee for K7Q2 is paid',
    messageId: '<letter-1@mfa.example>',
  })
  t.equal(mail.date?.getTime(), NOW * 1000)
  t.match(mail.text, /Reference: K7Q2[\s\S]*You can reply/)
  const unread = await mailOf('paid', 'en', { replyTo: null })
  t.equal(unread.replyTo, undefined)
  t.match(unread.text, /nobody reads replies/)
  t.match(mail.headers.get('auto-submitted'), 'auto-generated')
})

t.test(
  'a letter leads to pages of the portal alone, by an address that is seen, and none asks for a password',
  async (t) => {
    for (const kind of LETTER_KINDS) {
      const { text = '', html } = await mailOf(kind, 'en')
      const addresses = [...`${html}`.matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address)
      t.ok(
        addresses.every((address) => address.startsWith(`${PORTAL}/en/`) && text.includes(address)),
        kind,
      )
      t.notMatch(html, /src=|url\(|@import/, 'nothing is fetched from elsewhere')
      t.match(inOneLine(text), /never ask for a password/)
      const bare = await mailOf(kind, 'en', { portalUrl: null }, { ...CONTENT[kind], link: '' })
      t.notMatch(`${bare.text}${bare.html}`, /https?:|href/, kind)
    }
  },
)

t.test('a text is in lines that fit, and what is copied stands alone in one', async (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    for (const kind of LETTER_KINDS) {
      const { text = '' } = await mailOf(kind, language)
      for (const line of text.split('\n')) t.ok(line.length <= 72 || line.startsWith(PORTAL), line)
    }
    const { text = '' } = await mailOf('sign-in', language)
    for (const alone of [CONTENT['sign-in'].code, CONTENT['sign-in'].link]) t.ok(text.split('\n').includes(alone))
  }
})

t.test('in Arabic a reference, an amount and the words of another language turn nothing round', async (t) => {
  const about = 'K7Q2M4XN9TBF'
  const { subject, html, ...mail } = await mailOf('submitted', 'ar', {}, { ...CONTENT.submitted, reference: about })
  const text = inOneLine(mail.text)
  t.match(subject, '\u2068K7Q2-M4XN-9TBF\u2069')
  for (const value of ['K7Q2-M4XN-9TBF', '60.00\u00a0USD']) {
    t.match(text, `\u2068${value}\u2069`)
    t.match(String(html), new RegExp(`<bdi[^>]*>${value}</bdi>`))
  }
  t.match(text, `${PORTAL}/ar/applications/${about}`)
  t.match((await mailOf('question', 'ar')).html, /<p dir="auto"[^>]*>Which hotel\?</)
  t.notMatch((await mailOf('sign-in', 'ar')).text, /[\u2066-\u2069]/, 'a code is typed')
})

t.test('what there is no value for is not said', async (t) => {
  const unpromised = await mailOf('paid', 'en', {}, { ...CONTENT.paid, due: '' })
  t.notMatch(unpromised.text, /We decide/)
  const withoutLink = await mailOf('sign-in', 'en', {}, { ...CONTENT['sign-in'], link: '' })
  t.notMatch(withoutLink.text, /without typing/)
  t.match(withoutLink.text, /012345/)
})

t.test('days and times stand as people of the language write them', async (t) => {
  for (const [language, until, due] of [
    ['en', '5 December 2026', '2 December 2026 at 18:30'],
    ['ru', '5 декабря 2026', '2 декабря 2026'],
    ['kk', '2026 ж. 5 желтоқсан', '2026 ж. 2 желтоқсан'],
    ['fr', '5 décembre 2026', '2 décembre 2026 à 18:30'],
    ['ar', '5 ديسمبر 2026', '2 ديسمبر 2026 في 18:30'],
  ] as const) {
    t.ok(inOneLine((await mailOf('submitted', language)).text).includes(until), language)
    t.ok(inOneLine((await mailOf('paid', language)).text).includes(due), language)
  }
  const unread = await mailOf('submitted', 'en', {}, { ...CONTENT.submitted, until: 'the end of the week' })
  t.match(inOneLine(unread.text), /by the end of the week/, 'what is no day is told as it is')
})

t.test('what an officer or a host wrote is text, and one value is not read as another', async (t) => {
  const text = '<script>alert(1)</script>\n{until} & "more"'
  const mail = await mailOf('question', 'en', {}, { ...CONTENT.question, text })
  t.match(mail.text, /<script>alert\(1\)<\/script>\n\{until\} & "more"/)
  t.match(mail.html, />&#60;script&#62;alert\(1\)&#60;\/script&#62;<\/p><p[^>]*>\{until\} &#38; &#34;more&#34;</)
  const forged = await mailOf(
    'invitation-number',
    'en',
    {},
    { ...CONTENT['invitation-number'], number: '1\r\nBcc: eve@example.org' },
  )
  t.equal(forged.bcc, undefined)
})

t.test('a demonstration says that it is one', async (t) => {
  const mail = await mailOf('submitted', 'en', { isSpecimen: true })
  t.match(mail, { subject: /^SPECIMEN/, text: /^SPECIMEN/, html: /<strong>SPECIMEN/ })
})
