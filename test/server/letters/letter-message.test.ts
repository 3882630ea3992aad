import { simpleParser } from 'mailparser'
import t from 'tap'
import { LANGUAGES, type Language } from '#evisa/language.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { type LetterParts, letterMessage } from '../../../server/letters/letter-message.ts'
import { LETTER_KINDS, type LetterKind } from '../../../server/store/queue-letter.ts'

/** What each kind is filled with. */
const CONTENT: Readonly<Record<LetterKind, Readonly<Record<string, string | number>>>> = {
  'sign-in': { code: '012345', link: 'https://portal.example/sign-in/abc', minutes: 10 },
  'change-address': { code: '012345', minutes: 10 },
  'address-changed': {},
  'host-confirmed': { host: 'ТОО "Дала"' },
  'host-refused': { host: 'ТОО "Дала"', reason: 'no such number' },
  'invitation-question': { reference: 'INV-1', text: 'Which hotel?' },
  'invitation-refused': { reference: 'INV-1', reason: 'no such person' },
  'invitation-number': { number: '1234567897', host: 'ТОО "Дала"', until: '2026-12-31' },
  'arrival-reminder': { number: '1234567897', until: '2026-12-31' },
  submitted: { reference: 'K7Q2', amount: '60.00 USD', until: '2026-12-05' },
  paid: { reference: 'K7Q2', amount: '60.00 USD', due: '2026-12-02 18:30' },
  question: { reference: 'K7Q2', text: 'Which hotel?', until: '2026-12-10' },
  refused: { reference: 'K7Q2', rule: 'purpose', reason: 'it is not clear', next: 'ask an embassy' },
  withdrawn: { reference: 'K7Q2' },
  lapsed: { reference: 'K7Q2' },
  refund: { reference: 'K7Q2', amount: '60.00 USD' },
  'correction-refused': { reference: 'K7Q2', reason: 'the passport says so' },
}

const DAYS = /^(until|due)$/

async function mailOf(
  kind: LetterKind,
  language: Language,
  change: Partial<LetterParts> = {},
  content = CONTENT[kind],
) {
  const about = String(content.reference ?? '')
  const letter = { id: 'letter-1', kind, address: 'anna@example.org', language, about, content, createdAt: NOW }
  const parts = { letter, from: 'visa@mfa.example', replyTo: 'desk@mfa.example', isSpecimen: false, ...change }
  return simpleParser(Buffer.from(await letterMessage(parts)))
}

t.test('every letter says all that it is filled with, in every language, as text and as a page', async (t) => {
  for (const language of LANGUAGES) {
    for (const kind of LETTER_KINDS) {
      const { subject = '', text = '', html } = await mailOf(kind, language)
      for (const value of Object.entries(CONTENT[kind]).flatMap(([name, one]) =>
        DAYS.test(name) ? [] : [String(one)],
      )) {
        t.ok(
          text.includes(value) && String(html).includes(value.replaceAll('"', '&#34;')),
          `${language} ${kind} ${value}`,
        )
      }
      for (const said of [subject, text, String(html)]) t.notMatch(said, /\{|\}|undefined/, `${language} ${kind}`)
      t.match(html, new RegExp(`<html lang="${language}">`))
    }
  }
})

t.test('the same letter is the same message in every attempt', async (t) => {
  const letter = {
    ...({ id: 'a', kind: 'paid', address: 'a@b.kz', language: 'ru', about: 'K7Q2' } as const),
    content: CONTENT.paid,
    createdAt: NOW,
  }
  const parts = { letter, from: 'visa@mfa.example', replyTo: null, isSpecimen: false }
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

t.test('no letter but the one to sign in by has a link, and none asks for a password', async (t) => {
  for (const kind of LETTER_KINDS) {
    const { text = '', html } = await mailOf(kind, 'en')
    if (kind !== 'sign-in') t.notMatch(`${text}${html}`, /https?:|href/, kind)
    t.match(text, /never ask for a password/)
  }
})

t.test('what there is no value for is not said', async (t) => {
  const unpromised = await mailOf('paid', 'en', {}, { ...CONTENT.paid, due: '' })
  t.notMatch(unpromised.text, /We decide/)
  const withoutLink = await mailOf('sign-in', 'en', {}, { ...CONTENT['sign-in'], link: '' })
  t.notMatch(withoutLink.text, /open this link/)
  t.match(withoutLink.text, /012345/)
})

t.test('days and times stand as people of the language write them', async (t) => {
  for (const [language, until, due] of [
    ['en', '5 December 2026', '2 December 2026 at 18:30'],
    ['ru', '5 декабря 2026', '2 декабря 2026'],
    ['kk', '2026 ж. 5 желтоқсан', '2026 ж. 2 желтоқсан'],
  ] as const) {
    t.ok((await mailOf('submitted', language)).text?.includes(until), language)
    t.ok((await mailOf('paid', language)).text?.includes(due), language)
  }
  const unread = await mailOf('submitted', 'en', {}, { ...CONTENT.submitted, until: 'the end of the week' })
  t.match(unread.text, /by the end of the week/, 'what is no day is told as it is')
})

t.test('what an officer or a host wrote is text, and one value is not read as another', async (t) => {
  const text = '<script>alert(1)</script>\n{until} & "more"'
  const mail = await mailOf('question', 'en', {}, { ...CONTENT.question, text })
  t.match(mail.text, /<script>alert\(1\)<\/script>\n\{until\} & "more"/)
  t.match(mail.html, '&#60;script&#62;alert(1)&#60;/script&#62;<br>{until} &#38; &#34;more&#34;')
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
  t.match(mail, { subject: /^SPECIMEN/, text: /^SPECIMEN/, html: /<p>SPECIMEN/ })
})
