import { simpleParser } from 'mailparser'
import t from 'tap'
import { dayInWords } from '#evisa/day-in-words.ts'
import { LANGUAGES, type TravellerLanguage } from '#evisa/language.ts'
import { NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { mailMessage } from '../../../server/delivery/mail-message.ts'
import { madePdf } from './made-mail-server.ts'

const claims = visaClaims({ entries: 'multiple' })
const inOneLine = (text = '') => text.replace(/\s*\n/g, ' ')
const ID = '0190a1b2-0000-7000-8000-000000000001'

async function messageIn(
  language: TravellerLanguage,
  pdf: Uint8Array,
  change: Partial<typeof claims> = {},
  { isSpecimen = false, replaces = null as string | null, replyTo = null as string | null } = {},
) {
  const delivery = { id: ID, address: 'traveller@example.com', language, createdAt: NOW }
  return mailMessage({
    delivery,
    visa: { claims: { ...claims, ...change }, replaces },
    pdf,
    isSpecimen,
    from: 'visa@mfa.example',
    replyTo,
  })
}

t.test('is in three languages, the chosen one first, with the PDF byte for byte', async (t) => {
  const pdf = await madePdf()
  const first = { en: /is attached to this message/, ru: /приложена к этому письму/, kk: /осы хатқа PDF/ }
  for (const language of LANGUAGES) {
    const mail = await simpleParser(Buffer.from(await messageIn(language, pdf)))
    const text = inOneLine(mail.text)
    const html = mail.html || ''
    const places = Object.values(first).map((pattern) => text.search(pattern))
    t.ok(
      places.every((place) => place > 0),
      'all three in the text',
    )
    t.equal(Math.min(...places), text.search(first[language]), 'the chosen one first')
    for (const pattern of Object.values(first)) t.match(html, pattern)
    t.match(html, `<html lang="${language}" dir="ltr">`)
    t.match(mail.attachments, [{ contentType: 'application/pdf', filename: `evisa-${claims.jti}.pdf` }])
    t.ok(mail.attachments[0]?.content.equals(Buffer.from(pdf)))
    t.equal(mail.messageId, `<${ID}@mfa.example>`)
    t.equal(mail.date?.getTime(), NOW * 1000)
    t.equal(mail.headers.get('auto-submitted'), 'auto-generated')
    t.match(mail.subject, { en: /^Your e-visa/, ru: /^Ваша электронная виза/, kk: /электрондық визасы/ }[language])
  }
})

t.test(
  'a traveller who reads none of the three has their own first, and an Arabic part is written from the right',
  async (t) => {
    const pdf = await madePdf()
    const own = { fr: /Votre visa électronique K7Q2-/, ar: /تأشيرتك الإلكترونية \u2068K7Q2-/ } as const
    for (const language of ['fr', 'ar'] as const) {
      const mail = await simpleParser(Buffer.from(await messageIn(language, pdf)))
      const text = inOneLine(mail.text)
      const places = [own[language], /осы хатқа PDF/, /приложена/, /is attached/].map((pattern) => text.search(pattern))
      t.ok(
        places.every((place, at) => place > (places[at - 1] ?? 0)),
        language,
      )
      t.equal(mail.headers.get('content-language'), `${language}, kk, ru, en`)
    }
    const { html, subject } = await simpleParser(Buffer.from(await messageIn('ar', pdf)))
    t.match(html || '', /<html lang="ar" dir="rtl">[\s\S]*<div lang="ar" dir="rtl"[\s\S]*<div lang="kk" dir="ltr"/)
    t.match(html || '', /<bdi[^>]*>K7Q2-/)
    t.match(subject, /^تأشيرتك الإلكترونية.*\u2068K7Q2-[^ ]*\u2069$/)
  },
)

t.test('its days are in words, and it says that there is no objection', async (t) => {
  const { text } = await simpleParser(Buffer.from(await messageIn('fr', await madePdf())))
  const said = inOneLine(text)
  for (const language of ['fr', 'kk', 'ru', 'en'] as const)
    for (const day of [claims.valid_from, claims.valid_until]) t.ok(said.includes(dayInWords(day, language)), language)
  t.notMatch(said, claims.valid_from)
  t.match(said, /no objection to your journey: your e-visa is issued/)
  t.match(said, /не возражают/)
})

t.test('says who reads replies', async (t) => {
  const pdf = await madePdf()
  const read = await simpleParser(Buffer.from(await messageIn('en', pdf, {}, { replyTo: 'desk@mfa.example' })))
  t.match(read.replyTo, { text: 'desk@mfa.example' })
  t.match(read.text, /You can reply to this message/)
  t.notMatch(inOneLine(read.text), /nobody reads/)
  const unread = await simpleParser(Buffer.from(await messageIn('en', pdf)))
  t.equal(unread.replyTo, undefined)
  t.match(inOneLine(unread.text), /nobody reads replies/)
  t.match(unread.from, { value: [{ address: 'visa@mfa.example', name: 'Republic of Kazakhstan · Electronic visas' }] })
})

t.test('says no more of the holder than the name, holds nothing remote, and leaves no word unfilled', async (t) => {
  const mail = await simpleParser(Buffer.from(await messageIn('en', await madePdf())))
  const said = `${mail.subject}\n${mail.text}\n${mail.html}`
  t.match(said, new RegExp(claims.holder.surname))
  t.notMatch(said, new RegExp(`${claims.passport.number}|${claims.holder.birth_date}`))
  t.notMatch(said, /https?:|src=|href=|url\(/)
  t.notMatch(said, /[{}]|undefined/)
  t.match(said, /multiple[\s\S]*многократно|многократно[\s\S]*multiple/)
})

t.test('of a corrected e-visa says in each language that the earlier number and paper must not be used', async (t) => {
  const pdf = await madePdf()
  const says = {
    en: /takes the place of K7Q2-BBBB-BBB3, which is no longer valid: do not use the earlier number/,
    ru: /заменяет K7Q2-BBBB-BBB3, которая больше не действует: не используйте прежний номер/,
    kk: /K7Q2-BBBB-BBB3 визасының орнына берілді, ал ол енді жарамсыз: .* пайдаланбаңыз/,
  }
  const subject = { en: /^Your corrected e-visa/, ru: /^Ваша исправленная/, kk: /түзетілген/ }
  for (const language of LANGUAGES) {
    const parts = { isSpecimen: true, replaces: 'K7Q2BBBBBBB3' }
    const mail = await simpleParser(Buffer.from(await messageIn(language, pdf, {}, parts)))
    for (const pattern of Object.values(says)) {
      t.match(inOneLine(mail.text), pattern)
      t.match((mail.html || '').replace(/<\/?bdi[^>]*>/g, ''), pattern)
    }
    t.match(mail.subject, /^SPECIMEN/)
    t.match(mail.subject?.replace(/^SPECIMEN .*?: /, ''), subject[language])
    const first = await simpleParser(Buffer.from(await messageIn(language, pdf)))
    for (const pattern of Object.values({ ...says, subject: subject[language] }))
      t.notMatch(`${first.subject}\n${inOneLine(first.text)}`, pattern, 'nothing of it in that of a first one')
  }
})

t.test('escapes what it is given, and lets no header grow out of it', async (t) => {
  const holder = { ...claims.holder, surname: '<b>&"\r\nBcc: all@example.com' }
  const mail = await simpleParser(Buffer.from(await messageIn('ru', await madePdf(), { holder })))
  t.match(mail.html || '', /&#60;b&#62;&#38;&#34;/)
  t.notOk(mail.bcc)
  t.match(mail.to, { text: 'traveller@example.com' })
})

t.test('is what every server takes: ASCII, in short lines that end with CR LF', async (t) => {
  const text = Buffer.from(await messageIn('kk', await madePdf())).toString('latin1')
  t.match(text, /^[\x00-\x7f]*$/)
  const lines = text.split('\r\n')
  t.ok(lines.every((line) => line.length <= 998 && !/[\r\n]/.test(line)))
})

t.test('is the same in every attempt but for the boundaries', async (t) => {
  const pdf = await madePdf()
  const bare = async () =>
    Buffer.from(await messageIn('kk', pdf))
      .toString()
      .replace(/--_NmP[^\s"]*/g, '')
  t.equal(await bare(), await bare())
})

t.test('of a demonstration says so in its subject and over each language', async (t) => {
  const pdf = await madePdf()
  const mail = await simpleParser(Buffer.from(await messageIn('ru', pdf, {}, { isSpecimen: true })))
  t.match(mail.subject, /^SPECIMEN · ОБРАЗЕЦ · ҮЛГІ: /)
  t.equal((mail.text ?? '').split('SPECIMEN').length - 1, LANGUAGES.length)
  t.notMatch((await simpleParser(Buffer.from(await messageIn('ru', pdf)))).subject, /SPECIMEN/)
})
